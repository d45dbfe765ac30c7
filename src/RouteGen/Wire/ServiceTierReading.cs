using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>Which service tier served a request: the one that the provider states, else the one that was asked for.</summary>
internal static class ServiceTierReading
{
    /// <summary>
    /// The tier in a provider's word; null for one that leaves it open, such as OpenAI's <c>auto</c>, and for an unknown one.
    /// </summary>
    public static ServiceTier? Parse(string? word) => Read(word, null).Tier;

    /// <summary>
    /// What a provider's words for the tier and for the speed come to. Where both say something, the more expensive counts.
    /// </summary>
    public static StatedTier Read(string? tier, string? speed)
    {
        var served = Read(tier);
        var sped = Read(speed);
        return served.Unknown is not null ? served
            : sped.Unknown is not null || sped.Tier is ServiceTier.Priority || served.Tier is null ? sped
            : served;
    }

    /// <summary>The word that asks for a tier. OpenAI calls its ordinary one <c>default</c>.</summary>
    public static string WordFor(ServiceTier tier) => tier switch
    {
        ServiceTier.Flex => "flex",
        ServiceTier.Priority => "priority",
        ServiceTier.Batch => "batch",
        _ => "default",
    };

    /// <summary>The tier that the options of a request ask for; null where they leave it open.</summary>
    public static ServiceTier? AskedBy(ChatOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(WireFacts.RequestedServiceTierKey, out var value)
            ? Parse(value as string)
            : null;

    /// <summary>
    /// What a word comes to. Vendors' own for what is served without delay at a higher price are <c>performance</c> (Groq), <c>fast</c>
    /// (Anthropic's speed) and <c>optimized</c> (Bedrock's latency); <c>scale</c> (OpenAI) and <c>reserved</c> (Bedrock) are capacity that
    /// was bought before, whose use costs nothing beyond the ordinary price.
    /// </summary>
    private static StatedTier Read(string? word) => word switch
    {
        null or "" or "auto" or "unspecified" or "none" => default,
        "default" or "standard" or "on_demand" or "normal" or "scale" or "reserved" => new(ServiceTier.Standard),
        "flex" => new(ServiceTier.Flex),
        "priority" or "performance" or "fast" or "optimized" => new(ServiceTier.Priority),
        "batch" => new(ServiceTier.Batch),
        _ when Plain(word) is { } plain && plain != word => Read(plain),
        _ => new(null, word),
    };

    /// <summary>As providers write it in enumerations and headers: <c>SERVICE_TIER_FLEX</c>, <c>ON_DEMAND</c>, <c>on-demand</c>.</summary>
    private static string Plain(string word)
    {
        var plain = word.Trim().ToLowerInvariant().Replace('-', '_');
        return plain.StartsWith("service_tier_", StringComparison.Ordinal) ? plain["service_tier_".Length..] : plain;
    }
}

/// <summary>A service tier as a reply states it.</summary>
/// <param name="Tier">The tier; null where the reply leaves it open or says it in an unknown word.</param>
/// <param name="Unknown">The unknown word.</param>
internal readonly record struct StatedTier(ServiceTier? Tier, string? Unknown = null);
