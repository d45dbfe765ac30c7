using System.Diagnostics;
using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;
using RouteGen.Testing;

namespace RouteGen.Package.Tests;

/// <summary>
/// An application that uses every adapter as applications do, whole and streamed, with tools, typed replies and embeddings: without
/// reflection in JSON, and as native code.
/// </summary>
public sealed partial class AdapterApplicationTests(PackedFeed feed)
{
    private static readonly string[] Chats =
        ["openai", "responses", "azure", "gemini", "openrouter", "compatible", "anthropic", "ollama"];

    [Fact]
    public async Task Every_adapter_works_without_reflection_in_JSON()
    {
        var app = Path.Combine(feed.Checkout("reflection-free"), "Adapters");
        var (exitCode, output) = await feed.DotnetAsync(app, "build", "--nologo", "-o", Path.Combine(app, "out"));
        Assert.True(exitCode == 0, output);

        await AssertServedAsync("dotnet", Path.Combine(app, "out", "Adapters.dll"));
    }

    [LongFact]
    public async Task Every_adapter_works_as_native_code_and_is_published_without_a_warning()
    {
        var app = Path.Combine(feed.Checkout("native-adapters"), "Adapters");
        var (exitCode, output) = await feed.DotnetAsync(app, "publish", "--nologo", "-o", Path.Combine(app, "out"));
        if (exitCode != 0 && NativeLinker.MissingBy(output) is { } reason)
        {
            Assert.Skip(reason);
        }

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(Warnings().Matches(output), warning => warning.Value.Contains("RouteGen", StringComparison.Ordinal));
        await AssertServedAsync(Path.Combine(app, "out", "Adapters"));
    }

    private static async Task AssertServedAsync(string program, params string[] arguments)
    {
        string[] expected =
        [
            "JSON by reflection: False",
            .. Chats.Select(name => $"{name}: whole by {name}, in pieces, rain it is, rain again, Oslo 4, 50+9, True"),
            "openai: 2 vectors of 12",
            "ollama: 2 vectors of 12",
            string.Join(' ', Chats.SelectMany(name => new[] { $"Oslo-{name}", $"Rome-{name}" })),
        ];
        var output = await RunAsync(program, arguments);

        Assert.True(output.ReplaceLineEndings("\n").TrimEnd() == string.Join('\n', expected), output);
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        await using var openai = await StartAsync(ProviderWire.OpenAI, "openai", "responses", "compatible");
        await using var azure = await StartAsync(ProviderWire.AzureOpenAI, "azure");
        await using var gemini = await StartAsync(ProviderWire.Gemini, "gemini");
        await using var openrouter = await StartAsync(ProviderWire.OpenRouter, "openrouter");
        await using var anthropic = await StartAsync(ProviderWire.Anthropic, "anthropic");
        await using var ollama = await StartAsync(ProviderWire.Ollama, "ollama");
        openai.SetDimensions("e-openai", 12);
        ollama.SetDimensions("e-ollama", 12);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["SIMULATED_KEY"] = "simulated",
            ["OPENAI_BASE_URL"] = openai.Endpoint.AbsoluteUri,
            ["AZURE_BASE_URL"] = azure.Endpoint.AbsoluteUri,
            ["GEMINI_BASE_URL"] = gemini.Endpoint.AbsoluteUri,
            ["OPENROUTER_BASE_URL"] = openrouter.Endpoint.AbsoluteUri,
            ["ANTHROPIC_BASE_URL"] = anthropic.Endpoint.AbsoluteUri,
            ["OLLAMA_BASE_URL"] = ollama.Endpoint.AbsoluteUri,
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error + await output);
        return await output;
    }

    private static async Task<SimulatedProvider> StartAsync(ProviderWire wire, params string[] names)
    {
        var provider = await SimulatedProvider.StartAsync(wire, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var name in names)
        {
            provider.On($"m-{name}")
                .Reply(SimulatedReply.FromText($"whole by {name}") with { Usage = new(50, 9) })
                .Then(SimulatedReply.InPieces("in ", "pieces"))
                .Then(SimulatedReply.Calling("weather", $$"""{"city":"Oslo-{{name}}"}"""))
                .Then(request => Answered(request, "rain it is"))
                .Then(SimulatedReply.Calling("weather", $$"""{"city":"Rome-{{name}}"}"""))
                .Then(request => Answered(request, "rain again"))
                .Then(SimulatedReply.FromText("""{"city":"Oslo","degrees":4}"""));
        }

        return provider;
    }

    /// <summary>A reply to a request that has the tool's result in it.</summary>
    private static SimulatedReply Answered(SimulatedRequest request, string text)
    {
        var plain = request.Body.GetRawText().Replace("\\", "", StringComparison.Ordinal).Replace("u0022", "\"", StringComparison.Ordinal);
        return SimulatedReply.FromText(
            plain.Contains("""{"sky":"rain","degrees":4.5,"days":[1,2]}""", StringComparison.Ordinal) ? text : $"no result in {plain}");
    }

    [GeneratedRegex(@"^.*warning (IL|CS|CA)\d+.*$", RegexOptions.Multiline)]
    private static partial Regex Warnings();
}
