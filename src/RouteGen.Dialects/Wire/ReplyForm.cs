namespace RouteGen.Dialects.Wire;

/// <summary>How a reply is asked for.</summary>
internal enum ReplyForm
{
    /// <summary>One JSON text.</summary>
    Whole,

    /// <summary>Server-sent events.</summary>
    Events,

    /// <summary>A JSON text a line.</summary>
    Lines,
}
