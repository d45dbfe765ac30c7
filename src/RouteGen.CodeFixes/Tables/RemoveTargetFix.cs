using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RouteGen.CodeFixes.Json;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.CodeFixes.Tables;

/// <summary>RG1004: takes an unreachable target out of its chain, or out of the list of the fault that leads to it.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(RemoveTargetFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".json"])]
[Shared]
public sealed class RemoveTargetFix : TableCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.UnreachableTarget.Id);

    private protected override string Title(string? suggested) => "Remove from the chain";

    private protected override IReadOnlyList<TextChange> Changes(string text, JsonPlace place, string? suggested)
    {
        // Reported is the target's name; an entry with options is an object around it.
        var item = place.Property is null ? place : place.Above;

        // The one target that a fault leads to goes with the fault: an empty list is not a list of targets.
        return item is null
            ? []
            : JsonEdits.Remove(text, item is { Parent: JsonArray { Items.Count: 1 }, Above: { Property: not null } list } ? list : item);
    }
}
