using System.Globalization;
using System.Net.Http.Headers;

namespace RouteGen.Wire;

/// <summary>What the headers of a reply say about its bill: gateways put there what the reply itself has no place for.</summary>
/// <param name="CostUsd">What it cost, in USD.</param>
/// <param name="IsFromCache">
/// Whether the gateway gave the reply from a cache of its own. No provider was asked, so that nobody bills it, whatever usage the reply
/// repeats.
/// </param>
internal readonly record struct GatewayHeaders(decimal? CostUsd, bool IsFromCache)
{
    /// <summary>LiteLLM's (docs.litellm.ai/docs/proxy/response_headers); before a stream is over it cannot know it.</summary>
    private const string Cost = "x-litellm-response-cost";

    /// <summary>What LiteLLM found a reply under (docs.litellm.ai/docs/proxy/caching): with a cost of 0 it was a hit.</summary>
    private const string CacheKey = "x-litellm-cache-key";

    /// <summary>
    /// Portkey: HIT, SEMANTIC HIT (portkey.ai/docs/api-reference/inference-api/response-schema); Cloudflare: HIT
    /// (developers.cloudflare.com/ai-gateway/features/caching); Helicone: HIT (docs.helicone.ai/features/advanced-usage/caching);
    /// OpenRouter: HIT (openrouter.ai/docs/guides/features/response-caching); LiteLLM: True; Kong: Hit.
    /// </summary>
    private static readonly string[] Caches =
    [
        "x-portkey-cache-status", "cf-aig-cache-status", "helicone-cache", "x-openrouter-cache-status", "x-litellm-cache-hit",
        "x-cache-status",
    ];

    public static GatewayHeaders Read(HttpResponseHeaders headers, bool isStreamed)
    {
        var known = headers.NonValidated;
        var isFromCache = false;
        foreach (var name in Caches)
        {
            isFromCache |= known.TryGetValues(name, out var states) && IsHit(states.ToString());
        }

        if (!known.TryGetValues(Cost, out var costs)
            || !decimal.TryParse(costs.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var usd))
        {
            return new(null, isFromCache);
        }

        return usd == 0m
            ? new(null, isFromCache || known.Contains(CacheKey))
            : new(!isStreamed && usd is > 0 and < 1_000_000 ? usd : null, isFromCache);
    }

    private static bool IsHit(ReadOnlySpan<char> state) =>
        state.Trim().EndsWith("HIT", StringComparison.OrdinalIgnoreCase) || state.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
}
