using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RouteGen.CodeFixes.Json;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.CodeFixes.Tables;

/// <summary>RG1022: removes a suppression that suppresses nothing, and <c>suppress</c> with the last of them.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(RemoveSuppressionFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".json"])]
[Shared]
public sealed class RemoveSuppressionFix : TableCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.IdleSuppression.Id);

    private protected override string Title(string? suggested) => "Remove the suppression";

    private protected override IReadOnlyList<TextChange> Changes(string text, JsonPlace place, string? suggested) =>
        JsonEdits.Remove(
            text, place.Parent is JsonObject { Properties.Count: 1 } && place.Above is { Property.Name: "suppress" } all ? all : place);
}
