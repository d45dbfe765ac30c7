using System.Collections.Frozen;

namespace RouteGen.Targets;

/// <summary>
/// Something for each of some names of a table, whose case is of no account. Immutable, and equal to another when both have equal things
/// for the same names. Records made of it are values.
/// </summary>
internal sealed class ValueMap<T>(IEnumerable<KeyValuePair<string, T>> items) : IEquatable<ValueMap<T>>
    where T : IEquatable<T>
{
    private readonly FrozenDictionary<string, T> _items = items.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public int Count => _items.Count;

    public bool TryGetValue(string name, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value) =>
        _items.TryGetValue(name, out value);

    public bool Equals(ValueMap<T>? other) => other is not null && Count == other.Count
        && _items.All(i => other._items.TryGetValue(i.Key, out var its) && i.Value.Equals(its));

    public override bool Equals(object? obj) => Equals(obj as ValueMap<T>);

    public override int GetHashCode() =>
        _items.Aggregate(Count, static (hash, i) => hash ^ HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(i.Key), i.Value));
}
