namespace RouteGen.Dialects.Relay;

/// <summary>What a request has in it that not every vendor of its dialect takes, or takes in the same form.</summary>
[Flags]
internal enum RelayTraits
{
    None = 0,

    /// <summary>A message of the role <c>developer</c>.</summary>
    Developer = 1,

    /// <summary>A message that names its author.</summary>
    Names = 1 << 1,

    /// <summary>A message that states a refusal, or that there is none.</summary>
    Refusal = 1 << 2,

    /// <summary>A content in parts.</summary>
    Parts = 1 << 3,

    /// <summary>A part with a file.</summary>
    Files = 1 << 4,

    /// <summary>A part with audio.</summary>
    Audio = 1 << 5,

    /// <summary>A part with a video.</summary>
    Video = 1 << 6,

    /// <summary>An assistant's message without a content.</summary>
    NoContent = 1 << 7,

    /// <summary>A call of a tool, or its result.</summary>
    Calls = 1 << 8,

    /// <summary>An id of a call that is not nine letters and digits.</summary>
    LongIds = 1 << 9,

    /// <summary>Members that carry thoughts.</summary>
    Reasoning = 1 << 10,

    /// <summary>A schema for the answer.</summary>
    Schema = 1 << 11,

    /// <summary>JSON without a schema as the answer.</summary>
    JsonObject = 1 << 12,

    /// <summary>A demand that a tool is called.</summary>
    RequiredTools = 1 << 13,

    /// <summary>Tools.</summary>
    Tools = 1 << 14,

    /// <summary>A search of the web.</summary>
    WebSearch = 1 << 15,

    /// <summary>Functions in the form that they had before there were tools.</summary>
    OldFunctions = 1 << 16,

    /// <summary>Tools that are text instead of a function.</summary>
    CustomTools = 1 << 17,
}
