using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RouteGen.CodeFixes.Json;
using RouteGen.Model.Json;

namespace RouteGen.CodeFixes.Tables;

/// <summary>RG1014 and RG1015: writes the catalog's price into a model that states none, with its day and its source.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WritePriceFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".json"])]
[Shared]
public sealed class WritePriceFix : TableCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("RG1014", "RG1015");

    private protected override string Title(string? suggested) => $"Write the price of {CatalogPrices.Day} into the table";

    private protected override IReadOnlyList<TextChange> Changes(string text, JsonPlace place, string? suggested) =>
        place.Property?.Value is JsonObject model && model.Find("usdPerMTok") is null && CatalogPrices.Of(place.Property.Name) is { } price
            ? JsonEdits.Add(text, model, "\"usdPerMTok\": " + price)
            : [];
}
