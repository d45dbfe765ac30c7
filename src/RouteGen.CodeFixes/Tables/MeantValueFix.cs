using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using RouteGen.Model.Fixes;
using RouteGen.Model.Problems;

namespace RouteGen.CodeFixes.Tables;

/// <summary>RG0003: writes what was probably meant, such as 10s for 10.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(MeantValueFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".json"])]
[Shared]
public sealed class MeantValueFix : TableCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(FileRules.InvalidValue.Id);

    private protected override TableFix Fix => TableFixes.MeantValue;
}
