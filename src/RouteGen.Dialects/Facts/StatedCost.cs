namespace RouteGen.Dialects.Facts;

/// <summary>What a reply says of its cost, in USD, as it is stated.</summary>
internal struct StatedCost
{
    /// <summary>A USD has so many of xAI's ticks (docs.x.ai/developers/cost-tracking).</summary>
    private const decimal UsdPerTick = 0.0000000001m;

    /// <summary><c>usage.cost</c>: OpenRouter's, LiteLLM's, Vercel's; and Perplexity's <c>usage.cost.total_cost</c>.</summary>
    public decimal? Cost;

    /// <summary><c>usage.cost_in_usd_ticks</c>: xAI's.</summary>
    public decimal? Ticks;

    /// <summary>Whether the request went out under the caller's own key, so that <see cref="Cost"/> is the gateway's fee alone.</summary>
    public bool? IsOwnKey;

    /// <summary>What the provider behind the gateway bills (<c>cost_details.upstream_inference_cost</c>).</summary>
    public decimal? Upstream;
    public decimal? UpstreamInput;
    public decimal? UpstreamOutput;

    /// <summary><c>provider_metadata.gateway.cost</c>: Vercel's.</summary>
    public decimal? Gateway;

    /// <summary>What it would have cost at list prices (<c>marketCost</c>).</summary>
    public decimal? Market;

    /// <summary>The cost; null where none is stated, or not all of it.</summary>
    public readonly decimal? Usd()
    {
        if (Ticks is { } ticks)
        {
            return ticks * UsdPerTick;
        }

        var upstream = Upstream ?? (UpstreamInput + UpstreamOutput);
        if (IsOwnKey == true || (IsOwnKey is null && Cost == 0m && upstream > 0m))
        {
            // A fee without the bill that it comes on top of would pass for the whole
            // (openrouter.ai/docs/use-cases/usage-accounting "is_byok").
            return upstream is null ? null : (Cost ?? 0m) + upstream;
        }

        // A gateway that charges nothing for what has a price used a key or credits of the caller's: somebody bills it.
        return Cost ?? (Gateway == 0m && Market > 0m ? null : Gateway);
    }

    /// <summary>Keeps the larger of two statements of an amount.</summary>
    public static void Keep(ref decimal? amount, decimal? stated) => amount = stated is null || stated <= amount ? amount : stated;
}
