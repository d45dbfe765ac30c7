using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Bounds;

/// <summary>RG1040 and RG1041: what a call reserves of a budget is neither a model's whole output nor more than the budget.</summary>
internal static class ReservationCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            var link = Unlimited(route);
            var counting = route.Budgets.Where(
                b => (b.LimitUsd is not null || b.LimitTokens is not null) && !IsExpected(b, link)).ToArray();
            if (counting.Length > 0 && link is not null)
            {
                findings.Add(TableRules.UnboundedReservation.At(
                    route.Find("budgets")!.Key, PlainText.Escape(route.Name),
                    Shown.Names(counting.Select(b => b.Name).ToArray()), Reserved(link.Target.Model)), route.Owner);
            }
        }

        foreach (var budget in table.Table.Budgets)
        {
            // Told once, of the route whose call is the largest; the rest follows from it.
            CheckUsd(table, budget, findings);
            CheckTokens(table, budget, findings);
        }
    }

    private static ChainLink? Unlimited(RouteView route) =>
        route.Route.Limits.OutputTokens is not null || route.Route.Type == RouteType.Embedding
            ? null
            : route.Reach.FirstOrDefault(link => link.Entry.MaxOutputTokens is null);

    /// <summary>What is expected is not a model's whole output, where that is known.</summary>
    private static bool IsExpected(BudgetEntry budget, ChainLink? link) =>
        budget.Reserve == BudgetReservationBasis.Expected && link?.Target.Model.MaxOutput is not null;

    private static string Reserved(ModelEntry model) => model.MaxOutput is { } output
        ? $"all {Shown.Count(output)} tokens that model '{PlainText.Escape(model.Name)}' can write"
        : $"nothing for what model '{PlainText.Escape(model.Name)}' writes";

    private static void CheckUsd(TableView table, BudgetEntry budget, FindingList findings)
    {
        if (budget.LimitUsd is not { } limit
            || Largest(table, budget, (route, link) => UsdOf(budget, route, link)) is not ({ } route, var usd) || usd <= limit)
        {
            return;
        }

        Report(table, budget, "usd", Shown.Usd(limit) + " USD", route, Shown.Usd(usd) + " USD", findings);
    }

    private static void CheckTokens(TableView table, BudgetEntry budget, FindingList findings)
    {
        if (budget.LimitTokens is not { } limit
            || Largest(table, budget, (route, link) => TokensOf(budget, route, link)) is not ({ } route, var tokens) || tokens <= limit)
        {
            return;
        }

        Report(table, budget, "tokens", Shown.Usd(limit) + " tokens", route, Shown.Usd(tokens) + " tokens", findings);
    }

    private static void Report(
        TableView table, BudgetEntry budget, string unit, string allowed, RouteView route, string reserved, FindingList findings)
    {
        var owner = new Owner(EntrySection.Budgets, budget.Name);
        var limit = (JsonObject)((JsonObject)table.PlaceOf(owner).Value).Find("limit")!.Value;
        var fate = budget.AtLimit switch
        {
            BudgetLimitAction.Warn => "always warns",
            BudgetLimitAction.Downgrade => "always loses its most expensive target",
            _ => "is always rejected"
        };
        findings.Add(TableRules.BudgetBelowOneCall.At(
            limit.Find(unit)!.Value, PlainText.Escape(budget.Name), allowed, PlainText.Escape(route.Name), reserved, fate), owner);
    }

    private static (RouteView? Route, decimal Amount) Largest(
        TableView table, BudgetEntry budget, Func<RouteEntry, ChainLink, decimal?> amount)
    {
        (RouteView? Route, decimal Amount) largest = (null, 0);
        foreach (var route in table.RoutesChargedTo(budget.Name))
        {
            foreach (var link in route.Reach)
            {
                if (amount(route.Route, link) is { } one && one > largest.Amount)
                {
                    largest = (route, one);
                }
            }
        }

        return largest;
    }

    private static decimal? UsdOf(BudgetEntry budget, RouteEntry route, ChainLink link) =>
        link.Target.Entry.IsProvisioned ? 0m
        : route.Limits.InputTokens is { } input && OutputOf(budget, route, link) is { } output
        ? TargetPrice.Worst(link.Target.Entry, link.Target.Model, link.Target.Provider, input, output)
        : null;

    private static decimal? TokensOf(BudgetEntry budget, RouteEntry route, ChainLink link) =>
        route.Limits.InputTokens is { } input && OutputOf(budget, route, link) is { } output ? (decimal)input + output : null;

    /// <summary>What a call reserves for its output; where that is what is expected, before anything was seen.</summary>
    private static int? OutputOf(BudgetEntry budget, RouteEntry route, ChainLink link) =>
        ReservedOutput.Compute(budget, AllowedOf(route, link));

    private static int? AllowedOf(RouteEntry route, ChainLink link)
    {
        if (route.Type == RouteType.Embedding)
        {
            return 0;
        }

        var bounds = new[] { route.Limits.OutputTokens, link.Entry.MaxOutputTokens, link.Target.Model.MaxOutput };
        return bounds.Min();
    }
}
