namespace RouteGen.Dialects.Responses;

/// <summary>
/// Counts the text that was handed on in pieces against what the ends of parts say of it. Servers send ends without pieces, fewer pieces
/// than the end has (xAI), and count parts differently in pieces and ends; what is missing is handed on, and nothing twice.
/// </summary>
internal struct TextLedger
{
    private HashSet<(int Item, int Part)>? _ended;
    private long _handed;
    private long _settled;

    /// <summary>Whether anything was handed on.</summary>
    public readonly bool Any => _handed > 0;

    /// <summary>Notes a piece that is handed on.</summary>
    public void Add(int length) => _handed += length;

    /// <summary>Whether the end of a part was seen.</summary>
    public readonly bool HasEnded(int item, int part) => _ended?.Contains((item, part)) is true;

    /// <summary>Notes the end of a part, with the length of all its text.</summary>
    /// <returns>How much of it, at its end, has not been handed on; it is to be handed on now, and is counted as that.</returns>
    public int End(int item, int part, int length)
    {
        if (!(_ended ??= []).Add((item, part)))
        {
            return 0;
        }

        var missing = (int)Math.Max(0, length - (_handed - _settled));
        _handed += missing;
        _settled += length;
        return missing;
    }
}
