using RouteGen.Billing;
using RouteGen.Costs;
using RouteGen.Definitions;

namespace RouteGen.Tool.Tables;

/// <summary>What a million tokens cost at a target on a day, in USD, its factor included; null where the table does not say.</summary>
/// <param name="Input">Fresh input.</param>
/// <param name="Output">Output.</param>
/// <param name="IsProvisioned">Whether a request costs nothing beyond the capacity that is paid for.</param>
internal sealed record TargetRates(decimal? Input, decimal? Output, bool IsProvisioned)
{
    public static TargetRates At(TargetDefinition target, DateTimeOffset day)
    {
        var price = PriceInForce.At(target, day);
        if (price.Sheet is not { } sheet)
        {
            return new(null, null, price.IsProvisioned);
        }

        var rates = EffectiveRates.Resolve(sheet, price.Asked ?? ServiceTier.Standard, 0);
        return new(price.Factor * rates.Input, price.Factor * rates.Output, false);
    }
}
