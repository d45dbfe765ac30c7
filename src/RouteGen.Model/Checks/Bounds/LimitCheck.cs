using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Bounds;

/// <summary>
/// RG1034: a limit that another one makes meaningless, of a model, of a chain, of a route or of a target. Those of budgets are
/// <see cref="BudgetLimitCheck"/>'s. Equal limits are a way to say that the one has no bound of its own.
/// </summary>
internal static class LimitCheck
{
    private const string NeverCounts = "so it never counts";

    public static void Check(TableView table, FindingList findings)
    {
        foreach (var model in table.Table.Models)
        {
            CheckModel(table, model, findings);
        }

        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var route in table.Routes.Where(static route => route.Route.Type == RouteType.Chat))
        {
            foreach (var link in route.Reach)
            {
                CheckEntry(route, link, findings);
                CheckRate(table, route, link, told, findings);
            }

            CheckInput(route, findings);
        }
    }

    /// <summary>The window of an embedding model is for each text, and its maximum comes before it.</summary>
    private static void CheckModel(TableView table, ModelEntry model, FindingList findings)
    {
        if (model.ContextWindow is not { } window || model.Dimensions is not null)
        {
            return;
        }

        var owner = new Owner(EntrySection.Models, model.Name);
        foreach (var (name, most) in new[] { ("maxInput", model.MaxInput), ("maxOutput", model.MaxOutput) })
        {
            if (most > window && (table.PlaceOf(owner).Value as JsonObject)?.Find(name)?.Value is { } at)
            {
                Report(
                    at, $"{name} of model '{PlainText.Escape(model.Name)}'", Shown.Count(most.Value),
                    $"its contextWindow of {Shown.Count(window)} holds input and output together, {NeverCounts}",
                    "correct the one that is wrong", findings, owner);
            }
        }
    }

    private static void CheckEntry(RouteView route, ChainLink link, FindingList findings)
    {
        var ofRoute = route.Route.Limits.OutputTokens;
        var ofEntry = ((link.Item as JsonObject)?.Find("options")?.Value as JsonObject)?.Find("maxOutputTokens");
        var name = PlainText.Escape(route.Name);
        var target = PlainText.Escape(link.Target.Name);
        var (owner, other) = (route.Owner, link.Target.Owner);

        // More than the model writes is RG1031's to say.
        if (link.Entry.MaxOutputTokens is { } stated && stated > ofRoute && !(stated > link.Target.Model.MaxOutput) && ofEntry is not null)
        {
            Report(
                ofEntry.Value, $"maxOutputTokens of target '{target}' in route '{name}'", Shown.Count(stated),
                $"the route's limits.outputTokens is {Shown.Count(ofRoute.Value)}, {NeverCounts}",
                $"remove it, or raise limits.outputTokens to {Shown.Number(stated)}", findings, owner, other);
        }

        if (Asked(route, link) is { } asked && link.Target.Model.ContextWindow is { } window && asked >= window)
        {
            var isOfRoute = ofEntry is null || ofRoute < link.Entry.MaxOutputTokens;
            Report(
                (isOfRoute ? route.Find("limits", "outputTokens") : ofEntry)!.Value,
                isOfRoute ? $"limits.outputTokens of route '{name}'" : $"maxOutputTokens of target '{target}' in route '{name}'",
                Shown.Count((isOfRoute ? ofRoute : link.Entry.MaxOutputTokens)!.Value),
                $"the contextWindow of model '{PlainText.Escape(link.Target.Model.Name)}' of target '{target}' is {Shown.Count(window)} " +
                    "for input and output together, which leaves no room for any input",
                "lower it, or correct the window", findings, owner, other);
        }
    }

    /// <summary>A target of which a call always asks for more than it may in a minute, told of the first route.</summary>
    private static void CheckRate(TableView table, RouteView route, ChainLink link, HashSet<string> told, FindingList findings)
    {
        if (link.Target.Entry.TokensPerMinute is { } tokens && Asked(route, link) is { } asked && asked >= tokens
            && (table.PlaceOf(link.Target.Owner).Value as JsonObject)?.Find("tpm")?.Value is { } at && told.Add(link.Target.Name))
        {
            Report(
                at, $"tpm of target '{PlainText.Escape(link.Target.Name)}'", Shown.Count(tokens),
                $"a call of route '{PlainText.Escape(route.Name)}' may write {Shown.Count(asked)} tokens, so it always skips the target",
                "raise it, or lower the output that the route allows there", findings, route.Owner, link.Target.Owner);
        }
    }

    /// <summary>Of a chain of several, RG1005 says it of each fallback.</summary>
    private static void CheckInput(RouteView route, FindingList findings)
    {
        if (route.Reach.Count == 1 && route.Route.Limits.InputTokens is { } allowed && route.Reach[0].Target is var target
            && target.InputCapacity(null) is { } takes && allowed > takes && route.Find("limits", "inputTokens") is { } at)
        {
            Report(
                at.Value, $"limits.inputTokens of route '{PlainText.Escape(route.Name)}'", Shown.Count(allowed),
                $"model '{PlainText.Escape(target.Model.Name)}' of its only target takes at most {Shown.Count(takes)}, {NeverCounts}",
                $"lower it to {Shown.Number(takes)}, or use a model with a larger window", findings, route.Owner);
        }
    }

    /// <summary>The output that a call asks for where its caller does not say; null where the model's own bound is left to it.</summary>
    private static int? Asked(RouteView route, ChainLink link) =>
        route.Route.Limits.OutputTokens is null && link.Entry.MaxOutputTokens is null
            ? null
            : new[] { route.Route.Limits.OutputTokens, link.Entry.MaxOutputTokens, link.Target.Model.MaxOutput }.Min();

    private static void Report(
        JsonNode at, string what, string value, string other, string remedy, FindingList findings, params Owner[] owners) =>
        findings.Add(TableRules.LimitAtOdds.At(at, what, value, other, remedy), owners);
}
