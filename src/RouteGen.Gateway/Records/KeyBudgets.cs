using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Records;

/// <summary>What an account of a caller has, and when it has room again.</summary>
/// <param name="Account">The account.</param>
/// <param name="Cap">What it may hold at most.</param>
/// <param name="Balance">What it holds.</param>
/// <param name="IsHard">Whether calls are refused at the cap.</param>
internal sealed record BudgetLook(BudgetAccount Account, BudgetAmount Cap, BudgetBalance Balance, bool IsHard)
{
    /// <summary>What is left of it.</summary>
    public BudgetAmount Room => Cap - (Balance.Committed + Balance.Reserved);

    /// <summary>When a calendar period ends; null of a sliding window, which has no end.</summary>
    public DateTimeOffset? ResetsAt(DateTimeOffset now) =>
        Account.Window.Period == BudgetPeriod.Sliding ? null : Account.Window.GetBucketEnd(Account.Window.GetBucket(now));
}

/// <summary>
/// Looks at the accounts that are a caller's own: those of its key, its tenant and its user. Those of others it does not see.
/// </summary>
internal static class KeyBudgets
{
    public static async ValueTask<IReadOnlyList<BudgetLook>> LookAsync(
        IEnumerable<CatalogRoute> routes, RouteCaller caller, CancellationToken cancellationToken)
    {
        var seen = new HashSet<BudgetAccount>();
        var looks = new List<BudgetLook>();
        foreach (var route in routes)
        {
            foreach (var accounts in route.Planned.Accounts)
            {
                if (Scope(accounts.Budget, caller) is not { } scope)
                {
                    continue;
                }

                var keeping = route.Planned.Runtime.Budgets;
                var limit = keeping.Limits is { } limits
                    ? await limits.GetLimitAsync(accounts.Budget, scope, caller, cancellationToken).ConfigureAwait(false)
                    : null;
                foreach (var unit in BudgetAccounts.Units)
                {
                    var account = accounts.Get(unit, scope);
                    if (accounts.CapOf(limit ?? accounts.Budget.Limit, unit) is { } cap && seen.Add(account))
                    {
                        looks.Add(new BudgetLook(
                            account, cap, await keeping.Ledger.GetBalanceAsync(account, cancellationToken).ConfigureAwait(false),
                            accounts.Budget.AtLimit != BudgetLimitAction.Warn));
                    }
                }
            }
        }

        return looks;
    }

    /// <summary>The value by which a budget counts this caller; null where the account is not the caller's own.</summary>
    private static string? Scope(BudgetDefinition budget, RouteCaller caller) => budget.Per switch
    {
        BudgetScope.Key => caller.Key,
        BudgetScope.User => caller.User,
        BudgetScope.Tenant => caller.Tenant,
        _ => null,
    };
}
