using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>The vectors of a reply in the form in which the engine looks at replies: as content.</summary>
internal sealed class EmbeddingVectors : AIContent
{
    public EmbeddingVectors(GeneratedEmbeddings<Embedding<float>>? vectors, EmbeddingRequest request)
    {
        Vectors = vectors ?? [];
        IsWhole = Vectors.Count == request.Inputs.Count;
        var length = request.Dimensions;
        for (var i = 0; i < Vectors.Count && IsWhole; i++)
        {
            // Where nothing says what their length is, they are still to be of one.
            length ??= Vectors[i]?.Vector.Length;
            IsWhole = Vectors[i] is { } vector && vector.Vector.Length == length && length > 0;
        }
    }

    public GeneratedEmbeddings<Embedding<float>> Vectors { get; }

    /// <summary>Whether there is a vector of the right length for each text.</summary>
    public bool IsWhole { get; }

    /// <summary>The vectors of a reply that serves.</summary>
    public static GeneratedEmbeddings<Embedding<float>> GetVectors(ChatResponse reply) =>
        ((EmbeddingVectors)reply.Messages[0].Contents[0]).Vectors;
}
