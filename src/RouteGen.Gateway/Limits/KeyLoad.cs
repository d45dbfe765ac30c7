namespace RouteGen.Gateway.Limits;

/// <summary>What the requests of one key take up.</summary>
internal sealed class KeyLoad
{
    public Lock Gate { get; } = new();

    /// <summary>Requests that have entered and not left.</summary>
    public int Open { get; set; }

    public MinuteWindow Requests { get; } = new();

    /// <summary>Tokens, made when a limit first needs it.</summary>
    public MinuteWindow? Tokens { get; set; }

    /// <summary>Whether nobody enters it any more: who finds one that is closed takes another.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Closes it if nothing of it counts.</summary>
    public bool TryClose(long step)
    {
        lock (Gate)
        {
            Requests.Advance(step);
            Tokens?.Advance(step);
            IsClosed |= Open == 0 && Requests.Sum == 0 && Tokens is null or { Sum: 0 };
            return IsClosed;
        }
    }
}
