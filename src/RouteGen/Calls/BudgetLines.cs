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

        if (call.Route.Accounts is [var one] && OnlyScope(one.Budget, call) is { } only)
        {
            var few = new BudgetLine[one.Count];
            var count = 0;
            foreach (var unit in BudgetAccounts.Units)
            {
                if (one.CapOf(one.Budget.Limit, unit) is { } cap)
                {
                    few[count++] = new BudgetLine(one.Budget, one.Get(unit, only), cap);
                }
            }

            return new(few);
        }

        var lines = new List<BudgetLine>();
        foreach (var accounts in call.Route.Accounts)
        {
            var budget = accounts.Budget;
            foreach (var scope in OnlyScope(budget, call) is { } alone ? [alone] : Parts(budget, call))
            {
                Add(lines, accounts, scope, budget.Limit);
            }
        }

        return new(lines.ToArray());
    }

    private static async ValueTask<BudgetLine[]> AllowedAsync(RouteCall call, IBudgetLimits limits)
    {
        var lines = new List<BudgetLine>();
        foreach (var accounts in call.Route.Accounts)
        {
            var budget = accounts.Budget;
            foreach (var scope in OnlyScope(budget, call) is { } only ? [only] : Parts(budget, call))
            {
                var limit = await limits.GetLimitAsync(budget, scope, call.Caller, call.CancellationToken).ConfigureAwait(false)
                    ?? budget.Limit;
                Add(lines, accounts, scope, limit);
            }
        }

        return [.. lines];
    }

    private static void Add(List<BudgetLine> lines, BudgetAccounts accounts, string scope, BudgetLimit limit)
    {
        foreach (var unit in BudgetAccounts.Units)
        {
            if (accounts.CapOf(limit, unit) is { } cap)
            {
                lines.Add(new BudgetLine(accounts.Budget, accounts.Get(unit, scope), cap));
            }
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
        BudgetScope.Key => call.Caller.Key ?? "",
        BudgetScope.Tag => call.Caller.Tags?.GetValueOrDefault(budget.Tag!) ?? "",
        _ => "",
    };
}
