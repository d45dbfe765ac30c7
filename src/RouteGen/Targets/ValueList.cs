using System.Collections;

namespace RouteGen.Targets;

/// <summary>An immutable list that is equal to another when their elements are, in order. Records made of it are values.</summary>
/// <param name="items">The elements; they are copied.</param>
/// <param name="comparer">When two are the same; null for their own equality.</param>
internal sealed class ValueList<T>(IEnumerable<T> items, IEqualityComparer<T>? comparer = null) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items = [.. items];
    private readonly IEqualityComparer<T> _comparer = comparer ?? EqualityComparer<T>.Default;

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public bool Equals(ValueList<T>? other) => other is not null && _items.SequenceEqual(other._items, _comparer);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode() =>
        _items.Aggregate(17, (hash, item) => HashCode.Combine(hash, item is null ? 0 : _comparer.GetHashCode(item)));

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
