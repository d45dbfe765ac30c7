using System.Globalization;
using System.Text.Json;

namespace RouteGen.Dialects.Facts;

/// <summary>
/// Numbers of a bill in whatever form a provider writes them. They are read with the reader at the value and leave it at the value's end;
/// what is no number is null.
/// </summary>
internal static class Numbers
{
    /// <summary>Beyond it no count of one request can be meant, and sums and prices stay exact.</summary>
    private const long Most = int.MaxValue;

    private const decimal MostUsd = 1_000_000m;
    private const int MostDigits = 64;

    /// <summary>
    /// A count: a number, also with a fraction (which counts as one more), with an exponent or as text. Null for one that is negative or
    /// beyond any request.
    /// </summary>
    public static long? Count(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var whole))
        {
            return whole is >= 0 and <= Most ? whole : null;
        }

        Span<byte> buffer = stackalloc byte[MostDigits];
        return Digits(ref json, buffer) is > 0 and var digits
            && double.TryParse(buffer[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= Most
                ? (long)Math.Ceiling(number)
                : null;
    }

    /// <summary>An amount of USD: a number or a text. Null for one that is negative or beyond any request.</summary>
    public static decimal? Amount(ref Utf8JsonReader json)
    {
        Span<byte> buffer = stackalloc byte[MostDigits];
        return Digits(ref json, buffer) is > 0 and var digits
            && decimal.TryParse(buffer[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount is >= 0 and < MostUsd
                ? amount
                : null;
    }

    /// <summary>A number of ticks, which may be beyond any count of tokens; null for one that is negative or none.</summary>
    public static decimal? Ticks(ref Utf8JsonReader json)
    {
        Span<byte> buffer = stackalloc byte[MostDigits];
        return Digits(ref json, buffer) is > 0 and var digits
            && decimal.TryParse(buffer[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var ticks) && ticks is >= 0 and < 1e20m
                ? ticks
                : null;
    }

    /// <summary>Yes or no, also as text or as 1 and 0; null for anything else.</summary>
    public static bool? Flag(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number:
                return json.TryGetInt64(out var number) ? number switch { 1 => true, 0 => false, _ => null } : null;
            case JsonTokenType.String:
                return json.ValueTextEquals("true"u8) || json.ValueTextEquals("True"u8) ? true
                    : json.ValueTextEquals("false"u8) || json.ValueTextEquals("False"u8) ? false
                    : null;
            default:
                json.Skip();
                return null;
        }
    }

    /// <summary>A short word; null for anything else.</summary>
    public static string? Word(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return null;
        }

        // The words that nearly every reply has cost nothing.
        return json.ValueTextEquals("default"u8) ? "default"
            : json.ValueTextEquals("standard"u8) ? "standard"
            : json.ValueTextEquals("on_demand"u8) ? "on_demand"
            : json.ValueSpan.Length is > 0 and <= MostDigits ? Text(ref json)
            : null;
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no text.
            return null;
        }
    }

    /// <summary>Copies what stands for a number, as it is written.</summary>
    /// <returns>How long it is; 0 for a value of another kind.</returns>
    private static int Digits(ref Utf8JsonReader json, scoped Span<byte> buffer)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number when json.ValueSpan.Length <= buffer.Length:
            case JsonTokenType.String when json.ValueSpan.Length <= buffer.Length && !json.ValueIsEscaped:
                var digits = json.ValueSpan.Trim((byte)' ');
                digits.CopyTo(buffer);
                return digits.Length;
            default:
                json.Skip();
                return 0;
        }
    }
}
