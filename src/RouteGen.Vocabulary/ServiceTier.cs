#nullable enable
namespace RouteGen;

/// <summary>How urgently a provider serves a request, which several of them price apart.</summary>
public enum ServiceTier
{
    /// <summary>The provider's ordinary service; providers also call it <c>default</c> and <c>on_demand</c>.</summary>
    Standard,

    /// <summary>Slower and cheaper.</summary>
    Flex,

    /// <summary>Faster and pricier.</summary>
    Priority,

    /// <summary>Within a day, cheaper.</summary>
    Batch,
}
