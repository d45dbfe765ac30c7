using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>
/// A generator of embeddings in the form in which the engine asks targets: it takes <see cref="EmbeddingRequest"/>s only.
/// </summary>
internal sealed class EmbeddingClient(IEmbeddingGenerator<string, Embedding<float>> generator) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = (EmbeddingRequest)options!;
        var vectors = await generator.GenerateAsync(request.Inputs, request.Options, cancellationToken).ConfigureAwait(false);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, [new EmbeddingVectors(vectors, request)]))
        {
            Usage = vectors?.Usage,
            ModelId = vectors is { Count: > 0 } ? vectors[0]?.ModelId : null,
            AdditionalProperties = vectors?.AdditionalProperties,
        };
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Vectors are not streamed.");

    public object? GetService(Type serviceType, object? serviceKey = null) => generator.GetService(serviceType, serviceKey);

    public void Dispose() => generator.Dispose();
}
