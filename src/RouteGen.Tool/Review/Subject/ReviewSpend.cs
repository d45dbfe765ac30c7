using RouteGen.Spend;
using RouteGen.Sqlite;
using RouteGen.Tables;

namespace RouteGen.Tool.Review.Subject;

/// <summary>What a spend store says of the days before a review.</summary>
/// <param name="From">The first moment that counts.</param>
/// <param name="Targets">By target of the table: how often it served, and how often it was asked.</param>
/// <param name="Stated">By model, what providers stated to cost, and what the table makes of the same usage.</param>
/// <param name="Attempts">All attempts.</param>
/// <param name="UnknownAttempts">Those whose cost is unknown.</param>
internal sealed record ReviewSpend(
    DateTimeOffset From, IReadOnlyDictionary<string, TargetUse> Targets, IReadOnlyDictionary<string, StatedCost> Stated, long Attempts,
    long UnknownAttempts)
{
    /// <summary>Reads a store, which is only read.</summary>
    public static async Task<ReviewSpend> ReadAsync(
        string path, RouteTableFile table, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var targets = new Dictionary<string, TargetUse>(StringComparer.Ordinal);
        var stated = new Dictionary<string, StatedCost>(StringComparer.Ordinal);
        var repricer = new SpendRepricer(table.Definition);
        long attempts = 0, unknown = 0;
        using var store = SqliteSpendStore.OpenReadOnly(path);
        await foreach (var line in store.ReadAsync(new SpendQuery(from, to), cancellation))
        {
            if (line.Table != table.Name || line.Target is not { } target)
            {
                continue;
            }

            attempts++;
            unknown += line.CostUsd is null ? 1 : 0;
            var use = targets.GetValueOrDefault(target);
            targets[target] = new(use.Served + (line.Fault == Fault.None ? 1 : 0), use.Asked + 1);
            if (line is { CostSource: CostSource.Provider, CostUsd: { } usd, Model: { } model }
                && repricer.Reprice(line).CostUsd is { } own)
            {
                var sum = stated.GetValueOrDefault(model);
                stated[model] = new(sum.Usd + usd, sum.TableUsd + own, sum.Attempts + 1);
            }
        }

        return new(from, targets, stated, attempts, unknown);
    }
}

/// <summary>How a target was used.</summary>
/// <param name="Served">Attempts that gave a reply, probes among them.</param>
/// <param name="Asked">All attempts.</param>
internal readonly record struct TargetUse(long Served, long Asked);

/// <summary>What providers stated to cost.</summary>
/// <param name="Usd">By their own word.</param>
/// <param name="TableUsd">At the table's prices.</param>
/// <param name="Attempts">Of so many attempts.</param>
internal readonly record struct StatedCost(decimal Usd, decimal TableUsd, long Attempts);
