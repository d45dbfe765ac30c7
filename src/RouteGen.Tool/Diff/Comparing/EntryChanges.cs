using RouteGen.Model.Reading;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Adds changes of one entry.</summary>
internal sealed class EntryChanges(ChangeList list, EntrySection? section, string? name)
{
    private readonly int _first = list.Count;

    /// <summary>Whether any was added.</summary>
    public bool Any => list.Count > _first;

    /// <summary>Adds a change in words of its own.</summary>
    public void Add(
        ChangeKind kind, string property, string what, string? before = null, string? after = null,
        params KeyValuePair<string, string>[] details) => list.Add(new(kind, section, name, what)
        {
            Property = property,
            Before = before,
            After = after,
            Details = details,
        });

    /// <summary>Adds the change of a value.</summary>
    public void Set(ChangeKind kind, string property, string? before, string? after) =>
        Add(kind, property, $"{property}: {before ?? "none"} → {after ?? "none"}", before, after);

    /// <summary>Adds the change of a value unless it is the same.</summary>
    public void Compare<T>(ChangeKind kind, string property, T before, T after, Func<T, string?> show)
    {
        if (!EqualityComparer<T>.Default.Equals(before, after))
        {
            Set(kind, property, show(before), show(after));
        }
    }

    /// <summary>Adds the change of a text unless it is the same.</summary>
    public void Compare(ChangeKind kind, string property, string? before, string? after) =>
        Compare(kind, property, before, after, Show.Text);

    /// <summary>Adds the change of a bound: where there is none, it is as high as can be.</summary>
    public void Bound<T>(ChangeKind lowered, ChangeKind raised, string property, T? before, T? after, Func<T, string> show)
        where T : struct, IComparable<T>
    {
        var order = before is { } was ? (after is { } now ? now.CompareTo(was) : 1) : after is null ? 0 : -1;
        if (order != 0)
        {
            Set(order < 0 ? lowered : raised, property, before is { } b ? show(b) : null, after is { } a ? show(a) : null);
        }
    }

    /// <summary>Adds what came to a list of names and what left it; the order alone counts as one change more.</summary>
    public void List(
        string property, IEnumerable<string> before, IEnumerable<string> after, Action<string> added, Action<string> removed)
    {
        string[] was = [.. before], now = [.. after];
        foreach (var name in was.Except(now, StringComparer.Ordinal))
        {
            removed(name);
        }

        foreach (var name in now.Except(was, StringComparer.Ordinal))
        {
            added(name);
        }

        if (!was.Intersect(now, StringComparer.Ordinal).SequenceEqual(now.Intersect(was, StringComparer.Ordinal), StringComparer.Ordinal))
        {
            Set(TableKinds.OrderChanged, property, Show.Names(was), Show.Names(now));
        }
    }
}
