using System.IO.Compression;
using System.Runtime.InteropServices;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>The tool as one gets it: installed, and run once without an installation.</summary>
public sealed class ToolPackageTests(PackedFeed feed)
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task It_is_small_and_is_installed_and_checks_a_table()
    {
        // With the SQLite of this machine's platform alone.
        Assert.InRange(new FileInfo(Of(RuntimeInformation.RuntimeIdentifier)).Length, Megabyte, 5 * Megabyte);
        Assert.InRange(new FileInfo(Of("any")).Length, Megabyte, 12 * Megabyte);
        var root = feed.Checkout("tool");
        await RunAsync(root, "new", "tool-manifest");
        await RunAsync(root, "tool", "install", "RouteGen.Tool", "--version", PackedFeed.Version);
        await File.WriteAllTextAsync(
            Path.Combine(root, "routes.json"), """{ "table": 1 }""", TestContext.Current.CancellationToken);

        var (exitCode, output) = await DotnetAsync(root, "tool", "run", "routegen", "--", "check", "routes.json");

        Assert.True(exitCode == 1, output);
        Assert.Contains("routes.json(1,12): error RG0003", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_once_without_an_installation()
    {
        var (exitCode, output) = await DotnetAsync(
            feed.Checkout("dnx"), "dnx", $"RouteGen.Tool@{PackedFeed.Version}", "--yes", "--", "--help");

        Assert.True(exitCode == 0, output);
        Assert.Contains("check", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_machines_get_every_usual_platform()
    {
        using var archive = ZipFile.OpenRead(Of("any"));

        Assert.Equal(8, archive.Entries.Count(static e => e.FullName.Contains("e_sqlite3.", StringComparison.Ordinal)
            && !e.FullName.Contains("provider", StringComparison.Ordinal)));
    }

    private async Task RunAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await DotnetAsync(folder, arguments);
        Assert.True(exitCode == 0, output);
    }

    // The SDK remembers for each user where a tool of a version is, whatever cache it was in.
    private Task<(int ExitCode, string Output)> DotnetAsync(string folder, params string[] arguments) => feed.DotnetAsync(
        folder, new Dictionary<string, string> { ["DOTNET_CLI_HOME"] = Path.Combine(folder, "home") }, arguments);

    private string Of(string platform) => Path.Combine(feed.Feed, $"RouteGen.Tool.{platform}.{PackedFeed.Version}.nupkg");
}
