using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Facts;

/// <summary>
/// Numbers of a bill in whatever form a provider writes them. They are read with the reader at the value and leave it at the value's end;
/// what is not a number, and what cannot be meant, is null.
/// </summary>
internal static class Numbers
{
    /// <summary>Beyond it no count of one request can be meant, and sums and prices stay exact.</summary>
    private const long MostTokens = int.MaxValue;

    private const decimal MostUsd = 1_000_000m;
    private const decimal MostTicks = 1e16m;
    private const int MostLetters = 64;

    /// <summary>A count; one with a fraction counts as the next whole one.</summary>
    public static long? Count(ref Utf8JsonReader json) => JsonRead.Count(ref json) is <= MostTokens and var count ? count : null;

    /// <summary>An amount of USD.</summary>
    public static decimal? Amount(ref Utf8JsonReader json) => JsonRead.Amount(ref json) is < MostUsd and var amount ? amount : null;

    /// <summary>A number of ticks, of which a USD has more than an int can hold.</summary>
    public static decimal? Ticks(ref Utf8JsonReader json) => JsonRead.Amount(ref json) is < MostTicks and var ticks ? ticks : null;

    /// <summary>A short word; null for anything else.</summary>
    public static string? Word(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            JsonRead.Skip(ref json);
            return null;
        }

        // The words that nearly every reply has cost nothing. An escaped one may hold half a surrogate pair, which cannot be compared.
        return json.ValueIsEscaped ? json.ValueSpan.Length <= MostLetters ? JsonRead.Text(ref json) : null
            : json.ValueTextEquals("default"u8) ? "default"
            : json.ValueTextEquals("standard"u8) ? "standard"
            : json.ValueTextEquals("on_demand"u8) ? "on_demand"
            : json.ValueSpan.Length is > 0 and <= MostLetters ? JsonRead.Text(ref json)
            : null;
    }
}
