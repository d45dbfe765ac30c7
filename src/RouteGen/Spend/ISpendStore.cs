namespace RouteGen.Spend;

/// <summary>
/// Where spend is kept. Register one as a service, and every call of every table is written to it. What is written of a call is what its
/// record says and what its budgets were charged with.
/// </summary>
public interface ISpendStore
{
    /// <summary>
    /// Adds lines: all of them, or none when it throws. Lines that are there already are passed over, so that a
    /// write whose answer was lost can be repeated.
    /// </summary>
    ValueTask AppendAsync(IReadOnlyList<SpendLine> lines, CancellationToken cancellationToken = default);

    /// <summary>What was spent, grouped.</summary>
    ValueTask<SpendReport> QueryAsync(SpendQuery query, CancellationToken cancellationToken = default);

    /// <summary>The lines that a query matches, in the order in which their calls began; what it groups by counts for nothing.</summary>
    IAsyncEnumerable<SpendLine> ReadAsync(SpendQuery query, CancellationToken cancellationToken = default);
}
