using RouteGen.Definitions;

namespace RouteGen.Hosting;

/// <summary>Checks what operation adjusts (targets, routes) against the compiled table, so that no setting is without effect.</summary>
internal static class OperationCheck
{
    public static void Check(RouteTableDefinition table, RouteTableSettings settings, List<string> problems)
    {
        var path = RouteTableSettings.SectionOf(table.Name);
        CheckNames(settings.Providers.Keys, table.Providers.Select(p => p.Name), $"{path}:Providers", "provider of the table", problems);
        CheckNames(settings.Targets.Keys, table.Targets.Select(t => t.Name), $"{path}:Targets", "target of the table", problems);
        CheckNames(settings.Routes.Keys, table.Routes.Select(r => r.Name), $"{path}:Routes", "route of the table", problems);
        foreach (var (target, own) in settings.Targets)
        {
            if (own.Deployment is { } deployment && string.IsNullOrWhiteSpace(deployment))
            {
                problems.Add($"{path}:Targets:{target}:Deployment must not be blank: remove it to use the table's");
            }
        }

        foreach (var route in table.Routes)
        {
            if (settings.Routes.TryGetValue(route.Name, out var own))
            {
                Check(route, own, $"{path}:Routes:{route.Name}", problems);
            }
        }
    }

    private static void Check(RouteDefinition route, RouteSettings settings, string path, List<string> problems)
    {
        var chain = route.Chain.Select(e => e.Target.Name).ToArray();
        CheckNames(settings.Order, chain, $"{path}:Order", "target of the route's chain", problems);
        if (settings.Order.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            problems.Add($"{path}:Order names '{twice.Key}' twice: name each target once");
        }

        CheckNames(settings.Weights.Keys, chain, $"{path}:Weights", "target of the route's chain", problems);
        if (settings.Weights.Count > 0 && route.Strategy != RouteStrategy.Weighted)
        {
            problems.Add($"{path}:Weights would have no effect, since the route's strategy is not weighted: remove it");
        }
        else if (settings.Weights.Count > 0
            && route.Chain.All(e => (settings.Weights.TryGetValue(e.Target.Name, out var weight) ? weight : e.Weight) <= 0))
        {
            problems.Add($"{path}:Weights leaves no target with a weight above 0: give one of them a weight");
        }
    }

    private static void CheckNames(
        IEnumerable<string> configured, IEnumerable<string> known, string path, string what, List<string> problems)
    {
        var all = known.ToArray();
        foreach (var name in configured.Order(StringComparer.Ordinal))
        {
            if (!all.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                var meant = KnownNames.Remedy(name, all) is { } remedy && remedy.StartsWith("did", StringComparison.Ordinal)
                    ? $"; {remedy}"
                    : "";
                problems.Add($"{path}:{name} is not a {what}; it has {KnownNames.Quoted(all)}{meant}");
            }
        }
    }
}
