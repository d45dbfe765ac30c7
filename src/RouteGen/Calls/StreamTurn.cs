namespace RouteGen.Calls;

/// <summary>
/// Whose turn it is at a stream. Its reader takes it for each step and gives it back before it waits; the timer or token that gives the
/// stream up takes it for good, or, where the reader has it, leaves the end to the reader.
/// </summary>
internal struct StreamTurn
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int TakenAndGivenUp = 2;
    private const int Ending = 3;
    private const int Over = 4;

    private int _state;

    /// <summary>Whether the end has been made, and all that it left can be read.</summary>
    public bool IsOver => Volatile.Read(ref _state) == Over;

    /// <summary>Takes the turn for a step. False once somebody has taken it for the end.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Free) == Free;

    /// <summary>Gives the turn back. False where the stream was given up meanwhile: the turn is kept, for the end.</summary>
    public bool TryGiveBack() => Interlocked.CompareExchange(ref _state, Free, Taken) == Taken;

    /// <summary>
    /// Gives the stream up. True with the turn, for the end; false where the reader has it and is going to see to that, or where the
    /// stream is over.
    /// </summary>
    public bool TryGiveUp()
    {
        while (true)
        {
            switch (Interlocked.CompareExchange(ref _state, TakenAndGivenUp, Taken))
            {
                case Free when Interlocked.CompareExchange(ref _state, Ending, Free) == Free:
                    return true;
                case Free:
                    // The reader has taken it just now, and may give it back before it is told: a step is short.
                    continue;
                default:
                    return false;
            }
        }
    }

    /// <summary>The end has been made by whoever has the turn.</summary>
    public void End() => Volatile.Write(ref _state, Over);

    /// <summary>Waits for the moment that another takes for a step, or for the end.</summary>
    /// <returns>True with the turn; false once the stream is over.</returns>
    public bool TakeOrWaitForEnd()
    {
        for (var wait = default(SpinWait); !IsOver; wait.SpinOnce())
        {
            if (TryTake())
            {
                return true;
            }
        }

        return false;
    }
}
