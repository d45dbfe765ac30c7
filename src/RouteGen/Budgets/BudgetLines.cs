using RouteGen.Definitions;
using RouteGen.Routing;

namespace RouteGen.Budgets;

/// <summary>Finds the accounts that a call is charged to, and their caps.</summary>
internal static class BudgetLines
{
    public static async ValueTask<BudgetLine[]> OfAsync(RouteCall call, IBudgetLimits? limits)
    {
        var lines = new List<BudgetLine>();
        foreach (BudgetDefinition budget in call.Definition.Budgets)
        {
            foreach (var scope in Scopes(budget, call))
            {
                BudgetLimit limit = (limits is null ? null : await limits.GetLimitAsync(budget, scope, call.Caller, call.CancellationToken).ConfigureAwait(false)) ?? budget.Limit;
                Add(BudgetUnit.Usd, limit.Usd is { } usd ? Money.FromUsd(usd) : null);
                Add(BudgetUnit.Tokens, limit.Tokens);
                Add(BudgetUnit.Calls, limit.Calls);

                void Add(BudgetUnit unit, long? cap)
                {
                    if (cap is { } most)
                    {
                        lines.Add(new BudgetLine(budget, new BudgetAccount(call.Route.Runtime.Definition.Name, budget.Name, unit, scope, budget.Window), most));
                    }
                }
            }
        }

        return [.. lines];
    }

    private static IEnumerable<string> Scopes(BudgetDefinition budget, RouteCall call) => budget.Per switch
    {
        BudgetScope.Target => call.Plan.Entries.Select(e => e.Target.Name).Distinct(StringComparer.Ordinal),
        BudgetScope.Provider => call.Plan.Entries.Select(e => e.Target.Provider.Name).Distinct(StringComparer.Ordinal),
        BudgetScope.Route => [call.Definition.Name],
        BudgetScope.User => [call.Caller.User ?? ""],
        BudgetScope.Agent => [call.Caller.Agent ?? ""],
        BudgetScope.Tenant => [call.Caller.Tenant ?? ""],
        BudgetScope.Operation => [call.Caller.OperationId ?? ""],
        BudgetScope.Tag => [call.Caller.Tags?.GetValueOrDefault(budget.Tag!) ?? ""],
        _ => [""],
    };
}
