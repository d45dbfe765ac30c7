using FsCheck;
using FsCheck.Fluent;
using RouteGen.Costs;

namespace RouteGen.Model.Tests.Costs;

/// <summary>Any price and any usage, for properties that hold for all of them.</summary>
internal static class AnyPrice
{
    public static readonly Gen<ServiceTier> Tier = Gen.Elements(Enum.GetValues<ServiceTier>());

    /// <summary>Products of two multipliers of at most four fraction digits.</summary>
    public static readonly Gen<decimal> Factor = Gen.Frequency(
        (2, Gen.Constant(1m)),
        (3, from a in Gen.Choose(1, 100_000) from b in Gen.Elements(1m, 1.1m, 0.85m, 1.0999m) select a / 10_000m * b));

    public static readonly Gen<PriceSheet> Sheet =
        from sheet in WithTiers(known: 9)
        from flex in Maybe(WithTiers(known: 5))
        from priority in Maybe(WithTiers(known: 5))
        from batch in Maybe(WithTiers(known: 5))
        select sheet with { Flex = flex, Priority = priority, Batch = batch };

    /// <summary>What a provider can count: the parts of input and output never exceed them.</summary>
    public static readonly Gen<TokenUsage> Usage =
        from input in Parts(6, 90_000)
        from output in Parts(4, 5_000)
        from pieces in Parts(2, 20)
        select new TokenUsage
        {
            CachedInput = input[0],
            CacheWrite = input[1],
            CacheWrite1h = input[2],
            AudioInput = input[3],
            ImageInput = input[4],
            Input = input.Sum(),
            Reasoning = output[0],
            AudioOutput = output[1],
            ImageOutput = output[2],
            Output = output.Sum(),
            Images = pieces[0],
            WebSearches = pieces[1],
            Requests = 1,
        };

    private static Gen<long[]> Parts(int count, int most) =>
        Gen.ArrayOf(Gen.Frequency((2, Gen.Constant(0L)), (3, Gen.Choose(0, most).Select(n => (long)n))), count);

    private static Gen<PriceSheet> WithTiers(int known) =>
        from sheet in Rates(known)
        from pieces in Gen.ArrayOf(Maybe(Gen.Choose(0, 100_000).Select(n => n / 1_000_000m)), 3)
        from thresholds in Gen.ListOf(Gen.Choose(1, 400_000))
        from rates in Gen.ArrayOf(Rates(5), 3)
        select sheet with
        {
            UsdPerImage = pieces[0],
            UsdPerRequest = pieces[1],
            UsdPerWebSearch = pieces[2],
            Tier = thresholds.Distinct().OrderDescending().Take(3).Zip(rates)
                .Aggregate((PriceTier?)null, (next, tier) => new PriceTier(tier.First, tier.Second) { Next = next }),
        };

    private static Gen<PriceSheet> Rates(int known) =>
        from r in Gen.ArrayOf(Gen.Frequency(
            (known, Gen.Choose(0, 100_000_000).Select(n => (decimal?)(n / 1_000_000m))), (10 - known, Gen.Constant<decimal?>(null))), 10)
        select new PriceSheet
        {
            Input = r[0],
            CachedInput = r[1],
            CacheWrite = r[2],
            CacheWrite1h = r[3],
            AudioInput = r[4],
            ImageInput = r[5],
            Output = r[6],
            Reasoning = r[7],
            AudioOutput = r[8],
            ImageOutput = r[9],
        };

    private static Gen<T?> Maybe<T>(Gen<T> some) => Gen.Frequency((1, some.Select(x => (T?)x)), (1, Gen.Constant(default(T?))));

    private static Gen<decimal?> Maybe(Gen<decimal> some) =>
        Gen.Frequency((1, some.Select(x => (decimal?)x)), (1, Gen.Constant<decimal?>(null)));
}
