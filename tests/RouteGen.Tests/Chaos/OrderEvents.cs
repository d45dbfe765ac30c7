namespace RouteGen.Tests.Chaos;

/// <summary>How far a call is when things begin to happen to it.</summary>
public enum OrderPhase
{
    /// <summary>The ledger has not answered yet what a whole reply is to reserve.</summary>
    Reserving,

    /// <summary>The same of a stream.</summary>
    ReservingStream,

    /// <summary>A whole reply is waited for.</summary>
    Whole,

    /// <summary>Vectors are waited for.</summary>
    Vectors,

    /// <summary>The first token of a stream is waited for.</summary>
    BeforeFirstToken,

    /// <summary>The second word is waited for.</summary>
    Moving,

    /// <summary>The caller looks at the first word.</summary>
    BetweenMoves,

    /// <summary>The finish reason has come, and the caller waits for what comes after it.</summary>
    MovingAfterFinish,

    /// <summary>The caller looks at the finish reason.</summary>
    BetweenMovesAfterFinish,
}

/// <summary>What can happen to a call.</summary>
public enum OrderEvent
{
    /// <summary>The next part of the reply is there; a caller of a stream who waits for nothing asks for it.</summary>
    Arrives,

    /// <summary>The caller cancels.</summary>
    Cancels,

    /// <summary>Longer than the time of an attempt, a first token and a silence goes by.</summary>
    RunsOut,

    /// <summary>
    /// Longer than any time of the call goes by, and less than the minute after which an operation of the ledger that has not come back
    /// counts as one that never will.
    /// </summary>
    RunsOutWhole,

    /// <summary>The caller disposes of the stream, at the latest when its move is over.</summary>
    Disposes,

    /// <summary>The ledger, which kept all waiting, answers.</summary>
    LedgerAnswers,

    /// <summary>The container is disposed of.</summary>
    ContainerEnds,
}

/// <summary>What the caller does when nothing more happens.</summary>
public enum OrderEnding
{
    /// <summary>The caller takes what comes to the end, and disposes of the stream.</summary>
    ReadsOn,

    /// <summary>The caller disposes of the stream as soon as it can.</summary>
    Disposes,

    /// <summary>The caller neither moves nor disposes of the stream.</summary>
    Leaves,

    /// <summary>The caller leaves, and moves on when the stream's time is over.</summary>
    ComesBack,
}
