using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers;

/// <summary>Every rule as the compiler shows it. Titles and formats are those of <c>RouteGen.Model.Checks</c>; a test holds the two together.</summary>
internal static class Rules
{
    private const string File = "RouteGen.File";

    public static readonly DiagnosticDescriptor Syntax = new(
        "RG0001", "The text is not JSON", "{0}", File, DiagnosticSeverity.Error, true, null, Page("RG0001"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownProperty = new(
        "RG0002", "Unknown property", "Unknown property '{0}' in {1}; {2}", File, DiagnosticSeverity.Error, true, null, Page("RG0002"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor InvalidValue = new(
        "RG0003", "Wrong type or value", "'{0}' must be {1}; {2}", File, DiagnosticSeverity.Error, true, null, Page("RG0003"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MissingProperty = new(
        "RG0004", "Missing property", "{0} needs '{1}': {2}", File, DiagnosticSeverity.Error, true, null, Page("RG0004"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor DuplicateKey = new(
        "RG0005",
        "Duplicate key",
        "'{0}' stands here twice; remove or rename one, only the first counts{1}",
        File,
        DiagnosticSeverity.Error,
        true,
        null,
        Page("RG0005"),
        WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NameCollision = new(
        "RG0006", "Name cannot be generated", "{0}", File, DiagnosticSeverity.Error, true, null, Page("RG0006"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownReference = new(
        "RG0007", "Unknown reference", "There is no {0} '{1}'; {2}", File, DiagnosticSeverity.Error, true, null, Page("RG0007"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor TableDeclaredTwice = new(
        "RG0008", "Table declared twice", "{0}", File, DiagnosticSeverity.Error, true, null, Page("RG0008"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownProviderKind = new(
        "RG0010", "Provider kind without a package", "{0}", File, DiagnosticSeverity.Error, true, null, Page("RG0010"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor SharedModelsNotFound = new(
        "RG0011", "Shared models not found", "{0}", File, DiagnosticSeverity.Error, true, null, Page("RG0011"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor IncomparableEmbeddings = new(
        "RG0016", "Embeddings that cannot be compared", "{0}", File, DiagnosticSeverity.Error, true, null, Page("RG0016"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NoEmbeddings = new(
        "RG0017", "Provider kind without embeddings", "{0}", File, DiagnosticSeverity.Error, true, null, Page("RG0017"), WellKnownDiagnosticTags.NotConfigurable);

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        Syntax, UnknownProperty, InvalidValue, MissingProperty, DuplicateKey, NameCollision,
        UnknownReference, TableDeclaredTwice, UnknownProviderKind, SharedModelsNotFound, IncomparableEmbeddings, NoEmbeddings);

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Of(string id) => ById[id];

    private static string Page(string id) => $"https://github.com/routegen/routegen/blob/main/docs/rules/{id}.md";
}
