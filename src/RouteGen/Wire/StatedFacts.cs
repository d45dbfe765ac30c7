using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>What a reply states for its bill beside its usage, gathered over all that came of it.</summary>
internal struct StatedFacts
{
    private string? _tier;
    private string? _speed;

    /// <summary>What the provider says it cost, in USD; of several statements the largest.</summary>
    public decimal? CostUsd { get; private set; }

    /// <summary>Where it was served, in the provider's word.</summary>
    public string? Place { get; private set; }

    /// <summary>What of the request was not sent, by name.</summary>
    public string? Dropped { get; private set; }

    /// <summary>What other models did for it.</summary>
    public IReadOnlyDictionary<string, UsageDetails>? Others { get; private set; }

    /// <summary>The service tier that served.</summary>
    public readonly StatedTier Tier => ServiceTierReading.Read(_tier, _speed);

    /// <summary>The facts in the properties of a reply.</summary>
    public static StatedFacts In(AdditionalPropertiesDictionary? properties)
    {
        var facts = default(StatedFacts);
        facts.Add(properties);
        return facts;
    }

    /// <summary>The same, and more that was not sent.</summary>
    public readonly StatedFacts WithDropped(string? names) => names is null
        ? this
        : this with { Dropped = Dropped is { } others ? $"{others}, {names}" : names };

    /// <summary>Adds what the properties of a reply or an update state. Later words win.</summary>
    public void Add(AdditionalPropertiesDictionary? properties)
    {
        if (properties is null)
        {
            return;
        }

        // In one walk: there are mostly one or two, and mostly none of these.
        foreach (var (key, value) in properties)
        {
            if (!key.StartsWith("RouteGen.", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (Is(key, WireFacts.CostUsdKey))
            {
                CostUsd = value is decimal stated && !(stated <= CostUsd) ? stated : CostUsd;
            }
            else if (Is(key, WireFacts.ServiceTierKey))
            {
                _tier = value as string ?? _tier;
            }
            else if (Is(key, WireFacts.SpeedKey))
            {
                _speed = value as string ?? _speed;
            }
            else if (Is(key, WireFacts.InferenceGeoKey))
            {
                Place = value as string ?? Place;
            }
            else if (Is(key, WireFacts.DroppedKey))
            {
                Dropped = value as string ?? Dropped;
            }
            else if (Is(key, WireFacts.OtherUsageKey))
            {
                Others = value as IReadOnlyDictionary<string, UsageDetails> ?? Others;
            }
        }
    }

    private static bool Is(string name, string key) => name.Length == key.Length && name.Equals(key, StringComparison.OrdinalIgnoreCase);
}
