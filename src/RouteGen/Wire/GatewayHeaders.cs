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

    /// <summary>RouteGen.Gateway's (docs/gateway.md), exact, 0 included; of a stream it is in the usage of its last chunk.</summary>
    private const string OwnCost = "x-routegen-cost-usd";

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

        if (ReadOwnCost(known) is { } own)
        {
            return new(isStreamed ? null : own, isFromCache);
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

    /// <summary>What a refusal says: a gateway of ours may have paid for attempts before it gave up.</summary>
    public static GatewayHeaders ReadRefusal(HttpResponseHeaders headers) => new(ReadOwnCost(headers.NonValidated), false);

    /// <summary>Whether the same request is not to be sent again.</summary>
    public static bool IsFinal(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("x-should-retry", out var word) && word.ToString() == "false";

    private static decimal? ReadOwnCost(HttpHeadersNonValidated headers) =>
        headers.TryGetValues(OwnCost, out var costs)
            && decimal.TryParse(costs.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var usd)
            && usd is >= 0 and < 1_000_000
            ? usd
            : null;

    private static bool IsHit(ReadOnlySpan<char> state) =>
        state.Trim().EndsWith("HIT", StringComparison.OrdinalIgnoreCase) || state.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
}
