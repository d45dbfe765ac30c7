using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RouteGen.Roslyn;
using RouteGen.Roslyn.Files;

namespace RouteGen.Generators.Preconditions;

/// <summary>The C# that generated code is written in. A project of an older one gets one error and no code.</summary>
internal static class LanguageNeed
{
    /// <summary>The oldest that compiles it; RouteGen.Shapes.targets and docs/rules/RG0020.md name it too.</summary>
    public const LanguageVersion Oldest = LanguageVersion.CSharp12;

    /// <summary>It, as a project file names it.</summary>
    public static string OldestName { get; } = Name(Oldest);

    /// <summary>The project's version where it is too old, as MSBuild writes it; otherwise null.</summary>
    public static string? Missed(ParseOptions options, CancellationToken cancellation) =>
        options is CSharpParseOptions { LanguageVersion: < Oldest } old ? Name(old.LanguageVersion) : null;

    /// <summary>It, and the secrets in the tables, which no analyzer is asked for then.</summary>
    public static IEnumerable<Diagnostic> Report(ImmutableArray<ReadTable> tables, BuildSettings settings, string missed) => tables.IsEmpty
        ? []
        : ProjectProblems.Secrets(tables, settings).Select(ProblemDiagnostic.Create)
            .Prepend(Diagnostic.Create(ProjectRules.OldLanguage, Location.None, OldestName, missed));

    private static string Name(LanguageVersion version) => version.ToDisplayString().Replace(".0", "");
}
