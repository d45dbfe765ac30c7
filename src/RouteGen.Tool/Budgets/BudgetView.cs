using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Sqlite.Budgets;

namespace RouteGen.Tool.Budgets;

/// <summary>An account of a budget with its limit.</summary>
/// <param name="State">What the ledger has of it.</param>
/// <param name="Limit">What it allows, in the account's unit; null where no table says so.</param>
/// <param name="Resets">When something of it is free again; null where nothing is used, or it never is.</param>
internal sealed record BudgetView(AccountState State, BudgetAmount? Limit, DateTimeOffset? Resets)
{
    public BudgetAccount Account => State.Account;

    /// <summary>How full it is with what is reserved, 1 for full; null where no limit is known.</summary>
    public decimal? Fullness => Limit is not { } limit ? null
        : limit.Units == 0 ? 1m
        : (decimal)((Int128)State.Balance.Committed.Units + State.Balance.Reserved.Units) / limit.Units;

    /// <summary>When the first of the reservations under way was made, where their ids tell.</summary>
    public DateTimeOffset? ReservedSince => State.Open.Select(static open => MadeAt(open.Id)).Min();

    /// <summary>When the first of them expires.</summary>
    public DateTimeOffset? ReservedUntil => State.Open.Count == 0 ? null : State.Open[0].Expires;

    /// <summary>When a reservation was made: the engine's ids are those of records, UUIDs of version 7 (RFC 9562).</summary>
    public static DateTimeOffset? MadeAt(string id) => id.Length >= 32 && Guid.TryParseExact(id[..32], "N", out var uuid) && uuid.Version == 7
        ? DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id[..12], 16))
        : null;

    /// <summary>All accounts, with those of a table that hold nothing yet and count for all its callers; the fullest first.</summary>
    /// <param name="states">What the ledger has.</param>
    /// <param name="table">The table that states limits; null for none.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<BudgetView> All(IReadOnlyList<AccountState> states, RouteTableDefinition? table, DateTimeOffset now)
    {
        var budgets = (table?.Routes ?? []).SelectMany(static route => route.Budgets).DistinctBy(static budget => budget.Name)
            .ToDictionary(static budget => budget.Name, StringComparer.Ordinal);
        var known = states.Where(static state => !IsCredit(state.Account)).ToList();
        foreach (var budget in budgets.Values.Where(static budget => budget.Per == BudgetScope.Table))
        {
            foreach (var unit in BudgetAccounts.Units)
            {
                var account = new BudgetAccount { Table = table!.Name, Budget = budget.Name, Unit = unit, Window = budget.Window };
                if (CapOf(budget, unit) is not null && !known.Any(state => state.Account.Equals(account)))
                {
                    known.Add(new(account, default, []));
                }
            }
        }

        return
        [
            .. known.Select(state => new BudgetView(
                    state,
                    state.Account.Table == table?.Name && budgets.TryGetValue(state.Account.Budget, out var budget)
                        && budget.Window == state.Account.Window
                        ? CapOf(budget, state.Account.Unit)
                        : null,
                    ResetOf(state, now)))
                .OrderByDescending(static view => view.Fullness ?? -1m).ThenBy(static view => view.Account.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether an account keeps the free credit at a provider.</summary>
    public static bool IsCredit(BudgetAccount account) =>
        account.Budget == CreditAccounts.Name && account.Window == BudgetWindow.Total;

    private static BudgetAmount? CapOf(BudgetDefinition budget, BudgetUnit unit) =>
        new BudgetAccounts("", budget).CapOf(budget.Limit, unit);

    /// <summary>A calendar period begins anew; a sliding window lets go of amounts one by one, and is free when the last has left.</summary>
    private static DateTimeOffset? ResetOf(AccountState state, DateTimeOffset now)
    {
        var window = state.Account.Window;
        return state.Balance.Committed.Units == 0 || window.Period == BudgetPeriod.Total ? null : window.GetBucketEnd(window.GetBucket(now));
    }
}
