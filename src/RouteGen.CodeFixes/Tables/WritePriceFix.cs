using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using RouteGen.Model.Fixes;
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
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        TableRules.UnpricedLimitedTarget.Id, TableRules.UnpricedTarget.Id, TableRules.ImplausiblePrice.Id);

    private protected override TableFix Fix => TableFixes.WritePrice;
}
