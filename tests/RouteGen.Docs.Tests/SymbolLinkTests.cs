using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

/// <summary>A link that names a type or a member in code, such as WireFault.Classify, leads to the file that declares it.</summary>
public sealed partial class SymbolLinkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Links =>
    [
        .. Page.Everywhere()
            .SelectMany(page => SymbolLink().Matches(page.Text), (page, link) => (page.Name, link.Groups[1].Value, link.Groups[2].Value))
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Links))]
    public void A_named_member_is_declared_in_the_file(string page, string symbol, string link)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.Combine(Page.Repository, page))!, link);
        Assert.True(File.Exists(path), $"{page} links `{symbol}` to {link}, and there is no such file.");
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(path), cancellationToken: Cancellation).GetRoot(Cancellation);
        BaseTypeDeclarationSyntax[] types = [.. root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()];
        var (type, member) = symbol.Split('.') is [var first, var second] ? (first, second) : (symbol, null);

        var declared = Array.Find(types, t => t.Identifier.Text == type);
        Assert.True(declared is not null, $"{page} links `{symbol}` to {link}, and that file declares no type {type}.");
        Assert.True(
            member is null || MembersOf(declared).Contains(member),
            $"{page} links `{symbol}` to {link}, and {type} has no member {member} there.");
    }

    [Fact]
    public void A_429_leads_to_the_lines_that_decide_in_three_links()
    {
        var page = Page.Read("docs/architecture.md");
        var start = page.Text.IndexOf("\n## A 429 arrives\n", StringComparison.Ordinal);
        Assert.True(start >= 0, "docs/architecture.md has no heading '## A 429 arrives'.");
        var section = page.Text[start..page.Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];

        Assert.Equal(
            ["WireFault.Classify", "FaultTable.ActionFor", "TargetRunner.Decide"],
            SymbolLink().Matches(section).Select(m => m.Groups[1].Value));
    }

    private static IEnumerable<string> MembersOf(BaseTypeDeclarationSyntax type) => type.DescendantNodes().Select(node => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        VariableDeclaratorSyntax field => field.Identifier.Text,
        EnumMemberDeclarationSyntax value => value.Identifier.Text,
        _ => "",
    });

    [GeneratedRegex(@"\[`(\w+(?:\.\w+)?)`\]\(([^)\s#]+\.cs)\)")]
    private static partial Regex SymbolLink();
}
