using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RouteGen.Hosting;

/// <summary>
/// A section of the configuration, whose values are read by hand; what is not what it must be
/// becomes a problem that never repeats the value.
/// </summary>
internal readonly struct SettingsSection(IConfigurationSection section, List<string> problems)
{
    private static readonly (string Suffix, long Ticks)[] Units =
        [("ms", TimeSpan.TicksPerMillisecond),
            ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour)];

    public IEnumerable<(string Name, SettingsSection Section)> Entries(string key)
    {
        var found = problems;
        return section.GetSection(key).GetChildren().Select(child => (child.Key, new SettingsSection(child, found)));
    }

    public SettingsSection Part(string key) => new(section.GetSection(key), problems);

    /// <summary>Refuses keys that mean nothing here: a setting that is misspelt would be silently inert.</summary>
    public void Allow(params string[] keys)
    {
        foreach (var child in section.GetChildren())
        {
            if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add($"{child.Path} is not a setting; {KnownNames.Remedy(child.Key, keys)}");
            }
        }
    }

    public string? Text(string key) => section[key];

    public bool? Flag(string key) => Read<bool>(key, "true or false", static text => bool.TryParse(text, out var value) ? value : null);

    public int? Count(string key, int least) => Read(
        key,
        $"a whole number from {least} to 1000000",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= 1_000_000
            ? value
            : (int?)null);

    public decimal? Number(string key, string must) =>
        Read<decimal>(key, must, static text =>
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null);

    /// <summary>A duration as routes.json writes it, such as <c>30s</c>, or as .NET does, such as <c>00:00:30</c>.</summary>
    public TimeSpan? Duration(string key) =>
        Read(key, "a duration such as 30s, 800ms or 00:00:30, more than 0 and at most 24 hours", static text =>
            (TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var value) || TryParseWithUnit(text, out value))
            && value > TimeSpan.Zero && value <= TimeSpan.FromDays(1) ? value : (TimeSpan?)null);

    public ProviderAuth? Auth(string key) => Read(key, "apiKey, token or none", static text => text.ToLowerInvariant() switch
    {
        "apikey" => ProviderAuth.ApiKey,
        "token" => ProviderAuth.Token,
        "none" => ProviderAuth.None,
        _ => (ProviderAuth?)null,
    });

    /// <summary>Names as a list, or in one text with commas between them.</summary>
    public IEnumerable<string> Names(string key) =>
        section[key]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        ?? section.GetSection(key).GetChildren()
            .OrderBy(c => int.TryParse(c.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : int.MaxValue)
            .Select(c => c.Value?.Trim() ?? "");

    private T? Read<T>(string key, string must, Func<string, T?> parse)
        where T : struct
    {
        if (string.IsNullOrWhiteSpace(section[key]))
        {
            return null;
        }

        var value = parse(section[key]!.Trim());
        if (value is null)
        {
            problems.Add($"{section.Path}:{key} must be {must}");
        }

        return value;
    }

    private static bool TryParseWithUnit(string text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (suffix, ticks) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && decimal.TryParse(text.AsSpan(0, text.Length - suffix.Length),
                    NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count <= TimeSpan.TicksPerDay / ticks)
            {
                duration = TimeSpan.FromTicks((long)(count * ticks));
                return true;
            }
        }

        return false;
    }
}
