using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// A caller's body on its way to one target: with the attempt's edits, and all else byte for byte. Its members are edited in their order;
/// what is added stands at the end.
/// </summary>
internal ref struct RelayedBody
{
    private readonly ArrayBufferWriter<byte> _output;
    private JsonSplice _splice;
    private int _kept;

    public RelayedBody(RelayScan scan, in RelayEdits edits, CallerPseudonyms? pseudonyms, DroppedOptions dropped)
    {
        const int Room = 512;
        (Scan, Edits, Pseudonyms, Dropped) = (scan, edits, pseudonyms, dropped);
        _output = new(scan.Body.Length + Room);
        _splice = new(scan.Body.Span, _output);
    }

    public RelayScan Scan { get; }

    public RelayEdits Edits { get; }

    public CallerPseudonyms? Pseudonyms { get; }

    /// <summary>Takes the names of what is not sent.</summary>
    public DroppedOptions Dropped { get; }

    /// <summary>A string as JSON.</summary>
    public static byte[] Json(string text) =>
        Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");

    /// <summary>A number as JSON.</summary>
    public static byte[] Json(decimal number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    public static byte[] Json(long number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The value of a member as it stands.</summary>
    public readonly ReadOnlySpan<byte> ValueOf(in RelayMember member) => Scan.ValueOf(member);

    public readonly bool IsNull(in RelayMember member) => ValueOf(member).SequenceEqual("null"u8);

    /// <summary>Leaves a member as it is.</summary>
    public void Keep() => _kept++;

    /// <summary>Takes a member out.</summary>
    public void Remove(in RelayMember member) => _splice.Remove(member.Start, member.End);

    /// <summary>Takes a member out, and tells.</summary>
    public void Drop(in RelayMember member, string name)
    {
        Remove(member);
        if (!IsNull(member))
        {
            Dropped.Add(name);
        }
    }

    /// <summary>Gives a member another value.</summary>
    public void Replace(in RelayMember member, scoped ReadOnlySpan<byte> value)
    {
        _splice.Replace(member.ValueStart, member.End, value);
        _kept++;
    }

    /// <summary>Gives a member another name, and a value.</summary>
    public void Rename(in RelayMember member, string name, scoped ReadOnlySpan<byte> value)
    {
        _splice.Replace(member.Start, member.Start, Json(name));
        _splice.Replace(member.Start, member.ValueStart, ":"u8);
        _splice.Replace(member.ValueStart, member.End, value);
        _kept++;
    }

    /// <summary>Keeps a number, or gives its member another where there is one.</summary>
    public void Bound(in RelayMember member, long? most, long? asked)
    {
        if (most is { } bound && bound != asked)
        {
            Replace(member, Json(bound));
        }
        else
        {
            Keep();
        }
    }

    /// <summary>Puts a pseudonym in the place of a string.</summary>
    public void Disguise(in RelayMember member)
    {
        if (Pseudonyms is { } pseudonyms && TextOf(ValueOf(member)) is { } text)
        {
            Replace(member, Json(pseudonyms.For(text)));
        }
        else
        {
            Keep();
        }
    }

    /// <summary>
    /// Gives a member of an object another value, or adds it; what is not an object is replaced by one that has it alone.
    /// </summary>
    /// <param name="member">The object.</param>
    /// <param name="name">The member's name, which needs no escapes.</param>
    /// <param name="value">Its value; null takes it out.</param>
    public void SetWithin(in RelayMember member, string name, byte[]? value)
    {
        var outer = ValueOf(member);
        if (outer[0] != '{')
        {
            if (value is null)
            {
                Keep();
            }
            else
            {
                Replace(member, [.. "{"u8, .. Json(name), .. ":"u8, .. value, .. "}"u8]);
            }

            return;
        }

        var (kept, last) = (0, member.ValueStart + 1);
        var reader = JsonRead.Start(outer);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = member.ValueStart + (int)reader.TokenStartIndex;
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            var valueStart = member.ValueStart + (int)reader.TokenStartIndex;
            JsonRead.Skip(ref reader);
            last = member.ValueStart + (int)reader.BytesConsumed;
            if (!isIt)
            {
                kept++;
            }
            else if (value is null)
            {
                _splice.Remove(start, last);
            }
            else
            {
                _splice.Replace(valueStart, last, value);
                kept++;
                value = [];
            }
        }

        if (value is { Length: > 0 })
        {
            _splice.Insert(last, kept > 0 ? ","u8 : default);
            _splice.Insert(last, [.. Json(name), .. ":"u8, .. value]);
        }

        _kept++;
    }

    /// <summary>Adds a member.</summary>
    public void Add(string name, scoped ReadOnlySpan<byte> value)
    {
        BeginAdded();
        _splice.Insert(End, Json(name));
        _splice.Insert(End, ":"u8);
        _splice.Insert(End, value);
    }

    /// <summary>Adds the members of an object.</summary>
    public void AddAll(scoped ReadOnlySpan<byte> written)
    {
        if (written.Length > 2)
        {
            BeginAdded();
            _splice.Insert(End, written[1..^1]);
        }
    }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        _splice.End();
        return _output.WrittenMemory;
    }

    /// <summary>A string's text; null for any other value.</summary>
    public static string? TextOf(ReadOnlySpan<byte> value)
    {
        if (value.Length == 0 || value[0] != '"')
        {
            return null;
        }

        var reader = JsonRead.Start(value);
        return JsonRead.Text(ref reader);
    }

    private readonly int End => Scan.Members is { Count: > 0 } members ? members[^1].End : Scan.Body.Span.IndexOf((byte)'{') + 1;

    private void BeginAdded()
    {
        if (_kept++ > 0)
        {
            _splice.Insert(End, ","u8);
        }
    }
}
