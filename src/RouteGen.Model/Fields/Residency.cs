using System.Globalization;
using System.Text.RegularExpressions;
using RouteGen.Model.Json;
using RouteGen.Model.Values;

namespace RouteGen.Model.Fields;

/// <summary>Where data is processed and for how long it is kept, as the table writes it.</summary>
internal static class Residency
{
    private static readonly Regex Region = new(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant);
    private static readonly Regex Retention = new(@"^[1-9][0-9]{0,3}d\z", RegexOptions.CultureInvariant);

    public static bool IsRegion(string text) => text.Length <= 64 && Region.IsMatch(text);

    /// <summary>The regions of a list; what is none is reported and omitted.</summary>
    public static EquatableArray<string> Regions(ObjectReader entry, string name)
    {
        var regions = new List<string>();
        foreach (var item in entry.Items(name))
        {
            if (item is JsonString { Value: var region } && IsRegion(region))
            {
                regions.Add(region);
            }
            else if (item is not JsonMissing)
            {
                entry.Refuse(name, item);
            }
        }

        return regions.ToEquatableArray();
    }

    /// <summary>Days for which data is kept: 0 for <c>none</c>; null where the entry does not say.</summary>
    public static int? Days(ObjectReader entry, string name) => entry.Text(name, IsRetention) switch
    {
        null => null,
        "none" => 0,
        var days => int.Parse(days.Substring(0, days.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture),
    };

    private static bool IsRetention(string text) => text == "none"
        || (Retention.IsMatch(text)
            && int.Parse(text.Substring(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture) <= 3650);
}
