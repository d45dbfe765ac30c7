using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RouteGen.Package.Tests.Running;

/// <summary>
/// Hosts of many kinds, and what the templates make of the packed file, built at once: starting the compiler is what takes long.
/// </summary>
public sealed partial class BuiltHosts(PackedFeed feed) : IAsyncLifetime
{
    private static readonly string[] Frameworks = ["Xunit", "NUnit", "MSTest"];

    private string _output = "";

    /// <summary>The folder of the solution.</summary>
    public string Root { get; private set; } = "";

    /// <summary>A port at which the gateway that a template made listens.</summary>
    public static int Port { get; } = LoopbackPort.Find();

    /// <summary>The warnings of a project in the build of all.</summary>
    public IReadOnlyList<string> WarningsOf(string project) =>
        [.. Warning().Matches(_output).Where(m => m.Groups[2].Value == project).Select(m => m.Groups[1].Value).Distinct().Order()];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Root = Path.Combine(feed.Checkout("hosts"), "Hosts");
        await NewAsync("install", feed.Package("RouteGen.Templates"));
        await NewAsync("routegen", "-o", "Desk");
        await NewAsync("routegen-gateway", "-n", "Gate-Way", "--port", $"{Port}");
        await NewAsync("routegen-gateway", "-n", "2.own", "--provider", "ollama", "--simulation", "false", "--table", "OwnRoutes");

        // The class of the table has the name of the project's namespace.
        await NewAsync("routegen-gateway", "-n", "DeskRoutes");
        await NewAsync("routegen-tests", "-n", "DeskRoutes.Drills", "--app", "../DeskRoutes");
        foreach (var framework in Frameworks)
        {
            var choice = framework.ToLowerInvariant();
            await NewAsync("routegen-tests", "-n", $"Drills.{framework}", "--app", "../Desk", "--test-framework", choice);
            await NewAsync(
                "routegen-tests", "-o", $"Mtp/Mtp.{framework}", "--app", "../../Desk/Desk.csproj", "--test-framework", choice,
                "--runner", "mtp");
        }

        // Prices are judged as of their own day, so that an old commit builds alike for ever.
        var today = AsOf().Matches(await File.ReadAllTextAsync(Path.Combine(Root, "Desk", "routes.json")))
            .Select(m => m.Groups[1].Value).Max(StringComparer.Ordinal);
        _output = await RunAsync(Root, "build", "Hosts.slnx", "--nologo", $"-p:RouteGenToday={today}");
    }

    /// <summary>Runs <c>dotnet</c> to an end that has to be a good one, and returns its output.</summary>
    public async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await feed.DotnetAsync(folder, arguments);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>Makes something of a template, or installs them: for this folder alone.</summary>
    public Task<string> NewAsync(params string[] arguments) =>
        RunAsync(Root, ["new", .. arguments, "--debug:custom-hive", Path.Combine(Root, "hive")]);

    /// <summary>What starts a project that was built.</summary>
    internal ProcessStartInfo Program(string project, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        DotnetCli.Start(
            "dotnet", Path.Combine(Root, project), environment,
            [Path.Combine(Root, project, "bin", "Debug", "net10.0", $"{project}.dll"), .. arguments]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [GeneratedRegex(@"warning ([A-Z]+\d+): .*\[.*[/\\](.+?)\.csproj")]
    private static partial Regex Warning();

    [GeneratedRegex("\"asOf\": \"([0-9-]+)\"")]
    private static partial Regex AsOf();
}

/// <summary>The tests that share them.</summary>
[CollectionDefinition(nameof(HostCollection))]
public sealed class HostCollection : ICollectionFixture<BuiltHosts>;
