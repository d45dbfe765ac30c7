using System.Text.RegularExpressions;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

public sealed partial class LinkTests
{
    public static TheoryData<string> Names => [.. Page.Everywhere().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_relative_link_leads_to_a_file(string name)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Page.Repository, name))!;
        var links = Link().Matches(Page.Read(name).Text).Select(m => m.Groups[1].Value)
            .Where(l => !l.Contains("://", StringComparison.Ordinal) && l[0] != '#');

        Assert.All(links, link =>
        {
            var path = Path.Combine(folder, link.Split('#')[0]);
            Assert.True(Path.Exists(path), $"{name} links to {link}");
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_link_to_a_heading_finds_it(string name)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Page.Repository, name))!;
        var links = Link().Matches(Page.Read(name).Text).Select(m => m.Groups[1].Value)
            .Where(l => !l.Contains("://", StringComparison.Ordinal) && l.Contains('#', StringComparison.Ordinal));

        Assert.All(links, link =>
        {
            var (file, anchor) = (link.Split('#')[0], link.Split('#')[1]);
            var target = file.Length == 0 ? name : Path.GetRelativePath(Page.Repository, Path.Combine(folder, file)).Replace('\\', '/');
            Assert.True(Page.Read(target).Anchors.Contains(anchor), $"{name} links to {link}, and {target} has no such heading.");
        });
    }

    [Fact]
    public void Every_page_can_be_reached_from_the_README()
    {
        var reached = new HashSet<string> { "README.md" };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var name))
        {
            var folder = Path.GetDirectoryName(Path.Combine(Page.Repository, name))!;
            foreach (var link in Link().Matches(Page.Read(name).Text).Select(m => m.Groups[1].Value.Split('#')[0]))
            {
                var target = Path.GetRelativePath(Page.Repository, Path.Combine(folder, link)).Replace('\\', '/');
                var isPage = target.EndsWith(".md", StringComparison.Ordinal) && !link.Contains("://", StringComparison.Ordinal);
                if (isPage && reached.Add(target))
                {
                    open.Enqueue(target);
                }
            }
        }

        // The packages' READMEs are shown by the place that serves the packages.
        Assert.All(
            Page.Everywhere().Select(p => p.Name).Where(n => !n.StartsWith("src/", StringComparison.Ordinal)),
            name => Assert.True(reached.Contains(name), $"No way of links leads from README.md to {name}."));
    }

    [Fact]
    public void Every_picture_is_shown_by_a_page()
    {
        var shown = string.Concat(Page.All().Select(p => p.Text));

        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Page.Repository, "docs"), "*.svg").Select(Path.GetFileName),
            picture => Assert.Matches($@"!\[[^\]]+\]\((docs/)?{picture}\)", shown));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
