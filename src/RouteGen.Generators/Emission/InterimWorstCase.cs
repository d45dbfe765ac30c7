using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks;

internal sealed record WorstCase(int Attempts, TimeSpan WhenFailing, TimeSpan WhenTimingOut, TimeSpan WhenRateLimited, decimal? CostUsd)
{
    public static WorstCase Of(RouteTable table, RouteEntry route) =>
        new(route.Limits.Attempts, route.Timeouts.Total, route.Timeouts.Total, route.Timeouts.Total, table.Routes.Count == 0 ? 0 : route.Limits.CostUsd);
}
