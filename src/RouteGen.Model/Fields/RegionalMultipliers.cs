using RouteGen.Model.Json;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Fields;

/// <summary>By what a total is multiplied in each region.</summary>
internal static class RegionalMultipliers
{
    /// <summary>Far above any uplift, and low enough that no bill leaves the range of decimal.</summary>
    public const int Highest = 10;

    public static readonly Form<EquatableArray<RegionalMultiplier>> Form = Forms.Create<EquatableArray<RegionalMultiplier>>(
        "a number above 0 and at most 10, with at most 4 fraction digits, for each region",
        """
        "type": "object", "additionalProperties": false, "patternProperties": { "^[a-z0-9]+(-[a-z0-9]+)*$":
        { "type": "number", "exclusiveMinimum": 0, "maximum": 10, "description": "The multiplier.", "examples": [1.1] } }
        """,
        static (reader, name) => Read(reader, name));

    private static EquatableArray<RegionalMultiplier> Read(ObjectReader price, string name)
    {
        var found = new List<RegionalMultiplier>();
        foreach (var region in price.Entries(name))
        {
            if (!Residency.IsRegion(region.Name))
            {
                price.Refuse(name, region.Key);
            }
            else if (region.Value is JsonNumber number && ExactDecimal.TryParse(number, out var factor) && IsMultiplier(factor))
            {
                found.Add(new RegionalMultiplier(region.Name, factor));
            }
            else if (region.Value is not JsonMissing)
            {
                price.Refuse(name, region.Value);
            }
        }

        return found.ToEquatableArray();
    }

    // Exactly, and not to nothing.
    private static bool IsMultiplier(decimal factor) => factor is > 0 and <= Highest && ExactDecimal.HasAtMostFractionDigits(factor, 4);
}
