using RouteGen.Model.Naming;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares what tables say of themselves.</summary>
internal static class HeaderComparison
{
    public static void Compare(Comparison comparison)
    {
        var (was, now) = (comparison.Before.Table, comparison.After.Table);
        var changes = new EntryChanges(comparison.Changes, null, null);
        changes.Compare(TableKinds.Renamed, "table", was.ClassName, now.ClassName);
        changes.Compare(TableKinds.NamespaceChanged, "namespace", was.Namespace, now.Namespace);
        if (was.IsPublic != now.IsPublic)
        {
            changes.Set(
                now.IsPublic ? TableKinds.VisibilityWidened : TableKinds.VisibilityNarrowed,
                "visibility", was.IsPublic ? "public" : "internal", now.IsPublic ? "public" : "internal");
        }

        changes.Compare(TableKinds.AboutChanged, "about", was.About, now.About);
        if (was.Reviewed != now.Reviewed)
        {
            changes.Set(
                string.CompareOrdinal(now.Reviewed, was.Reviewed) > 0 ? TableKinds.Reviewed : TableKinds.ReviewBackdated,
                "reviewed", was.Reviewed, now.Reviewed);
        }

        Buckets(changes, [.. was.CostBuckets], [.. now.CostBuckets]);
    }

    private static void Buckets(EntryChanges changes, string[] was, string[] now) => changes.List(
        "costBuckets", was, now,
        added =>
        {
            if (!was.Any(b => IsRespelling(b, added)))
            {
                changes.Add(TableKinds.CostBucketAdded, "costBuckets", $"costBuckets: + {Show.Name(added)}", null, added);
            }
        },
        removed =>
        {
            if (now.FirstOrDefault(b => IsRespelling(removed, b)) is { } other)
            {
                changes.Add(
                    TableKinds.CostBucketRespelled, "costBuckets", $"'{Show.Name(removed)}' → '{Show.Name(other)}'", removed, other);
            }
            else
            {
                changes.Add(TableKinds.CostBucketRemoved, "costBuckets", $"costBuckets: - {Show.Name(removed)}", removed);
            }
        });

    private static bool IsRespelling(string was, string now) =>
        was != now && Identifiers.FromName(was) is { } identifier && identifier == Identifiers.FromName(now);
}
