using System.Diagnostics;
using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;
using RouteGen.Testing;

namespace RouteGen.Package.Tests;

/// <summary>An application of OpenAI-kind providers, published as native code; skipped on a machine that cannot link it.</summary>
public sealed partial class NativeApplicationTests(PackedFeed feed)
{
    [LongFact]
    public async Task It_is_published_without_a_warning_of_RouteGens_and_runs_and_falls_over()
    {
        var app = Path.Combine(feed.Checkout("native"), "Native");
        var (exitCode, output) = await feed.DotnetAsync(app, "publish", "--nologo", "-o", Path.Combine(app, "out"));
        if (exitCode != 0 && NativeLinker.MissingBy(output) is { } reason)
        {
            Assert.Skip(reason);
        }

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(Warnings().Matches(output), warning => warning.Value.Contains("RouteGen", StringComparison.Ordinal));

        await using var openai = await SimulatedProvider.StartAsync(
            ProviderWire.OpenAI, cancellationToken: TestContext.Current.CancellationToken);
        await using var openrouter = await SimulatedProvider.StartAsync(
            ProviderWire.OpenRouter, cancellationToken: TestContext.Current.CancellationToken);
        openai.OnAnyModel().Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
        openrouter.OnAnyModel().Always(SimulatedReply.FromText("from native code"));

        var lines = await RunAsync(Path.Combine(app, "out", "Native"), new()
        {
            ["OPENAI_API_KEY"] = "simulated",
            ["OPENAI_BASE_URL"] = openai.Endpoint.AbsoluteUri,
            ["OPENROUTER_API_KEY"] = "simulated",
            ["OPENROUTER_BASE_URL"] = openrouter.Endpoint.AbsoluteUri,
        });

        Assert.Equal(["from native code by Detour after 2 attempts, cost known: True",
            "from native code by detour, True", "from native code: u-42, False, True", "from native code, read: True"], lines);
    }

    private static async Task<string[]> RunAsync(string program, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [GeneratedRegex(@"^.*warning (IL|CS|CA)\d+.*$", RegexOptions.Multiline)]
    private static partial Regex Warnings();
}
