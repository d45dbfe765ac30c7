using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>
/// Drills in fresh projects of each test framework, under both runners: of the template's versions and of those that the SDK's own
/// templates take. The build reports what a framework's tests omit.
/// </summary>
[Collection(nameof(HostCollection))]
public sealed partial class TestFrameworkTests(BuiltHosts hosts)
{
    private const int EveryPath = 8;
    private const int SomePaths = 3;

    [Fact]
    public async Task Drills_run_in_xunit_NUnit_and_MSTest_under_VSTest()
    {
        var output = await hosts.RunAsync(hosts.Root, "test", "VSTest.slnf", "--no-build", "--nologo");

        Assert.Equal(
            new SortedDictionary<string, int>
            {
                ["Drills.MSTest"] = EveryPath,
                ["Drills.NUnit"] = EveryPath,
                ["Drills.Xunit"] = EveryPath,
                ["Lacking.MSTest"] = SomePaths,
                ["Lacking.NUnit"] = SomePaths,
                ["Lacking.Xunit2"] = SomePaths,
                ["Lacking.Xunit3"] = SomePaths,
            },
            new SortedDictionary<string, int>(Passed().Matches(output).ToDictionary(
                m => m.Groups[2].Value, m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task Drills_run_in_xunit_NUnit_and_MSTest_under_the_testing_platform()
    {
        var output = await hosts.RunAsync(Path.Combine(hosts.Root, "Mtp"), "test", "--solution", "Mtp.slnx", "--no-build");

        Assert.Contains($"succeeded: {3 * EveryPath}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lacking.Xunit2")]
    [InlineData("Lacking.Xunit3")]
    [InlineData("Lacking.NUnit")]
    [InlineData("Lacking.MSTest")]
    public void The_build_reports_the_path_and_the_table_that_no_test_takes(string project) =>
        Assert.Equal(["RG3001", "RG3003"], hosts.WarningsOf(project));

    [GeneratedRegex(@"Passed!  - Failed: +0, Passed: +(\d+), Skipped: +0, .* - (\S+)\.dll")]
    private static partial Regex Passed();
}
