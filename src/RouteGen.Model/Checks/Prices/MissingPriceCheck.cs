using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Prices;

/// <summary>RG1014 and RG1015: a model in use that lacks a price, reported once, where the price is to be added.</summary>
internal static class MissingPriceCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var model in table.Table.Models)
        {
            if (Missing(model, withOutput: false) is null && Missing(model, withOutput: true) is null)
            {
                continue;
            }

            var routes = table.RoutesBilledFor(model.Name).ToArray();
            if (Missing(model, withOutput: routes.Any(r => r.Route.Type == RouteType.Chat)) is not { } missing)
            {
                continue;
            }

            var limited = routes.Where(r => r.Route.Limits.CostUsd is not null).ToArray();
            var budgeted = routes.Where(r => r.Budgets.Any(b => b.LimitUsd is not null)).ToArray();
            if (routes.Length > 0)
            {
                var owner = new Owner(EntrySection.Models, model.Name);
                var (rule, kept) = limited.Length > 0 ? (TableRules.UnpricedLimitedTarget, "the cost limit of " + Named(limited))
                    : budgeted.Length > 0 ? (TableRules.UnpricedLimitedTarget, "the budget of " + Named(budgeted))
                    : (TableRules.UnpricedTarget, Named(routes));
                findings.Add(rule.At(table.PlaceOf(owner).Key, PlainText.Escape(model.Name), missing, kept), owner);
            }
        }
    }

    private static string Named(RouteView[] routes) =>
        (routes.Length > 1 ? "routes " : "route ") + Shown.Names(routes.Select(r => r.Name).ToArray());

    /// <summary>What has no price; vectors are not output.</summary>
    private static string? Missing(ModelEntry model, bool withOutput) => (model.Price?.Sheet.Input, model.Price?.Sheet.Output) switch
    {
        (null, null) when withOutput => "input and output",
        (null, _) => "input",
        (_, null) when withOutput => "output",
        _ => null,
    };
}
