namespace RouteGen.Dialects.Wire;

/// <summary>Reads lines of JSON (github.com/ndjson/ndjson-spec). Empty lines are passed over.</summary>
internal sealed class LineReader(Stream stream, int maxBytes) : ReplyReader(stream, maxBytes)
{
    private int _searched;
    private int _next;
    private (int Start, int Length) _line;

    public override ReadOnlySpan<byte> Name => default;

    public override ReadOnlySpan<byte> Data => Bytes.Slice(_line.Start, _line.Length);

    protected override bool TryTake()
    {
        while (true)
        {
            Start = _next;
            var found = Bytes[_searched..].IndexOf((byte)'\n');
            if (found < 0)
            {
                _searched = End;
                return false;
            }

            var end = _searched + found;
            _next = _searched = end + 1;
            if (Show(Start, end))
            {
                return true;
            }
        }
    }

    protected override bool TryTakeLast()
    {
        var start = _next;
        _next = _searched = End;
        return IsCut = Show(start, End);
    }

    protected override void Moved(int by)
    {
        _searched -= by;
        _next -= by;
        _line.Start -= by;
    }

    private bool Show(int start, int end)
    {
        _line = (start, end - start);
        return Data.IndexOfAnyExcept(" \t\r"u8) >= 0;
    }
}
