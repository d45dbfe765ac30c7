using RouteGen.Billing;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Requests;
using RouteGen.Wire;

namespace RouteGen.Gateway.Lanes;

/// <summary>
/// What a caller may not ask of a route's providers, in whichever lane: what is kept in the account that all callers share, what makes a
/// provider call a host, and what spends beyond what the table prices and reserves.
/// </summary>
internal static class RelayRules
{
    /// <summary>What is wrong with a request, by member; empty where nothing is.</summary>
    /// <param name="scan">The request.</param>
    /// <param name="route">The route that is asked.</param>
    /// <param name="now">When: a price may be dated.</param>
    public static IReadOnlyList<RequestProblem> Check(RelayScan scan, RouteDefinition route, DateTimeOffset now)
    {
        if (scan.Uses.Count == 0)
        {
            return scan.Problems;
        }

        List<RequestProblem> problems = [.. scan.Problems];
        foreach (var use in scan.Uses)
        {
            if (Problem(use, route, now) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return problems;
    }

    private static RequestProblem? Problem(in RelayUse use, RouteDefinition route, DateTimeOffset now) => use.Kind switch
    {
        RelayUseKind.Account => Refuse(use, "names something in the provider's account, which callers here share: send it in the request"),
        RelayUseKind.Host => Refuse(use, "would have the provider call a host; run the tool yourself, as a function"),
        RelayUseKind.Kept => Refuse(use, "must be false: nothing is left with a provider, since another may answer next"),
        RelayUseKind.Choices => Refuse(use, "must be 1: ask as often as you want choices", "unsupported_value"),
        RelayUseKind.Models => Refuse(use, "asks for other models than this route's chain, which says what follows a failure"),
        RelayUseKind.HostedTool => Refuse(use, "is a tool that the provider runs and bills, which this route does not price"),
        RelayUseKind.WebSearch when !Prices(route, now, static sheet => sheet.UsdPerWebSearch is not null) =>
            Refuse(use, "is a search of the web, which this route does not price"),
        RelayUseKind.Tier => Tier(use, route, now),
        _ => null,
    };

    // Ordinary tiers, and those that leave it to the provider, cost what the table says or less.
    private static RequestProblem? Tier(in RelayUse use, RouteDefinition route, DateTimeOffset now) =>
        ServiceTierReading.Read(use.Word, null) switch
        {
            { Tier: null, Unknown: null } or { Tier: ServiceTier.Standard } => null,
            { Tier: { } tier } when Prices(route, now, sheet => sheet.ForServiceTier(tier) is not null) => null,
            _ when use.Word is "standard_only" => null,
            _ => Refuse(use, "asks for a service that this route does not price", "unsupported_value"),
        };

    private static bool Prices(RouteDefinition route, DateTimeOffset now, Func<PriceSheet, bool> priced)
    {
        foreach (var entry in route.Chain)
        {
            var price = PriceInForce.At(entry.Target, now);
            if (!price.IsProvisioned && !(price.Sheet is { } sheet && priced(sheet)))
            {
                return false;
            }
        }

        return true;
    }

    private static RequestProblem Refuse(in RelayUse use, string why, string code = "unsupported_parameter") =>
        new($"'{use.Path}' {why}.", use.Path, code);
}
