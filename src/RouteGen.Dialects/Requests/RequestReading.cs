using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Requests;

/// <summary>
/// Reads the values of a request and notes what is of another kind than it must be. Each method is called with the reader at a value and
/// leaves it at that value's end; null is what is not there.
/// </summary>
internal sealed class RequestReading(ReadOnlyMemory<byte> body, List<RequestProblem> problems)
{
    private static readonly JsonReaderOptions Strictly = new() { MaxDepth = 64 };

    /// <summary>Reads a member of the body, with the reader at its value.</summary>
    public delegate void MemberReader(string name, ref Utf8JsonReader reader);

    public RequestPath Path { get; } = new();

    /// <summary>A body without the byte order mark that some clients send.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    /// <summary>Reads the members of the body, each once.</summary>
    /// <returns>Whether the body is a JSON object and was read to its end; if not, the problem is noted.</returns>
    public bool ReadBody(MemberReader read)
    {
        if (!Utf8.IsValid(body.Span))
        {
            problems.Add(new("The body is not UTF-8.", null, "invalid_json"));
            return false;
        }

        try
        {
            return ReadObject(read);
        }
        catch (JsonException e)
        {
            problems.Add(new($"The body is not whole JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.", null,
                "invalid_json"));
            return false;
        }
    }

    /// <summary>Notes that a member here is wrong.</summary>
    /// <param name="name">Its name; null for the value that is being read itself.</param>
    /// <param name="message">What is wrong, after the member's name.</param>
    /// <param name="code">OpenAI's word for it.</param>
    public void Refuse(string? name, string message, string? code = "invalid_type")
    {
        var path = Path.To(name);
        problems.Add(new($"'{path}' {message}", path, code));
    }

    /// <summary>Notes that a member is missing, unless it is there and was refused.</summary>
    public void Missing(string name)
    {
        var path = Path.To(name);
        if (!problems.Exists(problem => problem.Param == path))
        {
            Refuse(name, "is required.", "missing_required_parameter");
        }
    }

    public string? Text(ref Utf8JsonReader reader, string? name)
    {
        if (Is(ref reader, JsonTokenType.String, name, "a string"))
        {
            var text = JsonRead.Text(ref reader)!;
            return reader.ValueIsEscaped ? Whole(text) : text;
        }

        return null;
    }

    public bool? Flag(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return reader.TokenType == JsonTokenType.True;
        }

        RefuseUnlessNull(ref reader, name, "a boolean");
        return null;
    }

    public long? Integer(ref Utf8JsonReader reader, string? name, long least = long.MinValue, long most = long.MaxValue)
    {
        if (!Is(ref reader, JsonTokenType.Number, name, "an integer"))
        {
            return null;
        }

        // 20.0 and 2e1 are integers to a JSON Schema.
        if (!reader.TryGetInt64(out var number) && !(reader.TryGetDecimal(out var value) && decimal.IsInteger(value)
            && value is >= long.MinValue and <= long.MaxValue && (number = (long)value) == value))
        {
            Refuse(name, "must be an integer.");
            return null;
        }

        if (number < least || number > most)
        {
            Refuse(name, number < least ? $"must be at least {least}." : $"must be at most {most}.",
                number < least ? "integer_below_min_value" : "integer_above_max_value");
            return null;
        }

        return number;
    }

    public float? Number(ref Utf8JsonReader reader, string name)
    {
        if (!Is(ref reader, JsonTokenType.Number, name, "a number"))
        {
            return null;
        }

        var number = reader.GetDouble();
        if (!float.IsFinite((float)number))
        {
            Refuse(name, "is out of range.");
            return null;
        }

        return (float)number;
    }

    /// <summary>Goes into an object; false at null, and at what is not an object.</summary>
    public bool Object(ref Utf8JsonReader reader, string? name) => Is(ref reader, JsonTokenType.StartObject, name, "an object");

    /// <summary>Goes into an array; false at null, and at what is no array.</summary>
    public bool Array(ref Utf8JsonReader reader, string? name) => Is(ref reader, JsonTokenType.StartArray, name, "an array");

    /// <summary>An object as it stands, in memory of its own; null at null, and at what is not an object.</summary>
    public JsonElement? Element(ref Utf8JsonReader reader, string name) =>
        Is(ref reader, JsonTokenType.StartObject, name, "an object") ? JsonRead.Element(ref reader) : null;

    /// <summary>The bytes of any value.</summary>
    public ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        JsonRead.Skip(ref reader);
        return body[start..(int)reader.BytesConsumed];
    }

    public void RefuseUnlessNull(ref Utf8JsonReader reader, string? name, string kind)
    {
        if (reader.TokenType != JsonTokenType.Null)
        {
            Refuse(name, $"must be {kind}.");
            JsonRead.Skip(ref reader);
        }
    }

    /// <summary>The name of the member at which the reader is.</summary>
    public static string NameOf(ref Utf8JsonReader reader) => Whole(LenientText.Unescape(ref reader));

    // JavaScript writes half a character where it cuts text in the middle of one; no provider takes that.
    private static string Whole(string text)
    {
        var span = text.AsSpan();
        var first = span.IndexOfAnyInRange('\uD800', '\uDFFF');
        for (var i = first < 0 ? span.Length : first; i < span.Length; i++)
        {
            if (char.IsSurrogate(span[i]) && Rune.DecodeFromUtf16(span[i..], out _, out var length) == OperationStatus.Done)
            {
                i += length - 1;
            }
            else if (char.IsSurrogate(span[i]))
            {
                return Repaired(text);
            }
        }

        return text;
    }

    // Enumerated by runes, half a pair is the replacement character.
    private static string Repaired(string text)
    {
        var repaired = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            repaired.Append(rune.ToString());
        }

        return repaired.ToString();
    }

    private bool Is(ref Utf8JsonReader reader, JsonTokenType type, string? name, string kind)
    {
        if (reader.TokenType == type)
        {
            return true;
        }

        RefuseUnlessNull(ref reader, name, kind);
        return false;
    }

    private bool ReadObject(MemberReader read)
    {
        var reader = new Utf8JsonReader(body.Span, Strictly);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Add(new("The body must be a JSON object.", null, "invalid_type"));
            return false;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        while (JsonRead.Next(ref reader))
        {
            var name = NameOf(ref reader);
            reader.Read();
            if (!names.Add(name))
            {
                // Of two members one is checked, and a provider may take the other.
                Refuse(name, "is there twice.", "duplicate_parameter");
            }

            read(name, ref reader);
        }

        // What stands behind the object throws, too.
        reader.Read();
        return true;
    }
}
