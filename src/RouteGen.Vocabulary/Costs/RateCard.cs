#nullable enable
namespace RouteGen.Costs;

/// <summary>
/// The rates that hold for requests of one size at one service tier, worked out once as whole numbers of one power of ten. What it computes
/// is what <see cref="CostCalculator"/> computes in decimal, to the scale; what could leave the range of a long it leaves to that.
/// </summary>
internal sealed class RateCard
{
    private const int Unknown = -1;
    private const int Kinds = 13;
    private const int FirstPiece = 10;

    private readonly PriceSheet _prices;
    private readonly PriceTier? _tier;
    private readonly PriceSheet? _service;
    private readonly PriceTier? _serviceTier;

    /// <summary>Of requests that have nothing but input and output; default where one of the two has no rate.</summary>
    private readonly WholeRates _plain;

    /// <summary>Of each kind, in the order in which they are added; null where they do not fit.</summary>
    private readonly long[]? _rates;
    private readonly byte[] _scales = new byte[Kinds];
    private readonly byte _scale;
    private readonly long _most;

    public RateCard(PriceSheet prices, PriceTier? tier, PriceSheet? service, PriceTier? serviceTier)
    {
        (_prices, _tier, _service, _serviceTier) = (prices, tier, service, serviceTier);
        var rates = EffectiveRates.Resolve(prices, tier, service, serviceTier);
        if (rates.Input is { } input && rates.Output is { } output)
        {
            _plain = WholeRates.Create(input, output, rates.UsdPerRequest == 0m ? null : rates.UsdPerRequest);
        }

        decimal?[] all =
        [
            rates.Input, rates.Output, rates.CachedInput, rates.CacheWrite, rates.CacheWrite1h, rates.AudioInput, rates.ImageInput,
            rates.Reasoning, rates.AudioOutput, rates.ImageOutput,
            rates.UsdPerImage, rates.UsdPerWebSearch, rates.UsdPerRequest,
        ];
        for (var kind = 0; kind < Kinds; kind++)
        {
            _scales[kind] = (byte)(
                (all[kind] is { } rate ? WholeRates.ScaleOf(rate) : 0) + (kind < FirstPiece ? WholeRates.TokenScale : 0));
            _scale = Math.Max(_scale, _scales[kind]);
        }

        var whole = new long[Kinds];
        var highest = 1L;
        for (var kind = 0; kind < Kinds; kind++)
        {
            whole[kind] = Unknown;
            if (all[kind] is { } rate)
            {
                if (!WholeRates.TryScale(rate, _scale - (kind < FirstPiece ? WholeRates.TokenScale : 0), out whole[kind]))
                {
                    return;
                }

                highest = Math.Max(highest, whole[kind]);
            }
        }

        _rates = whole;
        _most = WholeRates.MostOf(16, highest);
    }

    /// <summary>Whether it is made of these.</summary>
    public bool IsOf(PriceSheet prices, PriceTier? tier, PriceSheet? service, PriceTier? serviceTier) =>
        ReferenceEquals(_prices, prices) && ReferenceEquals(_tier, tier)
        && ReferenceEquals(_service, service) && ReferenceEquals(_serviceTier, serviceTier);

    public bool IsOf(PriceSheet prices) => ReferenceEquals(_prices, prices);

    /// <summary>What a usage without parts costs; false where this cannot say.</summary>
    public bool TryPlain(TokenUsage usage, out decimal usd) =>
        _plain.TryCost(Math.Max(0, usage.Input), Math.Max(0, usage.Output), Math.Max(0, usage.Requests), out usd);

    /// <summary>What a usage in parts costs, null where a kind that occurs has no rate; false where this cannot say.</summary>
    public bool TryParts(TokenUsage usage, out decimal? usd)
    {
        usd = null;
        if (_rates is null || usage.Input < -_most || usage.Output < -_most)
        {
            return false;
        }

        var sum = new Sum(_rates, _scales, _most);
        var fresh = usage.Input - sum.Add(2, usage.CachedInput) - sum.Add(3, usage.CacheWrite) - sum.Add(4, usage.CacheWrite1h)
            - sum.Add(5, usage.AudioInput) - sum.Add(6, usage.ImageInput);
        var written = usage.Output - sum.Add(7, usage.Reasoning) - sum.Add(8, usage.AudioOutput) - sum.Add(9, usage.ImageOutput);
        sum.Add(0, fresh);
        sum.Add(1, written);
        sum.Add(10, usage.Images);
        sum.Add(11, usage.WebSearches);
        sum.Add(12, usage.Requests);
        if (sum.IsTooMuch)
        {
            return false;
        }

        var digits = sum.Digits;
        for (var scale = _scale; scale > sum.Scale; scale--)
        {
            // Nothing but zeros goes: no kind that occurs is finer.
            digits /= 10;
        }

        usd = sum.IsUnknown ? null : WholeRates.Make(digits, sum.Scale);
        return true;
    }

    private struct Sum(long[] rates, byte[] scales, long most)
    {
        public long Digits { get; private set; }

        /// <summary>That of the finest kind that occurs; tokens are divided by a million even where there are none.</summary>
        public byte Scale { get; private set; } = WholeRates.TokenScale;

        public bool IsUnknown { get; private set; }

        public bool IsTooMuch { get; private set; }

        /// <summary>Adds what a kind comes to.</summary>
        /// <returns>How many there are.</returns>
        public long Add(int kind, long count)
        {
            if (count <= 0)
            {
                return 0;
            }

            if (count > most)
            {
                IsTooMuch = true;
                return 0;
            }

            if (rates[kind] == Unknown)
            {
                IsUnknown = true;
                return count;
            }

            Digits += count * rates[kind];
            Scale = Math.Max(Scale, scales[kind]);
            return count;
        }
    }
}
