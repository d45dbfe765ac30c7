using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using RouteGen.Model.Fixes;
using RouteGen.Model.Problems;

namespace RouteGen.CodeFixes.Tables;

/// <summary>RG1030: removes a time that never counts, or writes the one that counts in its place.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(CutTimerFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".json"])]
[Shared]
public sealed class CutTimerFix : TableCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.IdleTimer.Id);

    private protected override TableFix Fix => TableFixes.CutTimer;
}
