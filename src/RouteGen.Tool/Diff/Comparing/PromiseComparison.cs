using RouteGen.Model.Fields;
using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares what a route promises about data, and what it asks of targets.</summary>
internal static class PromiseComparison
{
    public static void Compare(EntryChanges changes, RouteEntry was, RouteEntry now)
    {
        changes.List(
            "requires", Show.Words(Words.Features, was.Requires), Show.Words(Words.Features, now.Requires),
            added => changes.Add(RouteKinds.RequiresAdded, "requires", $"requires: + {added}", null, added),
            removed => changes.Add(RouteKinds.RequiresRemoved, "requires", $"requires: - {removed}", removed));
        Regions(changes, [.. was.Regions], [.. now.Regions]);
        changes.Bound(
            RouteKinds.RetentionStrengthened, RouteKinds.RetentionWeakened, "maxDataRetention",
            was.MaxDataRetentionDays, now.MaxDataRetentionDays, Show.Days);
        changes.Compare(
            now.Capture > was.Capture ? RouteKinds.CaptureWidened : RouteKinds.CaptureNarrowed,
            "capture", was.Capture, now.Capture, static c => Show.Word(Words.Captures, c));
    }

    private static void Regions(EntryChanges changes, string[] was, string[] now)
    {
        if (was.SequenceEqual(now, StringComparer.Ordinal))
        {
            return;
        }

        var (before, after) = (was.Length == 0 ? "anywhere" : Show.Names(was), now.Length == 0 ? "anywhere" : Show.Names(now));
        var isWider = was.Length > 0 && (now.Length == 0 || now.Any(n => !was.Any(w => IsWithin(n, w))));
        var isNarrower = now.Length > 0 && (was.Length == 0 || was.Any(w => !now.Any(n => IsWithin(w, n))));
        changes.Set(
            isWider ? RouteKinds.RegionsWidened : isNarrower ? RouteKinds.RegionsNarrowed : TableKinds.OrderChanged, "regions", before,
                after);
    }

    // A region holds those that are named after it.
    private static bool IsWithin(string region, string other) =>
        region == other || region.StartsWith(other + "-", StringComparison.Ordinal);
}
