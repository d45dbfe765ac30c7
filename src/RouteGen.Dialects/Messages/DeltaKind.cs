namespace RouteGen.Dialects.Messages;

/// <summary>What an event of a stream adds to.</summary>
internal enum DeltaKind
{
    None,
    Text,
    Arguments,
    Thinking,
    Signature,
    Citation,

    /// <summary>What a compaction left of the conversation.</summary>
    Content,

    /// <summary>A kind that this code does not know.</summary>
    Other,
}
