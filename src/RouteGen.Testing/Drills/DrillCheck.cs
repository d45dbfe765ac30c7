using RouteGen.Costs;
using RouteGen.Definitions;

namespace RouteGen.Testing.Drills;

/// <summary>What a drill asserts, and how it says what went otherwise.</summary>
internal static class DrillCheck
{
    public static void ServedBy(
        string target, RouteRecord? record, RouteException? failure, Dictionary<string, Fault> faults, SimulatedProviders providers)
    {
        if (failure is not null)
        {
            throw new RouteDrillException($"'{target}' had to serve, and no target did.\n{failure.Message}", failure.Record);
        }

        if (record is null)
        {
            throw new RouteDrillException($"'{target}' had to serve, and the stream ended without a record.");
        }

        if (record.Outcome != RouteOutcome.Served)
        {
            throw new RouteDrillException($"'{target}' had to serve, and the call ended with {record.Fault}.", record);
        }

        if (record.ServedBy != target)
        {
            var remedy = faults.ContainsKey(record.ServedBy!)
                ? "It was made to fail and served all the same."
                : $"Let '{record.ServedBy}' fail: .Failing(…, Fault.…).";
            throw new RouteDrillException($"'{target}' had to serve, and '{record.ServedBy}' did. {remedy}", record);
        }

        foreach (var attempt in record.Attempts.SkipLast(1))
        {
            if (faults.TryGetValue(attempt.Target, out var fault) && attempt.Fault != fault)
            {
                throw new RouteDrillException($"'{attempt.Target}' had to fail with {fault}, and failed with {attempt.Fault} (HTTP " +
                    $"{attempt.StatusCode} {attempt.Code}).", record);
            }
        }

        GetRequestCount(record, providers);
        Cost(record, providers.Table);
    }

    public static void Failed(Fault fault, RouteRecord? record, RouteException? failure, SimulatedProviders providers)
    {
        var ended = failure?.Record ?? (record is { Outcome: RouteOutcome.Failed } ? record : null);
        if (ended is null)
        {
            throw new RouteDrillException($"The call had to fail with {fault}, and '{record?.ServedBy}' served.", record);
        }

        if (ended.Fault != fault)
        {
            throw new RouteDrillException(
                $"The call had to fail with {fault}, and failed with {ended.Fault}.\n{failure?.Message}".TrimEnd(), ended);
        }

        GetRequestCount(ended, providers);
    }

    private static void GetRequestCount(RouteRecord record, SimulatedProviders providers)
    {
        foreach (var target in record.Attempts.GroupBy(a => a.Target))
        {
            var hits = providers.GetRequestCount(target.Key);
            if (hits != target.Count())
            {
                throw new RouteDrillException(
                    $"The record counts {target.Count()} attempts at '{target.Key}', and the provider received {hits} requests.", record);
            }
        }
    }

    private static void Cost(RouteRecord record, RouteTableDefinition table)
    {
        var served = record.Attempts[^1];
        var target = table.Targets.First(t => t.Name == served.Target);
        if (target.IsProvisioned
            || target.Model.Price is not { } price || served.Usage is not { } usage || served.CostSource == CostSource.Provider)
        {
            return;
        }

        var sheet = price.At(record.StartedAt).Sheet;
        var cost = CostCalculator.Calculate(usage, sheet, served.ServiceTier, target.PriceFactor)
            ?? CostCalculator.CalculateUpperBound(usage, sheet, served.ServiceTier, target.PriceFactor);
        if (served.CostUsd != cost || record.CostUsd != record.Attempts.Aggregate((decimal?)0m, static (sum, a) => sum + a.CostUsd))
        {
            throw new RouteDrillException(FormattableString.Invariant(
                $"'{served.Target}' cost {served.CostUsd} USD by the record and {cost} USD by its usage and price."), record);
        }
    }
}
