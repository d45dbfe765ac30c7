using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Testing.Replies;

namespace RouteGen.Testing;

/// <summary>
/// Stands in for the application's generator of a <c>custom</c> target: it has no wire, so it acts
/// the script out in exceptions and vectors.
/// </summary>
internal sealed class SimulatedEmbeddingGenerator(TargetDefinition target, ModelScript script, Action hit)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var reply = await SimulatedCustom.NextAsync(target, script, hit, cancellationToken).ConfigureAwait(false);
        var length = options?.Dimensions ?? target.Model.Dimensions ?? SimulatedVectors.UsualDimensions;
        var vectors = reply.Vectors
            ?? (reply.Failure == SimulatedFailure.EmptyReply
                ? []
                : values.Select(value => (ReadOnlyMemory<float>)SimulatedVectors.Create(value, length)));
        var input = reply.Usage?.Input ?? 8;
        return new GeneratedEmbeddings<Embedding<float>>(
            vectors.Select(vector => new Embedding<float>(vector) { ModelId = target.Deployment }))
        {
            Usage = new UsageDetails { InputTokenCount = input, TotalTokenCount = input },
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
