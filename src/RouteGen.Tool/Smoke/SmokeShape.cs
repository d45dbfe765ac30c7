namespace RouteGen.Tool.Smoke;

/// <summary>What a call of the run is like.</summary>
internal enum SmokeShape
{
    /// <summary>A question, answered at once.</summary>
    Plain,

    /// <summary>A question, answered piece by piece.</summary>
    Stream,

    /// <summary>A question that a tool answers.</summary>
    Tool,

    /// <summary>A question whose answer has a schema.</summary>
    Schema,

    /// <summary>A question about a picture.</summary>
    Image,

    /// <summary>A text to be made a vector.</summary>
    Embedding,

    /// <summary>A model that does not exist: how the provider refuses is looked at before it matters.</summary>
    Error,
}

/// <summary>The words of shapes.</summary>
internal static class SmokeShapes
{
    /// <summary>All, in the order in which they are tried.</summary>
    public static IReadOnlyList<SmokeShape> All { get; } = Enum.GetValues<SmokeShape>();

    /// <summary>The word of a shape, on the command line and in results.</summary>
    public static string Word(this SmokeShape shape) => shape switch
    {
        SmokeShape.Plain => "plain",
        SmokeShape.Stream => "stream",
        SmokeShape.Tool => "tool",
        SmokeShape.Schema => "schema",
        SmokeShape.Image => "image",
        SmokeShape.Embedding => "embedding",
        _ => "error",
    };

    /// <summary>The shape of a word; null where it is none.</summary>
    public static SmokeShape? Find(string word)
    {
        foreach (var shape in All)
        {
            if (shape.Word() == word)
            {
                return shape;
            }
        }

        return null;
    }
}
