using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RouteGen.CodeFixes.Json;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.CodeFixes.Tables;

/// <summary>RG1001, RG1002 and RG1003: adds the cheapest target that fails on its own and can serve the route.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(AddFallbackFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".json"])]
[Shared]
public sealed class AddFallbackFix : TableCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        TableRules.MissingFallback.Id, TableRules.DependentFallback.Id, TableRules.NoDirectTarget.Id);

    private protected override string Title(string? suggested) => $"Add '{suggested}' to the chain";

    private protected override IReadOnlyList<TextChange> Changes(string text, JsonPlace place, string? suggested) =>
        suggested is not null && place.Node is JsonArray { Items.Count: > 0 } chain ? JsonEdits.Append(text, chain, suggested) : [];
}
