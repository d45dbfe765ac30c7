using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

/// <summary>A link that names a type or a member, such as [`WireFault.Classify`](…/WireFault.cs), leads to the file that declares it.</summary>
public sealed partial class SymbolLinkTests
{
    public static TheoryData<string, string, string> Links =>
        [.. Page.Everywhere().SelectMany(p => SymbolLink().Matches(p.Text).Select(m => new TheoryDataRow<string, string, string>(p.Name, m.Groups[1].Value, m.Groups[2].Value)))];

    [Theory]
    [MemberData(nameof(Links))]
    public void A_named_member_is_declared_in_the_file(string page, string symbol, string link)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.Combine(Page.Repository, page))!, link);
        Assert.True(File.Exists(path), $"{page} links `{symbol}` to {link}, and there is no such file.");
        BaseTypeDeclarationSyntax[] types = [.. CSharpSyntaxTree.ParseText(File.ReadAllText(path), cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseTypeDeclarationSyntax>()];
        var (type, member) = symbol.Split('.') is [var first, var second] ? (first, second) : (symbol, null);

        BaseTypeDeclarationSyntax? declared = Array.Find(types, t => t.Identifier.Text == type);
        Assert.True(declared is not null, $"{page} links `{symbol}` to {link}, and that file declares no type {type}.");
        Assert.True(member is null || MembersOf(declared).Contains(member), $"{page} links `{symbol}` to {link}, and {type} has no member {member} there.");
    }

    [Fact]
    public void A_429_leads_to_the_lines_that_decide_in_three_links()
    {
        Page page = Page.Read("docs/architecture.md");
        var start = page.Text.IndexOf("\n## A 429 arrives\n", StringComparison.Ordinal);
        Assert.True(start >= 0, "docs/architecture.md has no heading '## A 429 arrives'.");
        var section = page.Text[start..page.Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];

        Assert.Equal(["WireFault.Classify", "FaultTable.ActionFor", "TargetRunner.Decide"], SymbolLink().Matches(section).Select(m => m.Groups[1].Value));
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
