using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RouteGen.Dialects.Json;

/// <summary>
/// Reads values in whatever form they come. Each method is called with the reader at a value and leaves it at that value's end; a value
/// of another kind is passed over and reads as nothing. Only text that is no JSON throws, as a <see cref="JsonException"/>.
/// </summary>
internal static class JsonRead
{
    private static readonly JsonReaderOptions Options = new() { AllowTrailingCommas = true, MaxDepth = 256 };

    /// <summary>A reader at the first value of a text, after the byte order mark that some servers send.</summary>
    /// <exception cref="JsonException">The text is empty, or does not begin a JSON value.</exception>
    public static Utf8JsonReader Start(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json.StartsWith("\uFEFF"u8) ? json[3..] : json, Options);
        return reader.Read() ? reader : throw new JsonException("The text is empty.");
    }

    /// <summary>Goes into an object; false at any other value, which is passed over.</summary>
    public static bool Enter(ref Utf8JsonReader reader) => IsAt(ref reader, JsonTokenType.StartObject);

    /// <summary>Goes into an array; false at any other value, which is passed over.</summary>
    public static bool EnterArray(ref Utf8JsonReader reader) => IsAt(ref reader, JsonTokenType.StartArray);

    /// <summary>
    /// Moves to the next property name of the object that was entered; false at the object's end. Names with escaped surrogates are
    /// nobody's, and cannot be compared where half of a pair is missing: they are passed over.
    /// </summary>
    public static bool Next(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueIsEscaped || !LenientText.HasSurrogates(reader.ValueSpan))
            {
                return true;
            }

            Skip(ref reader);
        }

        return false;
    }

    /// <summary>Moves to the next item of the array that was entered; false at the array's end.</summary>
    public static bool NextItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Passes over a value, or over a property name and its value.</summary>
    public static void Skip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
        }
    }

    /// <summary>A string, or a number as it is written; null for anything else.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.ValueIsEscaped ? LenientText.Unescape(ref reader) : Encoding.UTF8.GetString(reader.ValueSpan);
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                Skip(ref reader);
                return null;
        }
    }

    /// <summary>
    /// A count, which servers also write as a float or as a string: rounded up. Null for what is none: negative, not a
    /// number, or beyond what 64 bits hold.
    /// </summary>
    public static long? Count(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var whole))
        {
            return whole >= 0 ? whole : null;
        }

        return Number(ref reader) is >= 0 and <= long.MaxValue / 2 and var number ? (long)Math.Ceiling(number) : null;
    }

    /// <summary>A number, which may be written as a string; null for anything else and for what is not finite.</summary>
    public static double? Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            Skip(ref reader);
            return null;
        }

        var text = reader.ValueSpan;
        return Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length && double.IsFinite(number) ? number : null;
    }

    /// <summary>An amount of money, which may be written as a string or with an exponent; null for anything else and below 0.</summary>
    public static decimal? Amount(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            Skip(ref reader);
            return null;
        }

        return decimal.TryParse(
            reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            && amount >= 0
            ? amount
            : null;
    }

    /// <summary>A truth value, which may be written as a string; null for anything else.</summary>
    public static bool? Flag(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                var text = reader.ValueSpan;
                return Ascii.EqualsIgnoreCase(text, "true"u8) ? true : Ascii.EqualsIgnoreCase(text, "false"u8) ? false : null;
            default:
                Skip(ref reader);
                return null;
        }
    }

    /// <summary>A value as it stands, in memory of its own.</summary>
    public static JsonElement Element(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    /// <summary>
    /// The bytes of a value as they stand in <paramref name="text"/>, over which the reader was made by <see cref="Start"/>.
    /// </summary>
    public static ReadOnlySpan<byte> Slice(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var mark = text.StartsWith("\uFEFF"u8) ? 3 : 0;
        var start = mark + (int)reader.TokenStartIndex;
        Skip(ref reader);
        return text[start..(mark + (int)reader.BytesConsumed)];
    }

    private static bool IsAt(ref Utf8JsonReader reader, JsonTokenType start)
    {
        if (reader.TokenType == start)
        {
            return true;
        }

        Skip(ref reader);
        return false;
    }
}
