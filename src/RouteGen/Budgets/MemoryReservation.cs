namespace RouteGen.Budgets;

/// <summary>One reservation of the ledger in memory, in the list of those that it knows. All of it belongs to the ledger's lock.</summary>
/// <param name="id">Its name, where it is asked for by name; null where whoever made it holds it.</param>
internal sealed class MemoryReservation(string? id = null)
{
    /// <summary>What it holds, and what is committed when it expires.</summary>
    public HeldAmounts Amounts;

    public string? Id => id;

    public MemoryReservation? Next { get; set; }

    public MemoryReservation? Previous { get; set; }

    /// <summary>Whether the ledger knows it: from its first grant until it is settled, or forgotten long after it expired.</summary>
    public bool IsKnown { get; set; }

    public bool HasExpired { get; set; }

    /// <summary>When it expires. UTC ticks.</summary>
    public long ExpiresAt { get; set; }

    public DateTimeOffset ExpiredAt => new(ExpiresAt, TimeSpan.Zero);

    /// <summary>When it expires; once it has, when it is forgotten. UTC ticks.</summary>
    public long Due { get; set; }
}
