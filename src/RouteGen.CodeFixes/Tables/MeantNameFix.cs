using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using RouteGen.Model.Fixes;
using RouteGen.Model.Problems;

namespace RouteGen.CodeFixes.Tables;

/// <summary>RG0002 and RG0007: writes the name that was probably meant.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(MeantNameFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".json"])]
[Shared]
public sealed class MeantNameFix : TableCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        FileRules.UnknownProperty.Id, FileRules.UnknownReference.Id, FileRules.UnknownProviderKind.Id);

    private protected override TableFix Fix => TableFixes.MeantName;
}
