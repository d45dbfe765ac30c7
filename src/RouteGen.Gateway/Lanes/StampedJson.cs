using System.Buffers;
using System.Text;
using System.Text.Json;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Relay;

namespace RouteGen.Gateway.Lanes;

/// <summary>Rewrites what a <see cref="StampRule"/> names in a JSON text; all else stays byte for byte.</summary>
internal abstract class StampedJson
{
    private readonly List<Edit> _edits = [];

    /// <summary>The text rewritten; the same where there is nothing to rewrite, or where it is not JSON, which others say.</summary>
    protected ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> json, StampRule rule)
    {
        _edits.Clear();
        try
        {
            var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { AllowTrailingCommas = true, MaxDepth = 256 });
            if (reader.Read())
            {
                Walk(ref reader, rule, null);
            }
        }
        catch (JsonException)
        {
            return json;
        }

        return _edits.Count == 0 ? json : Write(json.Span);
    }

    /// <summary>Looks at a unit.</summary>
    /// <returns>False where it is to be left out, with all that is in it.</returns>
    protected abstract bool Keep(StampUnit unit);

    /// <summary>Puts another text in the place of a value.</summary>
    protected void Replace(in StampValue value, string with) => _edits.Add(new(value.Start, value.End, with));

    /// <summary>Takes a member out.</summary>
    protected void Remove(in StampValue value) => _edits.Add(new(value.MemberStart, value.End, null));

    /// <summary>Whether a list has lost all that was in it.</summary>
    protected bool IsEmptied { get; set; }

    private bool Walk(ref Utf8JsonReader reader, StampRule rule, StampUnit? within)
    {
        if (rule.Items is { } items && reader.TokenType == JsonTokenType.StartArray)
        {
            WalkItems(ref reader, items, within);
            return true;
        }

        if (rule.Members.Length == 0 || reader.TokenType != JsonTokenType.StartObject)
        {
            JsonRead.Skip(ref reader);
            return true;
        }

        var unit = rule.IsUnit ? new StampUnit() : within;
        while (JsonRead.Next(ref reader))
        {
            var (name, inner) = Find(ref reader, rule);
            var member = (int)reader.TokenStartIndex;
            reader.Read();
            if (inner is null || inner.Members.Length > 0 || inner.Items is not null)
            {
                if (inner is null)
                {
                    JsonRead.Skip(ref reader);
                }
                else
                {
                    Walk(ref reader, inner, unit);
                }

                continue;
            }

            var start = (int)reader.TokenStartIndex;
            var text = reader.TokenType == JsonTokenType.String ? JsonRead.Text(ref reader) : null;
            JsonRead.Skip(ref reader);
            unit!.Add(new(name, text is "" ? null : text, member, start, (int)reader.BytesConsumed));
        }

        return !rule.IsUnit || Keep(unit!);
    }

    private void WalkItems(ref Utf8JsonReader reader, StampRule rule, StampUnit? within)
    {
        var (kept, left) = (0, 0);
        while (JsonRead.NextItem(ref reader))
        {
            var (start, edits) = ((int)reader.TokenStartIndex, _edits.Count);
            if (Walk(ref reader, rule, within))
            {
                kept++;
                continue;
            }

            _edits.RemoveRange(edits, _edits.Count - edits);
            _edits.Add(new(start, (int)reader.BytesConsumed, null));
            left++;
        }

        IsEmptied |= kept == 0 && left > 0;
    }

    private static (string Name, StampRule? Rule) Find(ref Utf8JsonReader reader, StampRule rule)
    {
        foreach (var (name, inner) in rule.Members)
        {
            if (reader.ValueTextEquals(name))
            {
                return (Encoding.UTF8.GetString(name), inner);
            }
        }

        return ("", null);
    }

    private ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> json)
    {
        _edits.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        var output = new ArrayBufferWriter<byte>(json.Length + 64);
        var splice = new JsonSplice(json, output);
        foreach (var (start, end, with) in _edits)
        {
            if (with is null)
            {
                splice.Remove(start, end);
            }
            else
            {
                splice.Replace(start, end, Quoted(with));
            }
        }

        splice.End();
        return output.WrittenMemory;
    }

    private static byte[] Quoted(string text)
    {
        using var json = new JsonText();
        json.Writer.WriteStringValue(text);
        return json.Written.ToArray();
    }

    private readonly record struct Edit(int Start, int End, string? With);
}
