namespace RouteGen.Gateway.Bodies;

/// <summary>Why a body was not read.</summary>
internal enum BodyProblem
{
    None,

    /// <summary>It is longer than allowed, as sent or as decoded.</summary>
    TooLarge,

    /// <summary>It is compressed in a way that is not read here.</summary>
    UnknownEncoding,

    /// <summary>It is not JSON, by what it says of itself.</summary>
    NotJson,

    /// <summary>It is not what its headers say: cut short, or not compressed so.</summary>
    Damaged,

    /// <summary>It came too slowly, or its connection broke.</summary>
    NotReceived,
}
