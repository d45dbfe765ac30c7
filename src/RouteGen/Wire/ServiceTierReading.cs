using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>Which service tier served a request: the one that the provider states, else the one that was asked for.</summary>
internal static class ServiceTierReading
{
    /// <summary>The tier in a provider's word; null for a word that names none, such as OpenAI's <c>auto</c>.</summary>
    public static ServiceTier? Parse(string? word) => word switch
    {
        "default" or "standard" or "on_demand" => ServiceTier.Standard,
        "flex" => ServiceTier.Flex,
        "priority" => ServiceTier.Priority,
        "batch" => ServiceTier.Batch,
        _ => null,
    };

    /// <summary>The word that asks for a tier. OpenAI calls its ordinary one <c>default</c>.</summary>
    public static string WordFor(ServiceTier tier) => tier switch
    {
        ServiceTier.Flex => "flex",
        ServiceTier.Priority => "priority",
        ServiceTier.Batch => "batch",
        _ => "default",
    };

    /// <summary>The tier that a reply states; null where it states none.</summary>
    public static ServiceTier? StatedIn(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(WireFacts.ServiceTierKey, out var value) ? Parse(value as string) : null;

    /// <summary>The tier that the options of a request ask for; null where they leave it open.</summary>
    public static ServiceTier? AskedBy(ChatOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(WireFacts.RequestedServiceTierKey, out var value)
            ? Parse(value as string)
            : null;
}
