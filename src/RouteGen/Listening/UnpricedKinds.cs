using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RouteGen.Billing;
using RouteGen.Definitions;

namespace RouteGen.Listening;

/// <summary>Tells, once for a model, which rates its price lacks: replies held what they are for, and were charged a bound.</summary>
internal sealed class UnpricedKinds(ILogger log)
{
    private readonly ConcurrentDictionary<(string Model, string Kind), bool> _told = new();

    public void Tell(ModelDefinition model, in PriceInForce price, AttemptRecord attempt)
    {
        if (attempt.CostSource is not (CostSource.UpperBound or CostSource.Unknown)
            || (attempt.Usage ?? attempt.EstimatedUsage) is not { } usage)
        {
            return;
        }

        List<string>? kinds = null;
        foreach (var kind in price.Unpriced(usage, attempt.ServiceTier))
        {
            if (_told.TryAdd((model.Name, kind), true))
            {
                (kinds ??= []).Add(kind);
            }
        }

        if (kinds is null)
        {
            return;
        }

        var names = string.Join(", ", kinds);
        if (attempt.CostSource == CostSource.UpperBound)
        {
            log.RateMissing(model.Name, names, names);
        }
        else
        {
            log.PriceMissing(model.Name, names, names);
        }
    }
}
