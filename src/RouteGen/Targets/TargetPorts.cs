using Microsoft.Extensions.AI;

namespace RouteGen.Targets;

/// <summary>The ways in which a target can be asked. A carrier takes the one that its request fits.</summary>
internal sealed class TargetPorts : IDisposable
{
    public TargetPorts(IChatClient chat) => Chat = chat;

    public TargetPorts(IEmbeddingGenerator<string, Embedding<float>> vectors) => Vectors = vectors;

    /// <summary>Asks for chat; null where the target only gives vectors.</summary>
    public IChatClient? Chat { get; }

    /// <summary>Asks for vectors; null where the target chats.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Vectors { get; }

    public void Dispose()
    {
        Chat?.Dispose();
        Vectors?.Dispose();
    }
}
