using System.Xml.Linq;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

/// <summary>docs/dependencies.md has a line for each package of Directory.Packages.props, and says why it is there.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Licences = ["MIT", "Apache-2.0", "BSD-3-Clause"];

    private static readonly string[] Ids =
    [
        .. XElement.Load(Path.Combine(Page.Repository, "Directory.Packages.props")).Descendants()
            .Where(e => e.Name.LocalName is "PackageVersion" or "GlobalPackageReference")
            .Select(e => e.Attribute("Include")!.Value),
    ];

    private static IEnumerable<string[]> Rows =>
        Page.Read("docs/dependencies.md").Text.Split('\n')
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| Package |", StringComparison.Ordinal))
            .Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray());

    [Fact]
    public void Every_package_has_a_line()
    {
        var missing = Ids.Except(Rows.Select(r => r[0])).ToArray();

        Assert.True(missing.Length == 0, $"docs/dependencies.md does not say why these are there: {string.Join(", ", missing)}");
    }

    [Fact]
    public void Every_line_is_of_a_package()
    {
        var gone = Rows.Select(r => r[0]).Except(Ids).ToArray();

        Assert.True(
            gone.Length == 0, $"docs/dependencies.md has lines for what Directory.Packages.props does not name: {string.Join(", ", gone)}");
    }

    [Fact]
    public void A_line_says_who_uses_it_why_and_under_which_licence() => Assert.All(Rows, row =>
    {
        Assert.Equal(4, row.Length);
        Assert.All(row, cell => Assert.NotEqual("", cell));
        Assert.Contains(row[3], Licences);
    });

    [Fact]
    public void Every_package_is_used_by_a_project()
    {
        var projects = string.Concat(((string[])["src", "tests", "samples"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Page.Repository, folder), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".csproj" or ".props" or ".targets" && !IsOutput(path))
            .Concat(Directory.EnumerateFiles(Page.Repository, "Directory.*"))
            .Select(File.ReadAllText));

        Assert.All(Ids, id => Assert.True(
            projects.Contains($"Reference Include=\"{id}\"", StringComparison.Ordinal),
            $"Directory.Packages.props has a version of {id}, which no project references."));
    }

    private static bool IsOutput(string path) =>
        Path.GetRelativePath(Page.Repository, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");
}
