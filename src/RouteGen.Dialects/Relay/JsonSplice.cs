using System.Buffers;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// Copies a JSON text with some of its values replaced and some of its members taken out, from front to back; all else stays byte for
/// byte.
/// </summary>
internal ref struct JsonSplice(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _done;

    /// <summary>Puts something in the place of what stands from one place to another.</summary>
    public void Replace(int start, int end, scoped ReadOnlySpan<byte> with)
    {
        CopyTo(start);
        output.Write(with);
        _done = end;
    }

    /// <summary>Puts something in between.</summary>
    public void Insert(int at, scoped ReadOnlySpan<byte> added)
    {
        CopyTo(at);
        output.Write(added);
    }

    /// <summary>Takes a member out, with the comma before it, or with the one behind it where it is the first.</summary>
    public void Remove(int start, int end)
    {
        var before = start - 1;
        while (before >= _done && IsBlank(_text[before]))
        {
            before--;
        }

        if (before >= _done && _text[before] == ',')
        {
            CopyTo(before);
            _done = end;
            return;
        }

        CopyTo(start);
        var behind = end;
        while (behind < _text.Length && IsBlank(_text[behind]))
        {
            behind++;
        }

        _done = behind < _text.Length && _text[behind] == ',' ? behind + 1 : end;
    }

    /// <summary>Copies up to a place.</summary>
    public void CopyTo(int end)
    {
        if (end > _done)
        {
            output.Write(_text[_done..end]);
            _done = end;
        }
    }

    /// <summary>Copies the rest.</summary>
    public void End() => CopyTo(_text.Length);

    private static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
