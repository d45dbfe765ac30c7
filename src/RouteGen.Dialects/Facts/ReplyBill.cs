using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Dialects.Facts;

/// <summary>
/// What one reply states for its bill, whole or event by event: counts, costs, tier, speed, place. It is filled by
/// <see cref="ReadUsage"/> and <see cref="TryReadMember"/>, and handed on by <see cref="TakeUsage"/> and <see cref="TakeFacts"/>, which
/// have something only where something new was stated. Counts are handed on as totals so far.
/// </summary>
/// <remarks>A mutable value that lives in a dialect's reader: a reply without rare facts costs no object but its usage.</remarks>
internal partial struct ReplyBill
{
    private RawCounts _counts;
    private ModelCounts _models;
    private StatedCost _cost;
    private string? _tier;
    private string? _speed;
    private string? _place;
    private bool _hasUsage;
    private bool _hasFacts;

    /// <summary>Whether a usage was stated that has not been taken.</summary>
    public readonly bool HasUsage => _hasUsage;

    /// <summary>
    /// The usage that was stated, as far as it is known by now; null where nothing new was stated since it was last taken.
    /// </summary>
    public UsageDetails? TakeUsage()
    {
        if (!_hasUsage)
        {
            return null;
        }

        _hasUsage = false;
        var counts = _counts;
        _models.PutInto(ref counts);
        return Settled.Usage(counts);
    }

    /// <summary>Puts what else was stated into <paramref name="properties"/>, under the keys of <see cref="WireFacts"/>.</summary>
    public void TakeFacts(ref AdditionalPropertiesDictionary? properties)
    {
        if (!_hasFacts)
        {
            return;
        }

        _hasFacts = false;
        if (_cost.Usd() is { } usd)
        {
            (properties ??= [])[WireFacts.CostUsdKey] = usd;
        }

        Put(ref properties, WireFacts.ServiceTierKey, _tier);
        Put(ref properties, WireFacts.SpeedKey, _speed);
        Put(ref properties, WireFacts.InferenceGeoKey, _place);
        Put(ref properties, WireFacts.OtherUsageKey, _models.Others);
    }

    private static void Put(ref AdditionalPropertiesDictionary? properties, string key, object? value)
    {
        if (value is not null)
        {
            (properties ??= [])[key] = value;
        }
    }
}
