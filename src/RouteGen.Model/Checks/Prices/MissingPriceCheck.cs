using RouteGen.Model.Checks.Views;
using RouteGen.Model.Naming;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Prices;

/// <summary>RG1014 and RG1015: a model in use that lacks a price, told once, where the price is to be added.</summary>
internal static class MissingPriceCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var model in table.Table.Models)
        {
            if (Missing(model) is not { } missing)
            {
                continue;
            }

            var routes = table.Routes.Where(r => r.Reach.Any(link => link.Target.Model.Name == model.Name && !link.Target.Entry.IsProvisioned)).ToArray();
            var limited = routes.Where(r => r.Route.Limits.CostUsd is not null).ToArray();
            if (routes.Length > 0)
            {
                var owner = new Owner(EntrySection.Models, model.Name);
                var rule = limited.Length > 0 ? TableRules.UnpricedLimitedTarget : TableRules.UnpricedTarget;
                var named = Shown.Names((limited.Length > 0 ? limited : routes).Select(r => r.Name).ToArray());
                findings.Add(rule.At(table.PlaceOf(owner).Key, PlainText.Of(model.Name), missing, (routes.Length > 1 ? "routes " : "route ") + named), owner);
            }
        }
    }

    private static string? Missing(ModelEntry model) => (model.Price?.Sheet.Input, model.Price?.Sheet.Output) switch
    {
        (null, null) => "input and output",
        (null, _) => "input",
        (_, null) => "output",
        _ => null,
    };
}
