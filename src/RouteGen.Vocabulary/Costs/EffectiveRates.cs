#nullable enable
namespace RouteGen.Costs;

/// <summary>
/// The rates that hold for one request: the first that is stated, of the service tier's crossed tier, the service
/// tier, the sheet's crossed tier and the sheet.
/// </summary>
internal readonly struct EffectiveRates
{
    private readonly PriceSheet _first;
    private readonly PriceSheet _second;
    private readonly PriceSheet _third;
    private readonly PriceSheet _last;

    private EffectiveRates(PriceSheet prices, PriceSheet? tier, PriceSheet? service, PriceSheet? serviceTier)
    {
        // Where there is no such sheet the next one is asked twice, which changes nothing.
        _last = prices;
        _third = tier ?? _last;
        _second = service ?? _third;
        _first = serviceTier ?? _second;
    }

    public decimal? Input => _first.Input ?? _second.Input ?? _third.Input ?? _last.Input;

    public decimal? CachedInput => _first.CachedInput ?? _second.CachedInput ?? _third.CachedInput ?? _last.CachedInput;

    public decimal? CacheWrite => _first.CacheWrite ?? _second.CacheWrite ?? _third.CacheWrite ?? _last.CacheWrite;

    public decimal? CacheWrite1h => _first.CacheWrite1h ?? _second.CacheWrite1h ?? _third.CacheWrite1h ?? _last.CacheWrite1h;

    public decimal? AudioInput => _first.AudioInput ?? _second.AudioInput ?? _third.AudioInput ?? _last.AudioInput;

    public decimal? ImageInput => _first.ImageInput ?? _second.ImageInput ?? _third.ImageInput ?? _last.ImageInput ?? Input;

    public decimal? Output => _first.Output ?? _second.Output ?? _third.Output ?? _last.Output;

    public decimal? Reasoning => _first.Reasoning ?? _second.Reasoning ?? _third.Reasoning ?? _last.Reasoning ?? Output;

    public decimal? AudioOutput => _first.AudioOutput ?? _second.AudioOutput ?? _third.AudioOutput ?? _last.AudioOutput;

    public decimal? ImageOutput => _first.ImageOutput ?? _second.ImageOutput ?? _third.ImageOutput ?? _last.ImageOutput;

    public decimal? UsdPerImage => _first.UsdPerImage ?? _second.UsdPerImage ?? _third.UsdPerImage ?? _last.UsdPerImage;

    public decimal? UsdPerWebSearch => _first.UsdPerWebSearch ?? _second.UsdPerWebSearch ?? _third.UsdPerWebSearch ?? _last.UsdPerWebSearch;

    /// <summary>A fee that no sheet states is none.</summary>
    public decimal UsdPerRequest => _first.UsdPerRequest ?? _second.UsdPerRequest ?? _third.UsdPerRequest ?? _last.UsdPerRequest ?? 0m;

    /// <summary>The rates of one tier of a sheet and one of its service tier, or of none.</summary>
    public static EffectiveRates Resolve(PriceSheet prices, PriceTier? tier, PriceSheet? service, PriceTier? serviceTier) =>
        new(prices, tier?.Rates, service, serviceTier?.Rates);

    /// <summary>The rates of a request with so much input: those of the highest tiers that it crosses.</summary>
    public static EffectiveRates Resolve(PriceSheet prices, ServiceTier tier, long input)
    {
        var service = prices.ForServiceTier(tier);
        return Resolve(prices, PriceTier.Crossed(prices.Tier, input), service, PriceTier.Crossed(service?.Tier, input));
    }
}
