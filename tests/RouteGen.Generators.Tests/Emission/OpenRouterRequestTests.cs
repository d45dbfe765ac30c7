using RouteGen.Generators.Tests.Driving;

namespace RouteGen.Generators.Tests.Emission;

/// <summary>OpenRouter's preferences reach the definitions as they go on the wire, a target's own before its provider's.</summary>
public sealed class OpenRouterRequestTests
{
    private const string Table = """
        {
          "table": "HouseRoutes",
          "models": { "m": { "maxOutput": 100 } },
          "providers": { "or": { "kind": "openrouter", "apiKeyEnv": "K", "openRouter": {
            "order": ["azure", "a\"b"], "dataCollection": "deny", "zdr": true, "maxPrice": { "prompt": 1.50 },
            "title": "Support desk" } } },
          "targets": {
            "own": { "provider": "or", "model": "m", "openRouter": { "order": [], "dataCollection": "allow", "allowFallbacks": false,
              "referer": "https://x.example.com" } },
            "same": { "provider": "or", "model": "m", "deployment": "m2" }
          },
          "routes": { "r": { "chain": ["own", "same"] } }
        }
        """;

    [Fact]
    public void A_target_overrides_its_provider_preference_by_preference()
    {
        var text = string.Concat(Project.RunOf(Table).Sources.Values);

        Assert.Contains("""RequestBody = "{\"provider\":{\"order\":[],\"allow_fallbacks\":false,\"data_collection\":\"allow\",\"zdr\":true,\"max_price\":{\"prompt\":1.5}}}" """.TrimEnd(), text, StringComparison.Ordinal);
        Assert.Contains("""["HTTP-Referer"] = "https://x.example.com", ["X-Title"] = "Support desk" """.TrimEnd(), text, StringComparison.Ordinal);
        Assert.Contains("""RequestBody = "{\"provider\":{\"order\":[\"azure\",\"a\\\"b\"],\"data_collection\":\"deny\",\"zdr\":true,\"max_price\":{\"prompt\":1.5}}}" """.TrimEnd(), text, StringComparison.Ordinal);
    }
}
