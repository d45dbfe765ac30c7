using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>Vectors, awaited together.</summary>
internal sealed class VectorDelivery(
    IEmbeddingGenerator<string, Embedding<float>> generator,
    IReadOnlyList<string> inputs, EmbeddingGenerationOptions options, in RequestEdits edits, AttemptWatch watch)
    : ReplyDelivery<GeneratedEmbeddings<Embedding<float>>>(watch)
{
    private readonly AttemptWatch _watch = watch;
    private readonly int? _modelDimensions = edits.ModelDimensions;

    public override SentRequest Sent => new(null, null, Dimensions);

    public override ServiceTier? AskedTier { get; } = edits.Tier;

    /// <summary>The length that vectors must have; null when nothing says.</summary>
    private int? Dimensions => options.Dimensions ?? _modelDimensions;

    public override ReplyFacts GetFacts() => Reply is { } reply ? ReplyFacts.FromVectors(reply) : default;

    protected override Task<GeneratedEmbeddings<Embedding<float>>> SendAsync(CancellationToken cancellationToken) =>
        generator.GenerateAsync(inputs, options, cancellationToken);

    protected override FaultInfo Inspect(GeneratedEmbeddings<Embedding<float>> reply) =>
        reply is null or { Count: 0 } ? new(Fault.EmptyReply, _watch.StatusCode)
        : IsWhole(reply) ? default : new(Fault.MalformedOutput, _watch.StatusCode);

    /// <summary>Whether there is a vector of the right length for each text.</summary>
    private bool IsWhole(GeneratedEmbeddings<Embedding<float>> vectors)
    {
        if (vectors.Count != inputs.Count)
        {
            return false;
        }

        var length = Dimensions;
        for (var i = 0; i < vectors.Count; i++)
        {
            // Where nothing says what their length is, they are still to be of one.
            length ??= vectors[i]?.Vector.Length;
            if (vectors[i] is not { } vector || vector.Vector.Length != length || length <= 0)
            {
                return false;
            }
        }

        return true;
    }
}
