namespace RouteGen.Hosting;

/// <summary>How adapters pass on what a provider states beyond what Microsoft.Extensions.AI has a place for.</summary>
public static class WireFacts
{
    /// <summary>
    /// The key in the <c>AdditionalProperties</c> of a response or an update under which stands, as a <see cref="decimal"/> in USD, what the provider says
    /// the request cost. It wins over the cost by the table's price.
    /// </summary>
    public const string CostUsdKey = "RouteGen.CostUsd";
}
