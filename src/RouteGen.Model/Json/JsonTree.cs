using RouteGen.Model.Problems;


namespace RouteGen.Model.Json;

/// <summary>A parsed text: what it says as far as it could be read, and its syntax problems.</summary>
public sealed class JsonTree
{
    internal JsonTree(JsonText source, JsonNode root, IReadOnlyList<Problem> problems)
    {
        Source = source;
        Root = root;
        Problems = problems;
    }

    /// <summary>The text.</summary>
    public JsonText Source { get; }

    /// <summary>Its value; a <see cref="JsonMissing"/> where there is none.</summary>
    public JsonNode Root { get; }

    /// <summary>Whether a bracket is missing or too many, so that properties may stand in the wrong object.</summary>
    internal bool IsStructureBroken { get; init; }

    /// <summary>RG0001 problems, in order of their discovery; none means that the text is JSON.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
