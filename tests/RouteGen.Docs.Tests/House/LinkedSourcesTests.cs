using System.Text.RegularExpressions;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.House;

/// <summary>What two projects need is a type of one of them, or of a third: a file that both compile is two types of one name.</summary>
public sealed partial class LinkedSourcesTests
{
    [Fact]
    public void No_project_compiles_a_file_of_another_projects_folder()
    {
        var projects = SourceFiles.OfCode(".csproj", ".props", ".targets").ToArray();
        var linked = projects.SelectMany(project => Includes(project).Select(include => (project, include)))
            .Where(use => IsElsewhere(use.project, use.include))
            .Select(use => $"{use.project} compiles {use.include}: declare what it needs in a project that both reference");

        Assert.True(projects.Length > 25, $"Only {projects.Length} projects were looked at.");
        Assert.Empty(linked);
    }

    private static IEnumerable<string> Includes(string project) =>
        Compile().Matches(string.Join('\n', SourceFiles.LinesOf(project))).SelectMany(m => m.Groups[1].Value.Split(';'));

    private static bool IsElsewhere(string project, string include)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Page.Repository, project))!;
        var path = Path.GetFullPath(Path.Combine(folder, include.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal)));
        return !path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    [GeneratedRegex("""<Compile\s+Include="([^"]+)" """)]
    private static partial Regex Compile();
}
