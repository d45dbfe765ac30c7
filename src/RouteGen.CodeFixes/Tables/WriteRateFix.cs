using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using RouteGen.Model.Fixes;
using RouteGen.Model.Problems;

namespace RouteGen.CodeFixes.Tables;

/// <summary>
/// RG1024: writes the rates that a model's price lacks, as the finding suggests them: the catalog's where it has this price,
/// else those that are charged without them.
/// </summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(WriteRateFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".json"])]
[Shared]
public sealed class WriteRateFix : TableCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.MissingRate.Id);

    private protected override TableFix Fix => TableFixes.WriteRate;
}
