using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using RouteGen.Model.Fixes;
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

    private protected override TableFix Fix => TableFixes.AddFallback;
}
