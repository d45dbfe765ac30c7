#nullable enable

namespace RouteGen;

/// <summary>What a model can do.</summary>
[Flags]
public enum ModelFeatures
{
    /// <summary>Plain chat only.</summary>
    None = 0,

    /// <summary><c>streaming</c>: replies arrive piece by piece.</summary>
    Streaming = 1,

    /// <summary><c>tools</c>: function calls.</summary>
    Tools = 2,

    /// <summary><c>jsonSchema</c>: replies that conform to a schema.</summary>
    JsonSchema = 4,

    /// <summary><c>vision</c>: images as input.</summary>
    Vision = 8,

    /// <summary><c>audio</c>: sound as input.</summary>
    Audio = 16,

    /// <summary><c>files</c>: documents as input.</summary>
    Files = 32,

    /// <summary><c>reasoning</c>: thinking before the answer.</summary>
    Reasoning = 64,
}
