using System.Collections.Concurrent;
using RouteGen.Definitions;

namespace RouteGen.Budgets;

/// <summary>
/// The accounts of one budget of a table, and what its own limit comes to in them: made once, since they are the same for each call. Of a
/// budget that counts by what the application names, such as users, those of the latest one are kept, which costs no memory.
/// </summary>
/// <param name="table">The table's class name.</param>
/// <param name="budget">The budget.</param>
internal sealed class BudgetAccounts(string table, BudgetDefinition budget)
{
    private readonly ConcurrentDictionary<string, BudgetAccount[]>? _ofTargets = budget.Per is BudgetScope.Target or BudgetScope.Provider
        ? new(StringComparer.Ordinal)
        : null;

    private readonly BudgetAmount?[] _caps = Array.ConvertAll(Units, unit => CapIn(budget.Limit, unit));
    private BudgetAccount[]? _latest;

    /// <summary>What accounts count, in the order in which a call is charged.</summary>
    public static BudgetUnit[] Units { get; } = [BudgetUnit.Usd, BudgetUnit.Tokens, BudgetUnit.Calls];

    public BudgetDefinition Budget => budget;

    /// <summary>How many accounts a call has in it for each value that it counts by, as far as its own limit goes.</summary>
    public int Count { get; } = Array.FindAll(Units, unit => CapIn(budget.Limit, unit) is not null).Length;

    /// <summary>The account in a unit of a value that the budget counts by.</summary>
    public BudgetAccount Get(BudgetUnit unit, string scope)
    {
        if (_ofTargets is not null)
        {
            return _ofTargets.GetOrAdd(scope, Make)[(int)unit];
        }

        // Another call may put its own in between: what is read here is whole all the same.
        var accounts = Volatile.Read(ref _latest);
        if (accounts is null || accounts[0].Scope != scope)
        {
            Volatile.Write(ref _latest, accounts = Make(scope));
        }

        return accounts[(int)unit];
    }

    /// <summary>What an account may hold at most by a limit; null where that says nothing of the unit.</summary>
    public BudgetAmount? CapOf(BudgetLimit limit, BudgetUnit unit) =>
        ReferenceEquals(limit, budget.Limit) ? _caps[(int)unit] : CapIn(limit, unit);

    private static BudgetAmount? CapIn(BudgetLimit limit, BudgetUnit unit) => unit switch
    {
        BudgetUnit.Usd => limit.Usd is { } usd ? BudgetAmount.FromUsd(usd) : null,
        BudgetUnit.Tokens => limit.Tokens is { } tokens ? BudgetAmount.FromUnitsSaturating(tokens) : null,
        _ => limit.Calls is { } calls ? BudgetAmount.FromUnitsSaturating(calls) : null,
    };

    private BudgetAccount[] Make(string scope) => Array.ConvertAll(Units, unit => new BudgetAccount
    {
        Table = table,
        Budget = budget.Name,
        Unit = unit,
        Scope = scope,
        Window = budget.Window,
    });
}
