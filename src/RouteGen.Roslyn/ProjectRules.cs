using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RouteGen.Roslyn;

/// <summary>The rules on a project with, or without, a table, as the compiler shows them.</summary>
internal static class ProjectRules
{
#pragma warning disable RS2008 // The release files are the analyzers': a test holds them to these.
    public static readonly DiagnosticDescriptor OldLanguage = new(
        "RG0020",
        "C# of the project is too old",
        "Routes are generated as C# {0}, and this project is compiled as C# {1}; remove LangVersion from the project, or set it to {0}"
            + " or " +
        "later",
        "RouteGen.File",
        DiagnosticSeverity.Error,
        true,
        null,
        Descriptors.Page("RG0020"),
        WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NoTable = new(
        "RG0021",
        "Project without its table",
        "{0}",
        "RouteGen.File",
        DiagnosticSeverity.Warning,
        true,
        null,
        Descriptors.Page("RG0021"));
#pragma warning restore RS2008

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(OldLanguage, NoTable);
}
