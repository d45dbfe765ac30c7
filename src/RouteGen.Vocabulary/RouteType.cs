namespace RouteGen;

/// <summary>What a route asks of models.</summary>
public enum RouteType
{
    /// <summary><c>chat</c>: replies to messages.</summary>
    Chat,

    /// <summary><c>embedding</c>: vectors of texts, which can be compared with those of the same model and length only.</summary>
    Embedding,
}
