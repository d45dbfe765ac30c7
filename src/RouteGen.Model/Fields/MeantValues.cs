using System.Globalization;
using System.Text.RegularExpressions;
using RouteGen.Model.Json;

namespace RouteGen.Model.Fields;

/// <summary>What a value of a wrong form was probably meant to be, as JSON; null where that is not known.</summary>
internal static class MeantValues
{
    private static readonly Regex Period = new(
        @"^\s*([0-9]+(?:\.[0-9]+)?)\s*(milliseconds?|millis|msecs?|ms|seconds?|secs?|sec|s|minutes?|mins?|min|m|hours?|hrs?|hr|h)?\.?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Parts = new(
        @"^\s*\+?(?:P(?:([0-9]+)D)?(?:T(?=[0-9]))?)?(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:[.,][0-9]+)?)S)?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Amount = new(
        @"^\s*(?:USD|US\$|\$)?\s*([0-9][0-9_]*(?:[.,][0-9]+)*)\s*(k|m|%)?\s*(?:USD|\$|tokens?)?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["functioncalling"] = "tools",
        ["functions"] = "tools",
        ["toolcalling"] = "tools",
        ["tooluse"] = "tools",
        ["structuredoutput"] = "jsonSchema",
        ["structuredoutputs"] = "jsonSchema",
        ["json"] = "jsonSchema",
        ["images"] = "vision",
        ["image"] = "vision",
        ["stream"] = "streaming",
        ["thinking"] = "reasoning",
        ["pdf"] = "files",
        ["fallback"] = "next",
        ["continue"] = "next",
        ["skip"] = "next",
        ["fail"] = "stop",
        ["throw"] = "stop",
        ["abort"] = "stop",
        ["roundrobin"] = "weighted",
        ["loadbalance"] = "weighted",
        ["loadbalanced"] = "weighted",
        ["loadbalancing"] = "weighted",
        ["simpleshuffle"] = "weighted",
        ["sequential"] = "ordered",
        ["failover"] = "ordered",
        ["default"] = "standard",
        ["auto"] = "standard",
        ["ptu"] = "provisioned",
        ["reserved"] = "provisioned",
        ["dedicated"] = "provisioned",
        ["payasyougo"] = "usage",
        ["ondemand"] = "usage",
        ["bearer"] = "apiKey",
        ["managedidentity"] = "token",
        ["entra"] = "token",
        ["entraid"] = "token",
        ["azuread"] = "token",
        ["weights"] = "weighted",
        ["cost"] = "cheapest",
        ["costbasedrouting"] = "cheapest",
        ["lowestcost"] = "cheapest",
        ["fallbackchain"] = "ordered",
        ["priority"] = "ordered",
        ["completion"] = "chat",
        ["embed"] = "embedding",
        ["embeddings"] = "embedding",
        ["private"] = "internal",
        ["daily"] = "day",
        ["hourly"] = "hour",
        ["weekly"] = "week",
        ["monthly"] = "month",
        ["minimal"] = "low",
        ["xhigh"] = "extraHigh",
        ["max"] = "extraHigh",
        ["apikeys"] = "apiKey",
        ["completions"] = "chatCompletions",
    };

    /// <summary>What a word means where its first meaning is none of the words that can stand there.</summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal) { ["fallback"] = "ordered" };

    public static string? Duration(JsonNode node) => Duration(node, 4);

    /// <summary>A wait, which is short, so that a number of three digits is of milliseconds already.</summary>
    public static string? Wait(JsonNode node) => Duration(node, 3);

    /// <param name="node">The value.</param>
    /// <param name="digits">From how many digits on a number without a unit is one of milliseconds.</param>
    private static string? Duration(JsonNode node, int digits)
    {
        var text = node switch
        {
            JsonNumber number => number.Source.Text.Substring(number.Start, number.Length),
            JsonString { Value: var value } => value,
            _ => null,
        };
        if (text is null)
        {
            return null;
        }

        var period = Period.Match(text);
        var unit = period.Groups[2].Value.ToLowerInvariant();
        var meant = period.Success
            ? period.Groups[1].Value + (unit.StartsWith("ms", StringComparison.Ordinal) || unit.StartsWith("mil", StringComparison.Ordinal)
                ? "ms" : unit.Length == 0 ? UnitFor(period.Groups[1].Value, digits) : unit.Substring(0, 1))
            : Sum(text) is { } seconds ? seconds.ToString("0.######", CultureInfo.InvariantCulture) + "s"

            // With one colon it may be hours and minutes, or minutes and seconds.
            : text.IndexOf(':') is > 0 and var colon && colon != text.LastIndexOf(':')
                && TimeSpan.TryParseExact(text, ["c", "g"], CultureInfo.InvariantCulture, out var time)
                ? ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s"
            : null;
        return meant is not null && Durations.TryParse(meant, out _) ? Quoted(meant) : null;
    }

    /// <summary>Nobody waits for a thousand seconds, and many write milliseconds.</summary>
    private static string UnitFor(string number, int digits) => number.Length >= digits && number.IndexOf('.') < 0 ? "ms" : "s";

    /// <summary>The seconds of PT1M30S, 1m30s, 1d and the like; null for what is none of these.</summary>
    private static decimal? Sum(string text)
    {
        var days = Regex.Match(text, "^\\s*([0-9]+)\\s*(?:d|days?)\\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        var parts = Parts.Match(text);
        if (days.Success)
        {
            return Seconds(days.Groups[1], 86_400);
        }

        var sum = Seconds(parts.Groups[1], 86_400) + Seconds(parts.Groups[2], 3_600) + Seconds(parts.Groups[3], 60)
            + Seconds(parts.Groups[4], 1);
        return sum > 0 ? sum : null;

        static decimal Seconds(Group part, int seconds) =>
            part.Success && part.Length <= 9
                ? decimal.Parse(part.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * seconds : 0;
    }

    /// <summary>The length of a sliding window.</summary>
    public static string? Window(JsonNode node)
    {
        var text = node is JsonNumber number ? number.Text + "s" : node is JsonString { Value: var value } ? value : "";
        if (Duration(node) is not { } duration || node is JsonNumber)
        {
            duration = Sum(text) is { } seconds ? Quoted(seconds.ToString("0", CultureInfo.InvariantCulture) + "s") : "";
        }

        var meant = Regex.Replace(text.Trim().ToLowerInvariant(), "^([0-9]+) *d(ays?)?$", "$1d", RegexOptions.CultureInvariant);
        return Durations.TryParseWindow(meant, out _) ? Quoted(meant)
            : duration.Length > 2 && Durations.TryParseWindow(duration.Trim('"'), out _) ? duration : null;
    }

    /// <summary>A day that is written in another order, or with a time behind it.</summary>
    public static string? Day(JsonNode node)
    {
        string[] forms = ["d.M.yyyy", "yyyy/M/d", "yyyyMMdd", "yyyy-M-d", "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy"];
        var text = node is JsonString { Value: var value } ? Regex.Replace(value.Trim(), "[T ][0-9]{2}:[0-9:.]+(Z|[+-][0-9:]+)?$", "") : "";
        return DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Quoted(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>A price per token, as LiteLLM and OpenRouter state it; otherwise what any number may be meant to be.</summary>
    public static Func<JsonNode, string?> Rate(Func<JsonNode, string?> number) => node =>
    {
        var text = node is JsonNumber stated ? stated.Text : node is JsonString { Value: var value } ? value.Trim() : "";
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var usd) && usd is > 0 and < 0.001m
            ? (usd * 1_000_000).ToString("0.######", CultureInfo.InvariantCulture)
            : number(node);
    };

    /// <summary>The name in a reference to a connection string.</summary>
    public static string? Connection(JsonNode node)
    {
        var text = node is JsonString { Value: var value } ? value : "";
        var meant = Regex.Replace(text, "^ConnectionStrings(:|__)", "", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase).Trim();
        return meant != text && Variables.IsConnection(meant) ? Quoted(meant) : null;
    }

    /// <summary>A number that stands in quotes, or with a unit.</summary>
    public static Func<JsonNode, string?> Number(Func<decimal, bool> isGood) => node =>
    {
        if (node is not JsonString { Value: var text } || Amount.Match(text) is not { Success: true } match)
        {
            return null;
        }

        var digits = match.Groups[1].Value.Replace("_", "");

        // A comma before three digits separates thousands.
        digits = Regex.IsMatch(digits, "^[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?$", RegexOptions.CultureInvariant)
            ? digits.Replace(",", "") : digits.Replace(',', '.');
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1_000_000_000)
        {
            return null;
        }

        value *= match.Groups[2].Value.ToLowerInvariant() switch { "k" => 1000m, "m" => 1_000_000m, "%" => 0.01m, _ => 1m };
        return isGood(value) ? value.ToString("0.############", CultureInfo.InvariantCulture) : null;
    };

    public static string? Flag(JsonNode node) => node switch
    {
        JsonString { Value: var text } when Plain(text) is "true" or "yes" or "on" or "1" => "true",
        JsonString { Value: var text } when Plain(text) is "false" or "no" or "off" or "0" => "false",
        JsonNumber number => number.Source.Text.Substring(number.Start, number.Length) switch { "1" => "true", "0" => "false", _ => null },
        _ => null,
    };

    /// <summary>One of the words that a person would know it by.</summary>
    public static Func<JsonNode, string?> Word(IReadOnlyCollection<string> words) => node =>
    {
        if (node is not JsonString { Value: var text })
        {
            return null;
        }

        var plain = Plain(text);
        var meant = words.FirstOrDefault(word => Plain(word) == plain)
            ?? (Synonyms.TryGetValue(plain, out var synonym) && words.Contains(synonym) ? synonym
                : Others.TryGetValue(plain, out var other) && words.Contains(other) ? other : null)
            ?? Problems.Suggestion.Nearest(text, words);
        return meant is null ? null : Quoted(meant);
    };

    /// <summary>A list of the one text that stands there without brackets.</summary>
    public static string? List(JsonNode node) =>
        node is JsonString text && !string.IsNullOrWhiteSpace(text.Value) && Problems.SecretForms.Hide(text.Value) == text.Value
            ? $"[{string.Join(", ", text.Source.Text.Substring(text.Start, text.Length).Trim('"').Split(',')
                .Select(static part => part.Trim()).Where(static part => part.Length > 0).Select(Quoted))}]"
            : null;

    public static string? Region(JsonNode node) =>
        node is JsonString { Value: var text } && Joined(text) is { Length: > 0 } meant && Residency.IsRegion(meant) ? Quoted(meant) : null;

    public static string? Retention(JsonNode node) => node switch
    {
        JsonNumber number when number.Source.Text.Substring(number.Start, number.Length) is var text
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) => days switch
            {
                0 => Quoted("none"),
                <= 3650 => Quoted(days.ToString(CultureInfo.InvariantCulture) + "d"),
                _ => null,
            },
        JsonString { Value: var text } when Plain(text) is "zero" or "0" or "0d" or "zdr" or "no" => Quoted("none"),
        JsonString { Value: var text } when Regex.Match(text, "^ *([1-9][0-9]{0,2}) *(days?)?$") is { Success: true } days =>
            Quoted(days.Groups[1].Value + "d"),
        _ => null,
    };

    /// <summary>An address without what it must not have, or with the scheme that it lacks.</summary>
    public static string? Address(JsonNode node)
    {
        if (node is not JsonString { Value: var text } || text.IndexOf('@') >= 0)
        {
            return null;
        }

        // The variable of an address stands in a property of its own.
        if (SecretNames.VariableIn(text) is not null)
        {
            return null;
        }

        var end = text.IndexOfAny(['?', '#']);
        var meant = (end < 0 ? text : text.Substring(0, end)).Trim();
        meant = Regex.Replace(meant, "^(https?)(?::/?|:?//)(?=[^/])", static match => match.Groups[1].Value.ToLowerInvariant() + "://",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        var hasScheme = meant.IndexOf("://", StringComparison.Ordinal) >= 0;
        meant = !hasScheme && Regex.IsMatch(meant, "^(localhost|127\\.0\\.0\\.1)(:|/|$)") ? "http://" + meant
            : !hasScheme && meant.IndexOf('.') > 0 ? "https://" + meant : meant;
        return meant != text && Addresses.IsAddress(meant) && Problems.SecretForms.Hide(meant) == meant ? Quoted(meant) : null;
    }

    /// <summary>The name of a variable that is written as something else's reference to it.</summary>
    public static string? Variable(JsonNode node)
    {
        if (node is not JsonString { Value: var text } || Variables.LooksLikeKey(text) || Problems.SecretForms.Hide(text) != text)
        {
            return null;
        }

        var meant = SecretNames.VariableIn(text) ?? Regex.Replace(text.Trim(), "[- .]", "_").ToUpperInvariant();
        return meant != text && meant.Length <= 60 && Variables.IsGood(meant) ? Quoted(meant) : null;
    }

    private static string Joined(string text) => Regex.Replace(text.Trim().ToLowerInvariant(), "[ _.]+", "-");

    private static string Plain(string text) => ForeignNames.Plain(text);

    private static string Quoted(string text) => $"\"{text}\"";
}
