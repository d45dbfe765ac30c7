using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using RouteGen.Model.Fixes;
using RouteGen.Model.Problems;

namespace RouteGen.CodeFixes.Tables;

/// <summary>RG1033: writes the base address in the place of one that cannot be one.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(WriteBaseFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".json"])]
[Shared]
public sealed class WriteBaseFix : TableCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TableRules.NoBaseAddress.Id);

    private protected override TableFix Fix => TableFixes.WriteBase;
}
