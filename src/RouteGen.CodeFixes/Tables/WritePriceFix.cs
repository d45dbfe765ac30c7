using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RouteGen.CodeFixes.Json;
using RouteGen.Model.Checks.Prices;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.CodeFixes.Tables;

/// <summary>
/// RG1014, RG1015 and RG1016: writes the catalog's price, with its day and its source, into a model that states none, and
/// in the place of one that is far from it.
/// </summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(WritePriceFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".json"])]
[Shared]
public sealed class WritePriceFix : TableCodeFix
{
    private const string Price = "usdPerMTok";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        TableRules.UnpricedLimitedTarget.Id, TableRules.UnpricedTarget.Id, TableRules.ImplausiblePrice.Id);

    private protected override string Title(string? suggested) => $"Write the price of {CatalogPrices.Day} into the table";

    // Of RG1016 only what was compared with the catalog suggests one of its models.
    private protected override IReadOnlyList<TextChange> Changes(string text, JsonPlace place, string? suggested) =>
        suggested is null ? Added(text, place) : Replaced(place);

    private static IReadOnlyList<TextChange> Added(string text, JsonPlace place) =>
        place.Property?.Value is JsonObject model && model.Find(Price) is null && CatalogPrices.Find(place.Property.Name) is { } price
            ? JsonEdits.Add(text, model, $"\"{Price}\": {price.Text}")
            : [];

    /// <summary>
    /// The whole price, since a slip is seldom in one rate alone. Prices of other days, which the catalog does not know, would be lost.
    /// </summary>
    private static IReadOnlyList<TextChange> Replaced(JsonPlace rate) =>
        rate.Above is { Property: { Name: Price, Value: JsonObject stated }, Above.Property: { } model }
            && stated.Find("changes") is null && CatalogPrices.Find(model.Name) is { } price
            ? [new(new TextSpan(stated.Start, stated.Length), price.Text)]
            : [];
}
