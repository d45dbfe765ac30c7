using System.ComponentModel;

namespace RouteGen.Wire;

/// <summary>How adapters pass on what a provider states beyond what Microsoft.Extensions.AI has a place for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireFacts
{
    /// <summary>
    /// The key in the <c>AdditionalProperties</c> of a response or an update under which stands, as a <see cref="decimal"/> in USD, what
    /// the provider says the request cost. It wins over the cost by the table's price.
    /// </summary>
    public const string CostUsdKey = "RouteGen.CostUsd";

    /// <summary>
    /// The key in the <c>AdditionalProperties</c> of a response or an update under which stands, as the provider's word,
    /// the service tier that served the request: <c>default</c>, <c>standard</c>, <c>flex</c>, <c>priority</c> or
    /// <c>batch</c>. Any other word counts as none.
    /// </summary>
    public const string ServiceTierKey = "RouteGen.ServiceTier";

    /// <summary>
    /// The key in the <c>AdditionalProperties</c> of a response or an update under which stands, as the provider's word, how fast it was
    /// served, where that is priced apart: Anthropic's <c>standard</c> and <c>fast</c>.
    /// </summary>
    public const string SpeedKey = "RouteGen.Speed";

    /// <summary>
    /// The key in the <c>AdditionalProperties</c> of a response or an update under which stands, as the provider's word, where it was
    /// served, where that is priced apart: Anthropic's <c>inference_geo</c>, such as <c>us</c> or <c>global</c>.
    /// </summary>
    public const string InferenceGeoKey = "RouteGen.InferenceGeo";

    /// <summary>
    /// The key in the <c>AdditionalProperties</c> of a response or an update under which stands, as an
    /// <c>IReadOnlyDictionary&lt;string, UsageDetails&gt;</c>, what other models did for the reply, by their names: an adviser's tokens,
    /// which the reply's own usage leaves out. An empty name is one that is not stated.
    /// </summary>
    public const string OtherUsageKey = "RouteGen.OtherUsage";

    /// <summary>
    /// The key in the <c>Data</c> of an exception under which stands, as a <c>UsageDetails</c>, what a reply that could not be read
    /// counted: it was paid for.
    /// </summary>
    public const string UsageKey = "RouteGen.Usage";

    /// <summary>
    /// The key in the <c>Data</c> of an exception under which stands, as a <see cref="long"/>, how many bytes came of a reply that could
    /// not be read: no more can have been said than they hold.
    /// </summary>
    public const string ReplyBytesKey = "RouteGen.ReplyBytes";

    /// <summary>
    /// The key in the <c>AdditionalProperties</c> of a request's options under which stands the service tier to ask for, in the provider's
    /// word. A target that states <c>serviceTier</c> sets it; an adapter whose provider has service tiers sends it.
    /// </summary>
    public const string RequestedServiceTierKey = "service_tier";

    /// <summary>
    /// The key in the <c>AdditionalProperties</c> of a response or an update under which stand the names of what the request asked for and
    /// the provider has no words for, separated by commas: it was not sent.
    /// </summary>
    public const string DroppedKey = "RouteGen.Dropped";

    /// <summary>
    /// The key in a usage's <c>AdditionalCounts</c> for input tokens written to a cache that lives five minutes or an hour, together.
    /// </summary>
    public const string CacheWriteKey = "CacheCreationInputTokens";

    /// <summary>The key in a usage's <c>AdditionalCounts</c> for those of them that were written for an hour.</summary>
    public const string CacheWrite1hKey = "CacheCreation1hInputTokens";

    /// <summary>
    /// The key in a usage's <c>AdditionalCounts</c> for input tokens that are images, where they are billed at a rate of their own.
    /// </summary>
    public const string ImageInputKey = "InputTokenDetails.ImageTokenCount";

    /// <summary>The key in a usage's <c>AdditionalCounts</c> for output tokens that are images.</summary>
    public const string ImageOutputKey = "OutputTokenDetails.ImageTokenCount";

    /// <summary>The key in a usage's <c>AdditionalCounts</c> for images that were made, where they are billed by piece.</summary>
    public const string ImagesKey = "Images";

    /// <summary>The key in a usage's <c>AdditionalCounts</c> for web searches that the provider made.</summary>
    public const string WebSearchesKey = "WebSearches";
}
