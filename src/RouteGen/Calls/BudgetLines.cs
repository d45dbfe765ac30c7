using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Calls;

/// <summary>Finds the accounts that a call is charged to, and their caps.</summary>
internal static class BudgetLines
{
    public static ValueTask<BudgetLine[]> OfAsync(RouteCall call, IBudgetLimits? limits)
    {
        if (limits is not null)
        {
            return AllowedAsync(call, limits);
        }

        var lines = new List<BudgetLine>(call.Definition.Budgets.Count);
        foreach (var budget in call.Definition.Budgets)
        {
            if (OnlyScope(budget, call) is { } scope)
            {
                Add(lines, call, budget, scope, budget.Limit);
                continue;
            }

            foreach (var part in Parts(budget, call))
            {
                Add(lines, call, budget, part, budget.Limit);
            }
        }

        return new(lines.ToArray());
    }

    private static async ValueTask<BudgetLine[]> AllowedAsync(RouteCall call, IBudgetLimits limits)
    {
        var lines = new List<BudgetLine>();
        foreach (var budget in call.Definition.Budgets)
        {
            foreach (var scope in OnlyScope(budget, call) is { } only ? [only] : Parts(budget, call))
            {
                var limit = await limits.GetLimitAsync(budget, scope, call.Caller, call.CancellationToken).ConfigureAwait(false)
                    ?? budget.Limit;
                Add(lines, call, budget, scope, limit);
            }
        }

        return [.. lines];
    }

    private static void Add(List<BudgetLine> lines, RouteCall call, BudgetDefinition budget, string scope, BudgetLimit limit)
    {
        Add(lines, call, budget, scope, BudgetUnit.Usd, limit.Usd is { } usd ? BudgetAmount.FromUsd(usd) : null);
        Add(lines, call, budget, scope, BudgetUnit.Tokens, limit.Tokens is { } tokens ? BudgetAmount.FromUnitsSaturating(tokens) : null);
        Add(lines, call, budget, scope, BudgetUnit.Calls, limit.Calls is { } calls ? BudgetAmount.FromUnitsSaturating(calls) : null);
    }

    private static void Add(
        List<BudgetLine> lines, RouteCall call, BudgetDefinition budget, string scope, BudgetUnit unit, BudgetAmount? cap)
    {
        if (cap is { } most)
        {
            var account = new BudgetAccount
            {
                Table = call.Route.Runtime.Definition.Name,
                Budget = budget.Name,
                Unit = unit,
                Scope = scope,
                Window = budget.Window,
            };
            lines.Add(new BudgetLine(budget, account, most));
        }
    }

    /// <summary>The targets or providers that have an account each.</summary>
    private static IEnumerable<string> Parts(BudgetDefinition budget, RouteCall call) =>
        call.Plan.Entries.Select(e => budget.Per == BudgetScope.Target ? e.Target.Name : e.Target.Provider.Name)
            .Distinct(StringComparer.Ordinal);

    /// <summary>The one value that the call counts by; null where it counts by its targets or providers.</summary>
    private static string? OnlyScope(BudgetDefinition budget, RouteCall call) => budget.Per switch
    {
        BudgetScope.Target or BudgetScope.Provider => null,
        BudgetScope.Route => call.Definition.Name,
        BudgetScope.User => call.Caller.User ?? "",
        BudgetScope.Agent => call.Caller.Agent ?? "",
        BudgetScope.Tenant => call.Caller.Tenant ?? "",
        BudgetScope.Operation => call.Caller.OperationId ?? "",
        BudgetScope.Tag => call.Caller.Tags?.GetValueOrDefault(budget.Tag!) ?? "",
        _ => "",
    };
}
