using Microsoft.Extensions.AI;
using RouteGen.Anthropic;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Hosting;
using RouteGen.OpenAI;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests;

/// <summary>The three wires, each with its adapter and kind.</summary>
internal static class Adapters
{
    public const string Key = "canary-key-4711";

    public static readonly ProviderWire[] Wires = [ProviderWire.OpenAI, ProviderWire.OpenRouter, ProviderWire.Anthropic];

    public static IProviderAdapter AdapterOf(ProviderWire wire) => wire == ProviderWire.Anthropic ? AnthropicAdapter.Instance : OpenAIAdapter.Instance;

    public static string KindOf(ProviderWire wire) => wire switch
    {
        ProviderWire.OpenAI => "openai",
        ProviderWire.OpenRouter => "openrouter",
        _ => "anthropic",
    };

    public static TargetDefinition Target(
        ProviderWire wire, string model = "some-model", Uri? endpoint = null, ProviderAuth auth = ProviderAuth.ApiKey, string? name = null) => new()
        {
            Name = name ?? model,
            Provider = new()
            {
                Name = name ?? KindOf(wire),
                Kind = KindOf(wire),
                Adapter = AdapterOf(wire),
                Auth = auth,
                ApiKeyVariable = null,
                Endpoint = endpoint?.AbsoluteUri,
                TokenScope = auth == ProviderAuth.Token ? "https://scope.example/.default" : null,
            },
            Model = new()
            {
                Name = model,
                MaxInput = 100_000,
                MaxOutput = 2000,
                Price = new(model + "@test", new PriceSheet { Input = 1m, CachedInput = 0.1m, CacheWrite = 1.25m, CacheWrite1h = 2m, Output = 10m }),
            },
            Deployment = model,
        };

    /// <summary>The adapter's client straight at a provider, without a route.</summary>
    public static IChatClient Connect(
        this SimulatedProvider provider, HttpClient http, string? key = Key, object? tokens = null, ProviderAuth auth = ProviderAuth.ApiKey) =>
        AdapterOf(provider.Wire).CreateChatClient(new()
        {
            Target = Target(provider.Wire, auth: auth),
            Endpoint = provider.Endpoint,
            ApiKey = key,
            TokenProvider = tokens,
            HttpClient = http,
        });
}
