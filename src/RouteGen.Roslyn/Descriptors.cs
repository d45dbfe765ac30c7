using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using RouteGen.Model.Problems;

namespace RouteGen.Roslyn;

/// <summary>The rules of the model as the compiler shows them: made from them, so that a rule is stated once.</summary>
internal static class Descriptors
{
    /// <summary>The repository's address, without a slash at its end; empty until there is one.</summary>
    private static readonly string Repository = typeof(Descriptors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RouteGenRepository").Value ?? "";

    /// <summary>The rules RG0xxx, on the file itself.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> OfFiles = FileRules.All.Select(Shown).ToImmutableArray();

    /// <summary>The rules RG1xxx, on what the table says.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> OfTables = TableRules.All.Select(Shown).ToImmutableArray();

    private static readonly Dictionary<string, DiagnosticDescriptor> ById =
        OfFiles.Concat(OfTables).ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Get(ProblemRule rule) => ById[rule.Id];

    /// <summary>Where a rule's page is: its address, or its place in the repository as long as that has no address.</summary>
    public static string Page(string id) => $"{(Repository.Length == 0 ? "" : Repository + "/blob/main/")}docs/rules/{id}.md";

#pragma warning disable RS1033, RS1017 // IDs and texts are constants of the model; a test holds the release files to them.
    private static DiagnosticDescriptor Shown(ProblemRule rule) => new(
        rule.Id,
        rule.Title,
        rule.MessageFormat,
        rule.IsBlocking ? "RouteGen.File" : "RouteGen.Table",
        rule.Severity == ProblemSeverity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: null,
        Page(rule.Id),
        rule.IsBlocking ? [WellKnownDiagnosticTags.NotConfigurable] : []);
}
