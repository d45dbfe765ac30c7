using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Embeddings.Server;

/// <summary>A request for embeddings, read. With a problem in it, the rest is what could be read.</summary>
internal sealed class EmbeddingsAsked
{
    /// <summary>The model's name, as the caller states it; empty where none is stated.</summary>
    public string Model { get; set; } = "";

    /// <summary>The texts; empty where tokens are given.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>The tokens of each text, which only the model that they are of can read; empty where texts are given.</summary>
    public List<int[]> Tokens { get; } = [];

    /// <summary>The length of the vectors; null for the model's own.</summary>
    public int? Dimensions { get; set; }

    /// <summary>Whether vectors are asked for as base64, as OpenAI's own clients do unless told otherwise.</summary>
    public bool AsBase64 { get; set; }

    /// <summary>Who the caller says asks; null where it is not stated.</summary>
    public string? User { get; set; }

    /// <summary>Members that OpenAI's description does not name, in order; null values left out.</summary>
    public List<RequestMember> Others { get; } = [];

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public List<RequestProblem> Problems { get; } = [];
}
