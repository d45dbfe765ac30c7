using System.Buffers;

namespace RouteGen.Dialects.Wire;

/// <summary>
/// Reads server-sent events (html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream): comments and fields other
/// than <c>event</c> and <c>data</c> are passed over, and the lines of one event's data are joined.
/// </summary>
internal sealed class EventReader(Stream stream, int maxBytes) : ReplyReader(stream, maxBytes)
{
    private readonly int _maxBytes = maxBytes;

    // Where the next line begins, and up to where its end was looked for.
    private int _line;
    private int _searched;
    private (int Start, int Length) _name;
    private (int Start, int Length) _data;
    private bool _hasData;
    private bool _isShown;
    private bool _hasBegun;
    private bool _skipsLineFeed;
    private ArrayBufferWriter<byte>? _joined;
    private bool _isJoined;

    public override ReadOnlySpan<byte> Name => Bytes.Slice(_name.Start, _name.Length);

    public override ReadOnlySpan<byte> Data => _isJoined ? _joined!.WrittenSpan : Bytes.Slice(_data.Start, _data.Length);

    protected override bool TryTake()
    {
        if (_isShown)
        {
            BeginEvent();
        }

        if (!_hasBegun && !TryBegin())
        {
            return false;
        }

        while (TryLine(out var start, out var length))
        {
            if (length > 0)
            {
                Take(start, length);
            }
            else if (_hasData)
            {
                return _isShown = true;
            }
            else
            {
                BeginEvent();
            }
        }

        return false;
    }

    protected override bool TryTakeLast()
    {
        if (End > _line)
        {
            Take(_line, End - _line);
            _line = _searched = End;
        }

        // An event without the empty line at its end is one only if what it says is whole: its reader has to see.
        IsCut = _isShown = _hasData;
        return _hasData;
    }

    protected override void Moved(int by)
    {
        _line -= by;
        _searched -= by;
        _name.Start -= _name.Length > 0 ? by : 0;
        _data.Start -= _data.Length > 0 ? by : 0;
    }

    private bool TryBegin()
    {
        if (End - Start < 3 && !IsOver)
        {
            return false;
        }

        _hasBegun = true;
        if (Bytes[Start..].StartsWith("\uFEFF"u8))
        {
            Start += 3;
            _line = _searched = Start;
        }

        return true;
    }

    private void BeginEvent()
    {
        Start = _line;
        (_name, _data) = (default, default);
        (_hasData, _isJoined, _isShown) = (false, false, false);
    }

    private bool TryLine(out int start, out int length)
    {
        if (_skipsLineFeed && _line < End)
        {
            _skipsLineFeed = false;
            if (Bytes[_line] == '\n')
            {
                _searched = ++_line;
            }
        }

        start = _line;
        var found = Bytes[_searched..].IndexOfAny((byte)'\n', (byte)'\r');
        if (found < 0)
        {
            _searched = End;
            length = 0;
            return false;
        }

        var at = _searched + found;
        length = at - start;
        _skipsLineFeed = Bytes[at] == '\r';
        _line = _searched = at + 1;
        return true;
    }

    private void Take(int start, int length)
    {
        var line = Bytes.Slice(start, length);
        var colon = line.IndexOf((byte)':');
        var field = colon < 0 ? line : line[..colon];
        var skipped = colon < 0 ? length : colon + 1;
        if (skipped < length && line[skipped] == ' ')
        {
            skipped++;
        }

        if (field.SequenceEqual("data"u8))
        {
            TakeData(start + skipped, length - skipped);
        }
        else if (field.SequenceEqual("event"u8))
        {
            _name = (start + skipped, length - skipped);
        }
        else if (!_hasData && _name.Length == 0)
        {
            // A comment by itself keeps the connection alive, for as long as it takes.
            Start = _line;
        }
    }

    private void TakeData(int start, int length)
    {
        if (!_hasData)
        {
            (_hasData, _data) = (true, (start, length));
            return;
        }

        var joined = _joined ??= new ArrayBufferWriter<byte>();
        if (!_isJoined)
        {
            joined.ResetWrittenCount();
            joined.Write(Data);
            _isJoined = true;
        }

        if (joined.WrittenCount + length > _maxBytes)
        {
            throw TooLong(_maxBytes);
        }

        joined.Write("\n"u8);
        joined.Write(Bytes.Slice(start, length));
    }
}
