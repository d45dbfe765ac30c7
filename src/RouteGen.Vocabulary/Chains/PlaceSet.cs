namespace RouteGen.Chains;

/// <summary>
/// A set of places, without an allocation for the first 64. A copy shares nothing that a later <see cref="Add"/> changes.
/// </summary>
internal struct PlaceSet
{
    private ulong _first;
    private ulong[]? _others;

    public readonly bool Contains(int place) => place < 64
        ? (_first & (1UL << place)) != 0
        : _others is not null && (place / 64) - 1 < _others.Length && (_others[(place / 64) - 1] & (1UL << (place % 64))) != 0;

    public void Add(int place)
    {
        if (place < 64)
        {
            _first |= 1UL << place;
            return;
        }

        var block = (place / 64) - 1;
        var others = new ulong[Math.Max(block + 1, _others?.Length ?? 0)];
        _others?.CopyTo(others, 0);
        others[block] |= 1UL << (place % 64);
        _others = others;
    }

    /// <summary>The places as a text, one text for one set.</summary>
    public override readonly string ToString() => string.Join(",", Places());

    private readonly IEnumerable<int> Places()
    {
        var set = this;
        return Enumerable.Range(0, 64 * (1 + (_others?.Length ?? 0))).Where(place => set.Contains(place));
    }
}
