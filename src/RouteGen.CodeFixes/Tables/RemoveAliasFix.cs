using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using RouteGen.Model.Fixes;
using RouteGen.Model.Problems;

namespace RouteGen.CodeFixes.Tables;

/// <summary>RG1025: removes an alias without effect, and <c>aliases</c> with the last of them.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(RemoveAliasFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".json"])]
[Shared]
public sealed class RemoveAliasFix : TableCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.IdleAlias.Id);

    private protected override TableFix Fix => TableFixes.RemoveAlias;
}
