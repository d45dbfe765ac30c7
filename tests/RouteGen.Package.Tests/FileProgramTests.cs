using RouteGen.Package.Tests.Running;
using RouteGen.Testing;

namespace RouteGen.Package.Tests;

/// <summary>A program of one file with its table beside it: <c>dotnet run app.cs</c>, without a project.</summary>
public sealed class FileProgramTests(PackedFeed feed)
{
    [Fact]
    public async Task It_runs_with_every_package_of_adapters()
    {
        var folder = Path.Combine(feed.Checkout("one-file"), "Script");
        var program = Path.Combine(folder, "app.cs");
        var cancellation = TestContext.Current.CancellationToken;
        var text = await File.ReadAllTextAsync(program, cancellation);
        await File.WriteAllTextAsync(program, text.Replace("@VERSION", $"@{PackedFeed.Version}", StringComparison.Ordinal), cancellation);
        await using var openai = await SimulatedProvider.StartAsync(ProviderWire.OpenAI, cancellationToken: cancellation);
        await using var anthropic = await SimulatedProvider.StartAsync(ProviderWire.Anthropic, cancellationToken: cancellation);
        await using var ollama = await SimulatedProvider.StartAsync(ProviderWire.Ollama, cancellationToken: cancellation);
        openai.OnAnyModel().Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
        anthropic.OnAnyModel().Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
        ollama.OnAnyModel().Reply(SimulatedReply.FromText("from one file")).Then(SimulatedReply.InPieces("in ", "pieces"));

        var (exitCode, output) = await feed.DotnetAsync(
            folder,
            new Dictionary<string, string>
            {
                ["SIMULATED_KEY"] = "simulated",
                ["OPENAI_BASE_URL"] = openai.Endpoint.AbsoluteUri,
                ["ANTHROPIC_BASE_URL"] = anthropic.Endpoint.AbsoluteUri,
                ["OLLAMA_BASE_URL"] = ollama.Endpoint.AbsoluteUri,
            },
            "run", "app.cs");

        Assert.True(exitCode == 0, output);

        // Such programs are made to be published as native code: nothing of RouteGen's is in the way of that.
        Assert.DoesNotContain("warning IL", output, StringComparison.Ordinal);
        Assert.EndsWith(
            "from one file by Third after 3 attempts, in pieces, JSON by reflection: False", output.Trim(), StringComparison.Ordinal);
    }
}
