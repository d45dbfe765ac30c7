using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares by which names clients of an endpoint come to a route, and with which keys.</summary>
internal static class EndpointComparison
{
    public static void Compare(EntryChanges changes, RouteEntry was, RouteEntry now, RouteTable after)
    {
        changes.List(
            "aliases", was.Aliases, now.Aliases,
            added => changes.Add(RouteKinds.AliasAdded, "aliases", $"aliases: + {Show.Name(added)}", null, added),
            removed =>
            {
                // A pattern that matches another with its stars matches all that it stands for.
                if (now.Aliases.FirstOrDefault(a => NamePattern.Matches(a, removed)) is { } covering)
                {
                    changes.Add(
                        RouteKinds.AliasCovered, "aliases", $"aliases: - {Show.Name(removed)}, which {Show.Name(covering)} matches",
                            removed);
                }
                else if (after.Routes.FirstOrDefault(r => r.Name == removed
                    || r.Aliases.Any(a => NamePattern.Matches(a, removed))) is { } other)
                {
                    changes.Add(
                        RouteKinds.AliasMoved, "aliases",
                        $"aliases: - {Show.Name(removed)}, which means route '{Show.Name(other.Name)}' now", removed, other.Name);
                }
                else
                {
                    changes.Add(RouteKinds.AliasRemoved, "aliases", $"aliases: - {Show.Name(removed)}", removed);
                }
            });
        Groups(changes, [.. was.Groups], [.. now.Groups]);
    }

    private static void Groups(EntryChanges changes, string[] was, string[] now)
    {
        if (was.SequenceEqual(now, StringComparer.Ordinal))
        {
            return;
        }

        // Without groups every key can call it.
        var (before, after) = (was.Length == 0 ? "every key" : Show.Names(was), now.Length == 0 ? "every key" : Show.Names(now));
        var isNarrower = now.Length > 0 && (was.Length == 0 || was.Except(now, StringComparer.Ordinal).Any());
        var isWider = was.Length > 0 && (now.Length == 0 || now.Except(was, StringComparer.Ordinal).Any());
        if (isNarrower)
        {
            changes.Set(RouteKinds.AccessNarrowed, "groups", before, after);
        }

        if (isWider)
        {
            changes.Set(RouteKinds.AccessWidened, "groups", before, after);
        }

        if (!isNarrower && !isWider)
        {
            changes.Set(TableKinds.OrderChanged, "groups", before, after);
        }
    }
}
