namespace RouteGen.Testing.Wire;

/// <summary>One write of a stream, as text.</summary>
internal readonly record struct StreamFrame(FrameKind Kind, string Text);

/// <summary>Where in a stream a frame stands; failures are placed by it.</summary>
internal enum FrameKind
{
    /// <summary>Before any content: role chunk, comments, message start.</summary>
    Opening,

    /// <summary>A piece of content.</summary>
    Content,

    /// <summary>Marks around content that carry none.</summary>
    Structure,

    /// <summary>Finish reason, usage, end mark.</summary>
    Closing,
}
