using System.Diagnostics.Metrics;
using RouteGen.Records;

namespace RouteGen.Spend;

/// <summary>Counts what the spend store did not take.</summary>
internal static class SpendMetrics
{
    public static readonly Counter<long> SpendFailures = RouteMeter.Instance.CreateCounter<long>(
        "routegen.spend.failures", "{write}", "Failed writes to the spend store, which are retried");

    public static readonly Counter<long> SpendLost = RouteMeter.Instance.CreateCounter<long>(
        "routegen.spend.lost", "{call}", "Calls that never reached the spend store");
}
