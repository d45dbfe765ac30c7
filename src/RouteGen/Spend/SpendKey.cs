using System.Globalization;

namespace RouteGen.Spend;

/// <summary>What spend is grouped or chosen by: a dimension, and for a tag its name.</summary>
public readonly record struct SpendKey
{
    private SpendKey(SpendDimension dimension, string? tag) => (Dimension, Tag) = (dimension, tag);

    /// <summary>The dimension.</summary>
    public SpendDimension Dimension { get; }

    /// <summary>The tag's name; null for every other dimension.</summary>
    public string? Tag { get; }

    /// <summary>What stands at the head of a column: the dimension's name, such as <c>tenant</c>, or <c>tag:team</c>.</summary>
    public string Name => Dimension == SpendDimension.Tag ? "tag:" + Tag : Dimension.ToString().ToLowerInvariant();

    /// <summary>A dimension that needs no more than its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is a tag, which needs a name, or none at all.</exception>
    public static SpendKey FromDimension(SpendDimension dimension) => dimension != SpendDimension.Tag && Enum.IsDefined(dimension)
        ? new(dimension, null)
        : throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "Use SpendKey.FromTag to group by a tag.");

    /// <summary>The caller's values of one tag.</summary>
    public static SpendKey FromTag(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return new(SpendDimension.Tag, tag);
    }

    /// <summary>A dimension by itself.</summary>
    public static implicit operator SpendKey(SpendDimension dimension) => FromDimension(dimension);

    /// <summary>Reads a <see cref="Name"/>, in any letter case.</summary>
    public static bool TryParse(string? name, out SpendKey key)
    {
        key = default;
        if (name is ['t' or 'T', 'a' or 'A', 'g' or 'G', ':', _, ..])
        {
            key = FromTag(name[4..]);
        }
        else if (name is { Length: > 0 } && char.IsAsciiLetter(name[0])
            && Enum.TryParse(name, ignoreCase: true, out SpendDimension dimension) && dimension != SpendDimension.Tag)
        {
            key = FromDimension(dimension);
        }

        return key.Dimension != 0;
    }

    /// <summary>The line's value, times in UTC; null where it has none.</summary>
    public string? GetValue(SpendLine line) => GetValue(line, TimeZoneInfo.Utc);

    /// <summary>The line's value; null where it has none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="zone">The time zone of hours, days and months.</param>
    public string? GetValue(SpendLine line, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(zone);
        return Dimension switch
        {
            SpendDimension.User => line.Caller.User,
            SpendDimension.Agent => line.Caller.Agent,
            SpendDimension.Tenant => line.Caller.Tenant,
            SpendDimension.Tag => line.Caller.Tags?.GetValueOrDefault(Tag!),
            SpendDimension.Operation => line.Caller.OperationId,
            SpendDimension.Key => line.Caller.Key,
            SpendDimension.Bucket => line.CostBucket,
            SpendDimension.Table => line.Table,
            SpendDimension.Route => line.Route,
            SpendDimension.Target => line.Target,
            SpendDimension.Provider => line.Provider,
            SpendDimension.Model => line.Model,
            SpendDimension.Outcome => SpendLineCsv.Camel(line.Outcome),
            SpendDimension.Arm => line.Arm,
            SpendDimension.Price => line.PriceId,
            SpendDimension.Tier => line.ServiceTier is { } tier ? SpendLineCsv.Camel(tier) : null,
            SpendDimension.Hour => In(zone, line, "yyyy-MM-dd'T'HH"),
            SpendDimension.Day => In(zone, line, "yyyy-MM-dd"),
            SpendDimension.Month => In(zone, line, "yyyy-MM"),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string In(TimeZoneInfo zone, SpendLine line, string format) =>
        TimeZoneInfo.ConvertTime(line.StartedAt, zone).ToString(format, CultureInfo.InvariantCulture);
}
