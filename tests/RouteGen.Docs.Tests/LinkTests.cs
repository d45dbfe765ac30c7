using System.Text.RegularExpressions;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

public sealed partial class LinkTests
{
    public static TheoryData<string> Names => [.. Page.All().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_relative_link_leads_to_a_file(string name)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Page.Repository, name))!;
        var links = Link().Matches(Page.Read(name).Text).Select(m => m.Groups[1].Value).Where(l => !l.Contains("://", StringComparison.Ordinal) && l[0] != '#');

        Assert.All(links, link =>
        {
            var path = Path.Combine(folder, link.Split('#')[0]);
            Assert.True(Path.Exists(path), $"{name} links to {link}");
        });
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
