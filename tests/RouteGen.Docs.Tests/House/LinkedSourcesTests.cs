using System.Text.RegularExpressions;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.House;

/// <summary>What two projects need is a type of one of them, or of a third: a file that both compile is two types of one name.</summary>
public sealed partial class LinkedSourcesTests
{
    // Doubles and servers that suites share: to go into a project of their own.
    private static readonly string[] Shared =
    [
        "tests/RouteGen.Benchmarks/RouteGen.Benchmarks.csproj compiles ../RouteGen.Ledgers.Tests/Stores/RealRedisServer.cs",
        "tests/RouteGen.Benchmarks/RouteGen.Benchmarks.csproj compiles ../RouteGen.Ledgers.Tests/Stores/RedisServer.cs",
        "tests/RouteGen.Ledgers.Tests/RouteGen.Ledgers.Tests.csproj compiles ../RouteGen.Tests/Budgets/BudgetBench.cs",
        "tests/RouteGen.Ledgers.Tests/RouteGen.Ledgers.Tests.csproj compiles ../RouteGen.Tests/Doubles/*.cs",
        "tests/RouteGen.Ledgers.Tests/RouteGen.Ledgers.Tests.csproj compiles ../RouteGen.Tests/Spend/RandomCalls.cs",
        "tests/RouteGen.Ledgers.Tests/RouteGen.Ledgers.Tests.csproj compiles ../RouteGen.Tests/Spend/SpendStoreContract.cs",
        "tests/RouteGen.Providers.Tests/RouteGen.Providers.Tests.csproj compiles ../RouteGen.Tests/Chaos/RecordInvariants.cs",
        "tests/RouteGen.Providers.Tests/RouteGen.Providers.Tests.csproj compiles ../RouteGen.Tests/Doubles/LogLines.cs",
    ];

    [Fact]
    public void No_project_compiles_a_file_of_another_projects_folder()
    {
        var projects = SourceFiles.OfCode(".csproj", ".props", ".targets").ToArray();
        var linked = projects.SelectMany(project => Includes(project).Select(include => (project, include)))
            .Where(use => IsElsewhere(use.project, use.include))
            .Select(use => $"{use.project} compiles {use.include}")
            .Order(StringComparer.Ordinal);

        Assert.True(projects.Length > 25, $"Only {projects.Length} projects were looked at.");
        Assert.Equal(Shared, linked);
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
