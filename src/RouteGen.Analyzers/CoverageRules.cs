using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RouteGen.Roslyn;

namespace RouteGen.Analyzers;

/// <summary>The rules on tests of provider paths, RG3xxx, as the compiler shows them.</summary>
internal static class CoverageRules
{
    private const string Coverage = "RouteGen.Coverage";

    public static readonly DiagnosticDescriptor UndrilledPath = new(
        "RG3001",
        "Provider path that no test drills",
        "No drill lets '{1}' serve route '{0}', so an outage would be the first test of this path; add a test that awaits {2}",
        Coverage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG3001"));

    public static readonly DiagnosticDescriptor UndrilledEscapeHatch = new(
        "RG3002",
        "Escape hatch never drilled with its gateways down",
        "No drill of route '{0}' has all its gateways down, so its escape hatch ({1}) was never needed; add a test that awaits {2}",
        Coverage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG3002"));

    public static readonly DiagnosticDescriptor UndrilledTable = new(
        "RG3003",
        "Test project that drills nothing",
        "This test project references the routes of '{0}' and drills none of their provider paths; reference RouteGen.Testing and add a " +
        "class [Drills<{1}>]",
        Coverage,
        DiagnosticSeverity.Warning,
        true,
        "Found when the whole project has been read, so a build reports it and an editor need not.",
        Page("RG3003"),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        UndrilledPath, UndrilledEscapeHatch, UndrilledTable);

    private static string Page(string id) => Descriptors.Page(id);
}
