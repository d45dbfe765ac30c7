using RouteGen.Package.Tests.Running;
using Xunit;

namespace RouteGen.Package.Tests;

/// <summary>The day as of which a build judges reviews, prices and retirements: RouteGenToday, as the package's targets have it.</summary>
public sealed class BuildDayTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-day-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("en_US.UTF-8")]
    [InlineData("th_TH.UTF-8")]
    [InlineData("fa_IR.UTF-8")]
    [InlineData("ar_SA.UTF-8")]
    public async Task By_default_it_is_the_first_of_the_month_in_every_culture(string culture)
    {
        var before = DateTime.UtcNow;
        var output = await MsBuildAsync(culture, "-getProperty:RouteGenToday");

        Assert.Contains(output.Trim(), (string[])[First(before), First(DateTime.UtcNow)]);
    }

    [Theory]
    [InlineData("2026-11-20", false)]
    [InlineData(" 2026-11-20 ", false)]
    [InlineData("20.11.2026", true)]
    [InlineData("2026-11", true)]
    [InlineData("2026-13-01", true)]
    public async Task A_value_that_is_no_day_is_told_instead_of_judging_nothing_in_silence(string day, bool isTold)
    {
        var output = await MsBuildAsync("en_US.UTF-8", "-t:CoreCompile", $"-p:RouteGenToday={day}");

        Assert.Equal(
            isTold, output.Contains($"RouteGenToday is '{day}', which is not a day as yyyy-MM-dd", StringComparison.Ordinal));
    }

    private static string First(DateTime day) => FormattableString.Invariant($"{day.Year}-{day.Month:00}-01");

    private async Task<string> MsBuildAsync(string culture, params string[] arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "routes.json"), "{}", TestContext.Current.CancellationToken);
        var targets = Path.Combine(PackedFeed.Repository, "src", "RouteGen", "buildTransitive", "RouteGen.targets");
        await File.WriteAllTextAsync(Path.Combine(_folder, "day.proj"), $"""
            <Project>
              <ItemGroup><RouteGenTable Include="routes.json" /></ItemGroup>
              <Import Project="{targets}" />
              <Target Name="CoreCompile" />
            </Project>
            """, TestContext.Current.CancellationToken);
        var (exitCode, output) = await DotnetCli.RunAsync(
            _folder, new Dictionary<string, string> { ["LANG"] = culture, ["LC_ALL"] = culture },
            ["msbuild", "day.proj", "-nologo", "-p:RouteGenSchema=none", .. arguments]);
        Assert.True(exitCode == 0, output);
        return output;
    }
}
