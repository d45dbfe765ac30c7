using System.Text.RegularExpressions;
using System.Xml.Linq;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

/// <summary>docs/architecture.md and its picture show the projects and rooms that there are, in the order that RoomsTests holds.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Page Map = Page.Read("docs/architecture.md");

    private static readonly XElement Picture = XElement.Load(Path.Combine(Page.Repository, "docs", "architecture.svg"));

    private static readonly string Source = Path.Combine(Page.Repository, "src");

    private static string[] Projects =>
    [
        .. Directory.EnumerateDirectories(Source)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void The_page_lists_every_project() =>
        AssertSame("docs/architecture.md, 'Projects'", Projects, Rows("Projects").Select(r => Name(r[0])));

    [Fact]
    public void The_picture_shows_every_project() => AssertSame("docs/architecture.svg", Projects, Marked(Picture, "data-project"));

    [Fact]
    public void The_page_says_which_projects_use_which()
    {
        foreach (var row in Rows("Projects"))
        {
            var project = Name(row[0]);
            var told = row[2] == "nothing" ? [] : row[2].Split(", ").Select(u => u == "RouteGen" ? u : "RouteGen." + u);

            AssertSame($"docs/architecture.md, what {project} uses,", UsedBy(project), told);
        }
    }

    [Theory]
    [InlineData("Rooms of the runtime", "RouteGen", 1)]
    [InlineData("Rooms of the model", "RouteGen.Model", 0)]
    public void The_page_lists_every_room(string heading, string project, int column) =>
        AssertSame($"docs/architecture.md, '{heading}'", RoomsOf(project), Rows(heading).Select(r => Name(r[column])));

    [Fact]
    public void The_picture_shows_the_rooms_of_the_page_on_their_floors()
    {
        var told = Rows("Rooms of the runtime").Select(r => $"{r[0]} {Name(r[1])}");
        var drawn = Picture.Descendants().Where(e => e.Attribute("data-floor") is not null)
            .OrderBy(e => (int)e.Attribute("data-floor")!)
            .SelectMany(floor => Marked(floor, "data-room").Select(room => $"{floor.Attribute("data-floor")!.Value} {room}"));

        Assert.Equal(told, drawn);
    }

    [Fact]
    public void What_the_picture_marks_is_what_it_writes()
    {
        foreach (var mark in Picture.Descendants())
        {
            if ((mark.Attribute("data-room") ?? mark.Attribute("data-project")) is { } name)
            {
                Assert.Contains(name.Value, mark.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value));
            }
        }
    }

    [Fact]
    public void The_rooms_have_the_order_that_RoomsTests_holds()
    {
        string[] told = [.. Rows("Rooms of the runtime").Select(r => Name(r[1]))];
        var house = Path.Combine(Page.Repository, "tests", "RouteGen.Docs.Tests", "House");
        var order = Directory.EnumerateFiles(house, "*.cs")
            .Select(path => Word().Matches(Remark().Replace(File.ReadAllText(path), "")).Select(m => m.Value))
            .Select(words => words.Distinct().Where(told.Contains).ToArray())
            .FirstOrDefault(found => found.Length == told.Length);

        Assert.True(order is not null, $"No file of {house} names the rooms {string.Join(", ", told)}.");
        Assert.Equal(order, told);
    }

    private static IEnumerable<string> Marked(XElement element, string attribute) =>
        element.DescendantsAndSelf().Select(e => e.Attribute(attribute)?.Value).OfType<string>();

    /// <summary>The folders of a project that hold C#, however deep.</summary>
    private static IEnumerable<string> RoomsOf(string project) =>
        Directory.EnumerateDirectories(Path.Combine(Source, project))
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or "templates"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any())
            .Select(folder => Path.GetFileName(folder)!);

    /// <summary>
    /// What a project compiles against: its references except those that it only packs, and what it packs next to itself.
    /// </summary>
    private static IEnumerable<string> UsedBy(string project)
    {
        var file = XElement.Load(Path.Combine(Source, project, project + ".csproj"));
        var referenced = file.Descendants("ProjectReference")
            .Where(r => r.Attribute("ReferenceOutputAssembly")?.Value is not "false")
            .SelectMany(r => r.Attribute("Include")!.Value.Split(';'))
            .Select(path => Path.GetFileNameWithoutExtension(path)!);
        var besides = file.Descendants("BuildOutputInPackage").Select(b => b.Attribute("Include")!.Value.Split('/')[1]);
        return referenced.Union(besides);
    }

    /// <summary>The rows of the first table below a heading, cell by cell.</summary>
    private static IEnumerable<string[]> Rows(string heading)
    {
        var start = Map.Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/architecture.md has no heading '## {heading}'.");
        return Map.Text[start..].Split('\n').SkipWhile(l => l is not ['|', ..]).TakeWhile(l => l is ['|', ..]).Skip(2)
            .Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray());
    }

    private static string Name(string cell) => cell.Trim('`');

    private static void AssertSame(string where, IEnumerable<string> real, IEnumerable<string> told)
    {
        string[] stated = [.. told];
        var missing = real.Except(stated).ToArray();
        var extra = stated.Except(real).ToArray();
        Assert.True(missing.Length == 0, $"{where} lacks {string.Join(", ", missing)}.");
        Assert.True(extra.Length == 0, $"{where} has {string.Join(", ", extra)}, which src does not.");
        Assert.Equal(stated.Distinct(), stated);
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("^(?:using|namespace) .*|//.*", RegexOptions.Multiline)]
    private static partial Regex Remark();
}
