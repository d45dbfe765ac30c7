namespace RouteGen.Model.Tables;

/// <summary>A provider kind that a package of RouteGen brings.</summary>
/// <param name="Name">Its name in <c>kind</c>.</param>
/// <param name="Package">The package whose adapter speaks to it.</param>
public sealed record KnownKind(string Name, string Package)
{
    /// <summary>The base address where a table states none; null where it has to.</summary>
    public string? Address { get; init; }

    /// <summary>The environment variable that the vendor's own pages keep a key in; null where there is none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Whether it serves nobody without a key or token.</summary>
    public bool NeedsKey { get; init; } = true;

    /// <summary>
    /// Whether it is a program that one runs oneself, on this machine where the table does not say otherwise: nobody bills its tokens.
    /// </summary>
    public bool IsOwnServer { get; init; }

    /// <summary>Whether other providers are behind it, so that they fail with it.</summary>
    public bool IsGateway { get; init; }

    /// <summary>Whether it has embeddings in a form that its adapter speaks.</summary>
    public bool HasEmbeddings { get; init; } = true;

    /// <summary>Whether a table can ask for its Responses API instead of Chat Completions.</summary>
    public bool HasResponses { get; init; }

    /// <summary>Where the vendor says so.</summary>
    public string Source { get; init; } = "";
}
