using RouteGen.Model.Reading;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Goes through the entries of a section: what came, what left, what has another name, and what is in both.</summary>
internal static class EntryPairs
{
    public static void Compare<T>(Section<T> section, IEnumerable<T> before, IEnumerable<T> after, Comparison comparison)
        where T : class, IEquatable<T>
    {
        var (list, renames) = (comparison.Changes, comparison.Renames);
        T[] was = [.. before], now = [.. after];
        var earlier = was.ToDictionary(e => renames.Later(section.Kind, section.NameOf(e)), StringComparer.Ordinal);
        var later = now.Select(section.NameOf).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in was.Where(e => !later.Contains(renames.Later(section.Kind, section.NameOf(e)))))
        {
            section.Gone(new(list, section.Kind, section.NameOf(entry)), entry);
        }

        foreach (var entry in now)
        {
            var changes = new EntryChanges(list, section.Kind, section.NameOf(entry));
            if (!earlier.TryGetValue(section.NameOf(entry), out var old))
            {
                section.Come(changes, entry);
                continue;
            }

            section.Both(changes, old, entry);
            if (!changes.Any && !section.IsSame(old, entry))
            {
                changes.Add(TableKinds.Other, "", $"{Sections.Word(section.Kind)} '{Show.Name(section.NameOf(entry))}' differs");
            }
        }

        Order(section, list, [.. was.Select(e => renames.Later(section.Kind, section.NameOf(e)))], [.. now.Select(section.NameOf)]);
    }

    private static void Order<T>(Section<T> section, ChangeList list, string[] was, string[] now)
        where T : class, IEquatable<T>
    {
        if (!was.Intersect(now, StringComparer.Ordinal).SequenceEqual(now.Intersect(was, StringComparer.Ordinal), StringComparer.Ordinal))
        {
            var key = Sections.Key(section.Kind);
            new EntryChanges(list, null, null).Add(TableKinds.OrderChanged, key, $"{key} are in another order");
        }
    }
}

/// <summary>How the entries of a section are compared.</summary>
internal sealed record Section<T>(EntrySection Kind, Func<T, string> NameOf)
{
    /// <summary>What to say of one that left, under its earlier name.</summary>
    public required Action<EntryChanges, T> Gone { get; init; }

    /// <summary>What to say of one that came.</summary>
    public required Action<EntryChanges, T> Come { get; init; }

    /// <summary>What to say of one that is in both, the earlier as it stood.</summary>
    public required Action<EntryChanges, T, T> Both { get; init; }

    /// <summary>Whether nothing is to be said of it.</summary>
    public required Func<T, T, bool> IsSame { get; init; }
}
