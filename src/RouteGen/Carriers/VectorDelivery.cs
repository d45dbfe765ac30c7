using Microsoft.Extensions.AI;
using RouteGen.Content;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>Vectors, awaited together.</summary>
internal sealed class VectorDelivery : ReplyDelivery<GeneratedEmbeddings<Embedding<float>>>
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly IReadOnlyList<string> _inputs;
    private readonly EmbeddingGenerationOptions _options;
    private readonly int? _modelDimensions;

    public VectorDelivery(
        IEmbeddingGenerator<string, Embedding<float>> generator,
        IReadOnlyList<string> inputs, EmbeddingGenerationOptions options, in RequestEdits edits, AttemptWatch watch)
    {
        (_generator, _inputs, _options) = (generator, inputs, options);
        (_modelDimensions, AskedTier) = (edits.ModelDimensions, edits.Tier);
        Watch = watch;
    }

    public override SentRequest Sent => new(null, null, Dimensions);

    public override ServiceTier? AskedTier { get; }

    /// <summary>The length that vectors must have; null when nothing says.</summary>
    private int? Dimensions => _options.Dimensions ?? _modelDimensions;

    public override void Capture(CallContent content) => content.ReplyVectors(Reply!.Count);

    public override ReplyFacts GetFacts() => Reply is { } reply ? ReplyFacts.FromVectors(reply) : default;

    protected override Task<GeneratedEmbeddings<Embedding<float>>> SendAsync(CancellationToken cancellationToken) =>
        _generator.GenerateAsync(_inputs, _options, cancellationToken);

    protected override FaultInfo Inspect(GeneratedEmbeddings<Embedding<float>> reply) =>
        reply is null or { Count: 0 } ? new(Fault.EmptyReply, Watch.StatusCode)
        : IsWhole(reply) ? default : new(Fault.MalformedOutput, Watch.StatusCode);

    /// <summary>Whether there is a vector of the right length for each text.</summary>
    private bool IsWhole(GeneratedEmbeddings<Embedding<float>> vectors)
    {
        if (vectors.Count != _inputs.Count)
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
