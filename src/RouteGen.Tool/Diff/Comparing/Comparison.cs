namespace RouteGen.Tool.Diff.Comparing;

/// <summary>What all comparisons of two tables need.</summary>
internal sealed class Comparison
{
    public Comparison(TableSide before, TableSide after, DiffOptions options)
    {
        Before = before;
        After = after;
        Options = options;
        Renames = Renames.Find(before.Table, after.Table);
        Changes = new ChangeList(after.Reading);
    }

    public TableSide Before { get; }

    public TableSide After { get; }

    public DiffOptions Options { get; }

    public Renames Renames { get; }

    public ChangeList Changes { get; }
}

/// <summary>How two tables are compared.</summary>
internal sealed record DiffOptions
{
    /// <summary>The day as of which prices, their ages and retirements are judged; null leaves the calendar out.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>What a call is expected to be like.</summary>
    public TypicalRequest Typical { get; init; } = new(2_000, 500);

    /// <summary>Whether what such a call costs counts as a change; not where last month's calls say it better.</summary>
    public bool StatesTypicalCost { get; init; } = true;
}

/// <summary>A request that costs are stated of.</summary>
/// <param name="Input">Its tokens of input.</param>
/// <param name="Output">The tokens of its reply.</param>
internal sealed record TypicalRequest(int Input, int Output)
{
    /// <summary>As the command line takes it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Input},{Output}");
}
