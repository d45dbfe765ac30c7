using Microsoft.Extensions.AI;
using RouteGen.Anthropic;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Ollama;
using RouteGen.OpenAI;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests;

/// <summary>An adapter, in one of the protocols that it speaks to one kind of provider.</summary>
public enum Dialect
{
    OpenAI,
    OpenAIResponses,
    Azure,
    AzureResponses,
    Gemini,
    OpenRouter,
    Compatible,
    Anthropic,
    Ollama,

    // Vendors of chat completions, which the adapter of OpenAI's serves too.
    Groq,
    Mistral,
    DeepSeek,
    XAI,
    Moonshot,
    Perplexity,
    Together,
    Fireworks,
    HuggingFace,
    LMStudio,
    Vllm,
    LlamaCpp,
    SGLang,
}

/// <summary>Every dialect with its adapter, its kind and the wire that its provider speaks.</summary>
internal static class Adapters
{
    public const string Key = "canary-key-4711";

    /// <summary>The protocols of the adapters, each of which is tested in every way and before every other.</summary>
    public static readonly Dialect[] Dialects = [.. Enum.GetValues<Dialect>().Where(dialect => !dialect.IsVendor())];

    /// <summary>Vendors that speak a protocol of these in their own way: the wire suite is theirs, and what differs.</summary>
    public static readonly Dialect[] Vendors = [.. Enum.GetValues<Dialect>().Where(IsVendor)];

    /// <summary>Each dialect, plain and streamed.</summary>
    public static TheoryData<Dialect, bool> PlainAndStreamed => Rows(Dialects);

    public static bool IsVendor(this Dialect dialect) => dialect >= Dialect.Groq;

    public static bool IsResponses(this Dialect dialect) => dialect is Dialect.OpenAIResponses or Dialect.AzureResponses;

    public static ProviderWire Wire(this Dialect dialect) => dialect switch
    {
        Dialect.Azure or Dialect.AzureResponses => ProviderWire.AzureOpenAI,
        Dialect.Gemini => ProviderWire.Gemini,
        Dialect.OpenRouter => ProviderWire.OpenRouter,
        Dialect.Anthropic => ProviderWire.Anthropic,
        Dialect.Ollama => ProviderWire.Ollama,
        >= Dialect.Groq => Enum.Parse<ProviderWire>(dialect.ToString()),
        _ => ProviderWire.OpenAI,
    };

    public static IProviderAdapter AdapterOf(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => AnthropicAdapter.Instance,
        Dialect.Ollama => OllamaAdapter.Instance,
        Dialect.OpenAIResponses or Dialect.AzureResponses => OpenAIResponsesAdapter.Instance,
        _ => OpenAIAdapter.Instance,
    };

    public static string KindOf(Dialect dialect) => dialect switch
    {
        Dialect.Azure or Dialect.AzureResponses => "azure-openai",
        Dialect.Gemini => "gemini",
        Dialect.OpenRouter => "openrouter",
        Dialect.Compatible => "openai-compatible",
        Dialect.Anthropic => "anthropic",
        Dialect.Ollama => "ollama",
        Dialect.LMStudio => "lm-studio",
        Dialect.LlamaCpp => "llama-cpp",
        >= Dialect.Groq => dialect.ToString().ToLowerInvariant(),
        _ => "openai",
    };

    public static ProviderDefinition Provider(
        Dialect dialect, string? name = null, ProviderAuth auth = ProviderAuth.ApiKey, Uri? endpoint = null) => new()
        {
            Name = name ?? dialect.ToString(),
            Kind = KindOf(dialect),
            Adapter = AdapterOf(dialect),
            Auth = auth,
            Api = dialect.IsResponses() ? ProviderApi.Responses : ProviderApi.Default,
            Endpoint = endpoint?.AbsoluteUri,
            TokenScope = auth == ProviderAuth.Token ? "https://scope.example/.default" : null,
        };

    public static TargetDefinition Target(
        Dialect dialect, string model = "some-model", Uri? endpoint = null, ProviderAuth auth = ProviderAuth.ApiKey, string? name = null) =>
            new()
            {
                Name = name ?? model,
                Provider = Provider(dialect, name, auth, endpoint),
                Model = new()
                {
                    Name = model,
                    MaxInput = 100_000,
                    MaxOutput = 2000,
                    Price = new(
                        model + "@test",
                        new PriceSheet { Input = 1m, CachedInput = 0.1m, CacheWrite = 1.25m, CacheWrite1h = 2m, Output = 10m }),
                },
                Deployment = model,
            };

    public static Task<SimulatedProvider> StartAsync(Dialect dialect, SimulatedProviderOptions? options = null) =>
        SimulatedProvider.StartAsync(dialect.Wire(), options);

    /// <summary>The adapter's client straight at a provider, without a route.</summary>
    public static IChatClient Connect(
        this SimulatedProvider provider,
        Dialect dialect, HttpClient http, string? key = Key, object? tokens = null, ProviderAuth auth = ProviderAuth.ApiKey) =>
        AdapterOf(dialect).CreateChatClient(new()
        {
            Target = Target(dialect, auth: auth),
            Endpoint = provider.Endpoint,
            ApiKey = key,
            TokenProvider = tokens,
            HttpClient = http,
        });

    private static TheoryData<Dialect, bool> Rows(Dialect[] dialects)
    {
        var rows = new TheoryData<Dialect, bool>();
        foreach (var dialect in dialects)
        {
            rows.Add(dialect, false);
            rows.Add(dialect, true);
        }

        return rows;
    }
}
