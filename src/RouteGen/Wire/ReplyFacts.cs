using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>What the reply of an attempt says about itself.</summary>
/// <param name="Usage">What the provider counted.</param>
/// <param name="Stated">What else it states for the bill.</param>
/// <param name="Model">The model that the provider says it used.</param>
/// <param name="ResponseId">The provider's id of the reply.</param>
/// <param name="FinishReason">Why the model stopped.</param>
/// <param name="OutputSeen">Output tokens estimated from what arrived; null when nothing did, or when the provider counted them after the
/// last of it.</param>
/// <param name="WebSearches">Web searches that the reply shows.</param>
internal readonly record struct ReplyFacts(
    UsageDetails? Usage, StatedFacts Stated,
    string? Model, string? ResponseId, string? FinishReason, long? OutputSeen, int WebSearches)
{
    /// <summary>The facts of a whole reply. Its tokens are estimated only where the provider counted none of them.</summary>
    public static ReplyFacts FromResponse(ChatResponse reply) => new(
        reply.Usage, StatedFacts.In(reply.AdditionalProperties), reply.ModelId, reply.ResponseId, reply.FinishReason?.Value,
        BelievedCounts.HasOutput(reply.Usage) ? null : ReplyTokens.TokensIn(reply),
        ReplyTokens.WebSearchesIn(reply));

    /// <summary>The facts of vectors, which are no output.</summary>
    public static ReplyFacts FromVectors(GeneratedEmbeddings<Embedding<float>> vectors) => new(
        vectors.Usage, StatedFacts.In(vectors.AdditionalProperties), vectors.Count > 0 ? vectors[0]?.ModelId : null, null, null, 0, 0);
}
