using RouteGen.Testing;

namespace RouteGen.Tool.Tests.Smoke;

/// <summary>Every fault of the simulated providers, in every dialect, whole and streamed: the words for it are the right ones.</summary>
public sealed class SimulatedFaultTests
{
    /// <summary>What waits for nothing, and would take the time of a whole call.</summary>
    private static readonly SimulatedFailure[] Stalls =
    [
        SimulatedFailure.StallBeforeReply, SimulatedFailure.StreamStallsBeforeContent, SimulatedFailure.StreamStallsAfterContent,
    ];

    public static TheoryData<string, ProviderWire> Kinds => new()
    {
        { "openai", ProviderWire.OpenAI }, { "azure-openai", ProviderWire.AzureOpenAI }, { "gemini", ProviderWire.Gemini },
        { "openrouter", ProviderWire.OpenRouter }, { "groq", ProviderWire.Groq }, { "mistral", ProviderWire.Mistral },
        { "deepseek", ProviderWire.DeepSeek }, { "xai", ProviderWire.XAI }, { "moonshot", ProviderWire.Moonshot },
        { "perplexity", ProviderWire.Perplexity }, { "together", ProviderWire.Together }, { "fireworks", ProviderWire.Fireworks },
        { "huggingface", ProviderWire.HuggingFace }, { "lm-studio", ProviderWire.LMStudio }, { "vllm", ProviderWire.Vllm },
        { "llama-cpp", ProviderWire.LlamaCpp }, { "sglang", ProviderWire.SGLang }, { "anthropic", ProviderWire.Anthropic },
        { "ollama", ProviderWire.Ollama }, { "openai-compatible", ProviderWire.OpenAI },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Its_words_are_right(string kind, ProviderWire wire)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        var failures = Enum.GetValues<SimulatedFailure>();
        foreach (var failure in failures)
        {
            provider.On($"model-{failure}").Always(SimulatedReply.Failing(failure));
        }

        using var quick = Stand(kind, provider, failures.Except(Stalls));
        using var stalling = Stand(kind, provider, Stalls);
        var runs = await Task.WhenAll(
            Run(quick, "plain", "60s"), Run(quick, "stream", "60s"), Run(stalling, "plain", "100ms"), Run(stalling, "stream", "100ms"));

        Assert.All(runs, static run => Assert.Equal(1, run.ExitCode));
        var said = failures.Select(f => Stalls.Contains(f) ? Said(f, runs[2], runs[3]) : Said(f, runs[0], runs[1]));
        Assert.Equal(failures.Select(f => Expected(kind, f)), said);
    }

    /// <summary>What is to be said of a fault, whole and streamed.</summary>
    private static string Expected(string kind, SimulatedFailure failure)
    {
        var (whole, streamed) = failure switch
        {
            SimulatedFailure.ContextTooLong or SimulatedFailure.RequestTooLarge => Both("window"),
            SimulatedFailure.ContentFiltered or SimulatedFailure.ReplyFiltered => Both("filtered"),
            SimulatedFailure.InvalidRequest or SimulatedFailure.Unprocessable => ("request-refused", "shape-refused"),

            // Of what they do not know in a request, these three name something that no chain sets, or nothing.
            SimulatedFailure.UnsupportedParameter when kind is "gemini" or "xai" or "ollama" => ("request-refused", "shape-refused"),
            SimulatedFailure.UnsupportedParameter => Both("parameter-refused"),
            SimulatedFailure.InvalidApiKey => Both("key-unknown"),
            SimulatedFailure.PermissionDenied => Both(kind switch
            {
                "azure-openai" => "network-refused",
                "gemini" or "xai" or "moonshot" or "huggingface" or "anthropic" or "ollama" => "not-allowed",
                _ => "model-not-allowed",
            }),
            SimulatedFailure.OutOfCredit => Both(kind switch
            {
                "gemini" => "quota-used-up",
                "groq" or "fireworks" => "spend-limit",
                _ => "no-credit",
            }),

            // It has one model whatever one asks for, so that its 404 is of a path.
            SimulatedFailure.ModelNotFound => Both(kind == "llama-cpp" ? "endpoint-path" : "model-not-found"),
            SimulatedFailure.RequestTimeout or SimulatedFailure.GatewayTimeout or SimulatedFailure.StallBeforeReply
                or SimulatedFailure.StreamStallsBeforeContent or SimulatedFailure.StreamStallsAfterContent => Both("timeout"),
            SimulatedFailure.Conflict => Both("conflict"),
            SimulatedFailure.RateLimited => Both("rate-limited"),
            SimulatedFailure.ServerError => Both("server-error"),
            SimulatedFailure.BadGatewayHtml => Both("gateway-page"),
            SimulatedFailure.UnavailableEmptyBody or SimulatedFailure.UnavailableHalfJson or SimulatedFailure.Overloaded =>
                Both("overloaded"),
            SimulatedFailure.GarbageBody => Both("unreadable"),
            SimulatedFailure.EmptyReply => Both("empty-reply"),
            SimulatedFailure.ConnectionReset => Both("connection-broken"),
            SimulatedFailure.StreamErrorBeforeContent or SimulatedFailure.StreamErrorAfterContent =>
                (kind is "gemini" or "anthropic" ? "overloaded" : "server-error", "stream-broken"),
            SimulatedFailure.StreamResetAfterContent => ("connection-broken", "stream-broken"),
            SimulatedFailure.StreamEndsBeforeContent or SimulatedFailure.StreamEndsAfterContent => ("unreadable", "stream-broken"),
            _ => Both("?"),
        };
        return $"{failure}: {whole}, {streamed}";
    }

    private static (string Whole, string Streamed) Both(string words) => (words, words);

    private static string Said(SimulatedFailure failure, SmokeResult whole, SmokeResult streamed) =>
        $"{failure}: {whole.Diagnosis($"{failure} plain")}, {streamed.Diagnosis($"{failure} stream")}";

    private static Task<SmokeResult> Run(SmokeStand stand, string shape, string timeout) =>
        stand.JsonAsync("--shape", shape, "--timeout", timeout, "--per-provider", "16", "--concurrency", "16");

    private static SmokeStand Stand(string kind, SimulatedProvider provider, IEnumerable<SimulatedFailure> failures)
    {
        var stand = new SmokeStand();
        stand.Write(SmokeStand.Table(
            $$"""{ "p": { "kind": "{{kind}}", "apiKeyEnv": "SMOKE_KEY", "endpoint": "{{provider.Endpoint}}" } }""",
            """{ "m": { "contextWindow": 100000, "maxOutput": 8000 } }""",
            $"{{ {string.Join(", ", failures.Select(static f => $$"""
                "{{f}}": { "provider": "p", "model": "m", "deployment": "model-{{f}}" }
                """))} }}",
            $$"""{ "ask": { "about": "Asks.", "chain": [{{string.Join(", ", failures.Select(static f => $"\"{f}\""))}}] } }"""));
        return stand;
    }
}
