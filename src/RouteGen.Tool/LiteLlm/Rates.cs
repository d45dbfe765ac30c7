using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RouteGen.Tool.LiteLlm;

/// <summary>A rate of the map, as RouteGen names it.</summary>
/// <param name="Kind">The property of a price.</param>
/// <param name="Service">The service tier; null for the standard one.</param>
/// <param name="Above">The threshold in tokens of the tier; null for the base.</param>
internal readonly record struct RatePlace(string Kind, string? Service, int? Above);

/// <summary>Reads the rates of the map: USD per token, by names that say kind, threshold and service tier.</summary>
internal static partial class Rates
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["input_cost_per_token"] = "input",
        ["cache_read_input_token_cost"] = "cachedInput",
        ["input_cost_per_token_cache_hit"] = "cachedInput",
        ["cache_creation_input_token_cost"] = "cacheWrite",
        ["cache_creation_input_token_cost_above_1hr"] = "cacheWrite1h",
        ["input_cost_per_audio_token"] = "audioInput",
        ["input_cost_per_image_token"] = "imageInput",
        ["output_cost_per_token"] = "output",
        ["output_cost_per_reasoning_token"] = "reasoning",
        ["output_cost_per_audio_token"] = "audioOutput",
        ["output_cost_per_image_token"] = "imageOutput",
        ["output_cost_per_image"] = "usdPerImage",
        ["input_cost_per_request"] = "usdPerRequest",
    };

    private static readonly Dictionary<string, string> Services =
        new(StringComparer.Ordinal) { ["_priority"] = "priority", ["_flex"] = "flex", ["_batches"] = "batch" };

    /// <summary>Whether a property of an entry is a price at all.</summary>
    public static bool IsPrice(string property) => property.Contains("cost", StringComparison.Ordinal) || property == "tiered_pricing";

    /// <summary>Where a property of the map belongs; null where RouteGen has no such rate.</summary>
    public static RatePlace? PlaceOf(string property)
    {
        var match = Property().Match(property);
        if (!Kinds.TryGetValue(match.Groups["kind"].Value, out var kind))
        {
            return null;
        }

        var service = Services.GetValueOrDefault(match.Groups["service"].Value);
        return !match.Groups["above"].Success ? new RatePlace(kind, service, null)
            : int.TryParse(match.Groups["above"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var thousands)
                && thousands is > 0 and <= int.MaxValue / 1000 ? new RatePlace(kind, service, thousands * 1000) : null;
    }

    /// <summary>
    /// A number as USD per million tokens, or per piece, without the noise that binary floating point
    /// left in the map (1.5000000000000002e-07).
    /// </summary>
    /// <returns>The rate, or why it cannot be stated.</returns>
    public static (decimal? Rate, string? Reason) Read(JsonElement value, string kind)
    {
        if (value.ValueKind != JsonValueKind.Number
            || !decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return (null, "is not a number");
        }

        var isPiece = kind.StartsWith("usd", StringComparison.Ordinal);
        var rate = number < 1_000_000 ? isPiece ? number : number * 1_000_000 : decimal.MaxValue;
        var rounded = rate < 1_000_001 ? Math.Round(rate, isPiece ? 12 : 6) : rate;
        return rate is < 0 or > 1_000_000 ? (null, $"is {Plain(rate)} USD{(isPiece ? "" : " per million tokens")}, which no table accepts")
            : Math.Abs(rate - rounded) > rounded * 1e-9m ? (null, "is finer than a ledger counts")
            : (rounded, null);
    }

    public static string Plain(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<kind>.*?)(_above_(?<above>[0-9]+)k_tokens)?(?<service>_priority|_flex|_batches)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Property();
}
