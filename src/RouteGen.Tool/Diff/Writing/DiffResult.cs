using RouteGen.Tables;
using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Diff.Costs;

namespace RouteGen.Tool.Diff.Writing;

/// <summary>A comparison, ready to be written.</summary>
/// <param name="Diff">How the tables differ.</param>
/// <param name="Base">Where the earlier table is from.</param>
/// <param name="Head">Where the later table is from.</param>
/// <param name="File">The later table.</param>
/// <param name="Options">How they were compared.</param>
internal sealed record DiffResult(TableDiff Diff, string Base, string Head, RouteTableFile File, DiffOptions Options)
{
    /// <summary>What past calls cost by both; null where no store was named.</summary>
    public SpendEffect? Spend { get; init; }

    /// <summary>What marks the comment on a pull request that is about this table, so that there is one.</summary>
    public static string TagOf(string table) => $"routegen-diff:{table}";

    /// <summary>What follows from the change, said of at most so many of one kind: the rest is counted.</summary>
    public static IEnumerable<(TableChange? Change, string More)> Shortened(IEnumerable<TableChange> changes, int most)
    {
        foreach (var ofKind in changes.GroupBy(static c => c.Kind))
        {
            TableChange[] all = [.. ofKind];
            foreach (var change in all.Take(all.Length > most ? most - 1 : most))
            {
                yield return (change, "");
            }

            if (all.Length > most)
            {
                yield return (null, $"and {Show.Count(all.Length - most + 1)} more [{ofKind.Key.Id}]");
            }
        }
    }
}
