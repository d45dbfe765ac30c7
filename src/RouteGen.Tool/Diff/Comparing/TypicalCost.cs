using System.Globalization;
using RouteGen.Costs;
using RouteGen.Model.Tables;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>What a request is expected to cost where nothing fails: by the prices of a day.</summary>
internal static class TypicalCost
{
    /// <summary>
    /// The cost of a request on a route in USD: of the target that is asked first, or by the shares of the weights; null where unknown.
    /// </summary>
    public static decimal? Compute(RouteTable table, RouteEntry route, TypicalRequest typical, DateOnly? day)
    {
        decimal?[] costs = [.. route.Chain.Select(entry => OfTarget(table, route, entry, typical, day))];
        switch (route.Strategy)
        {
            case RouteStrategy.Cheapest:
                return costs.Where(static c => c is not null).Min() ?? (costs.Length > 0 ? costs[0] : null);
            case RouteStrategy.Weighted when route.Chain.Sum(static e => (long)(e.Weight ?? 0)) is > 0 and var all:
                decimal? sum = 0m;
                for (var i = 0; i < costs.Length; i++)
                {
                    if (route.Chain[i].Weight is { } weight and > 0)
                    {
                        sum += costs[i] * weight / all;
                    }
                }

                return sum;
            default:
                return costs.Length > 0 ? costs[0] : null;
        }
    }

    /// <summary>The rates of a model that hold on a day.</summary>
    public static PriceSheet SheetOn(ModelPrice price, DateOnly? day)
    {
        var sheet = price.Sheet;
        foreach (var change in price.Changes)
        {
            if (day is { } today && string.CompareOrdinal(change.From, today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) <= 0)
            {
                sheet = change.Sheet;
            }
        }

        return sheet;
    }

    private static decimal? OfTarget(RouteTable table, RouteEntry route, ChainEntry entry, TypicalRequest typical, DateOnly? day)
    {
        if (table.TargetNamed(entry.Target) is not { } target)
        {
            return null;
        }

        if (target.IsProvisioned)
        {
            return 0m;
        }

        if (table.ModelNamed(target.Model) is not { Price: { } price } model)
        {
            return null;
        }

        var usage = new TokenUsage
        {
            Input = Math.Min(typical.Input, route.Limits.InputTokens ?? int.MaxValue),
            Output = route.Type == RouteType.Embedding ? 0 : new[]
            {
                typical.Output, route.Limits.OutputTokens ?? int.MaxValue, entry.MaxOutputTokens ?? int.MaxValue,
                    model.MaxOutput ?? int.MaxValue,
            }.Min(),
            Requests = 1,
        };
        return CostCalculator.Calculate(
            usage, SheetOn(price, day), target.ServiceTier ?? ServiceTier.Standard,
                TargetPrice.Factor(model, table.ProviderNamed(target.Provider)));
    }
}
