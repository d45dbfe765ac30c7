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
        if (attempt.CostSource is CostSource.UpperBound or CostSource.Unknown && (attempt.Usage ?? attempt.EstimatedUsage) is { } usage)
        {
            Tell(model, price.Unpriced(usage, attempt.ServiceTier), attempt.CostSource);
        }
    }

    private void Tell(ModelDefinition model, IReadOnlyList<string> unpriced, CostSource source)
    {
        List<string>? kinds = null;
        for (var i = 0; i < unpriced.Count; i++)
        {
            if (_told.TryAdd((model.Name, unpriced[i]), true))
            {
                (kinds ??= []).Add(unpriced[i]);
            }
        }

        if (kinds is null)
        {
            return;
        }

        var names = string.Join(", ", kinds);
        if (source == CostSource.UpperBound)
        {
            log.RateMissing(model.Name, names, names);
        }
        else
        {
            log.PriceMissing(model.Name, names, names);
        }
    }
}
