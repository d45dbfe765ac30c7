namespace RouteGen.Dialects.Responses;

/// <summary>
/// How much of each part of a response has been handed on. What a part's end or the response's says again is not said twice, and what came
/// in no piece is not lost.
/// </summary>
internal sealed class StreamedParts
{
    private readonly Dictionary<(PartKind Kind, int Item, int Part), Length> _parts = [];
    private readonly HashSet<(PartKind Kind, int Item)> _handed = [];
    private (PartKind Kind, int Item, int Part) _lastKey = (PartKind.Message, -1, -1);
    private Length? _last;

    // Characters of parts of messages whose end was not seen yet, and of all of them.
    private long _open;
    private long _total;

    /// <summary>Whether any text of a message was handed on.</summary>
    public bool HasText => _total > 0;

    /// <summary>Notes a piece that is handed on.</summary>
    /// <returns>Whether it is the first of its part.</returns>
    public bool Add(PartKind kind, int item, int part, int length)
    {
        var known = Find(kind, item, part);
        var isFirst = known.Handed == 0;
        if (isFirst && kind != PartKind.Message)
        {
            _handed.Add((kind, item));
        }

        known.Handed += length;
        if (kind == PartKind.Message)
        {
            _open += known.IsClosed ? 0 : length;
            _total += length;
        }

        return isFirst;
    }

    /// <summary>Whether something of a part was handed on; its end is noted.</summary>
    public bool Close(PartKind kind, int item, int part)
    {
        if (!_parts.TryGetValue((kind, item, part), out var known))
        {
            return false;
        }

        if (!known.IsClosed && kind == PartKind.Message)
        {
            _open -= known.Handed;
        }

        known.IsClosed = true;
        return known.Handed > 0;
    }

    /// <summary>
    /// Whether a text that no piece was seen of is all that came in pieces under other numbers: gateways count items differently in pieces
    /// and ends.
    /// </summary>
    public bool IsUnderOtherNumbers(int length)
    {
        if (_open == 0 || length != _open)
        {
            return false;
        }

        _open = 0;
        return true;
    }

    /// <summary>Whether something was handed on of any part of an item.</summary>
    public bool IsAnyHanded(PartKind kind, int item) => _handed.Contains((kind, item));

    private Length Find(PartKind kind, int item, int part)
    {
        var key = (kind, item, part);
        if (_last is null || key != _lastKey)
        {
            if (!_parts.TryGetValue(key, out _last))
            {
                _parts[key] = _last = new Length();
            }

            _lastKey = key;
        }

        return _last;
    }

    private sealed class Length
    {
        public int Handed { get; set; }

        public bool IsClosed { get; set; }
    }
}

/// <summary>What a part is of.</summary>
internal enum PartKind
{
    Message,
    Reasoning,
    Summary,
}
