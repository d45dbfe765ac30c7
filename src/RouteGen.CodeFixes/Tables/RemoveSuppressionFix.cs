using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using RouteGen.Model.Fixes;
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

    private protected override TableFix Fix => TableFixes.RemoveSuppression;
}
