using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Ledgers.Worker;

/// <summary>The accounts that workers charge: one that all share, and one of each caller in each process.</summary>
public static class WorkerAccounts
{
    /// <summary>How long a reservation of a worker lives.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly BudgetWindow Month = BudgetWindow.CreateCalendar(BudgetPeriod.Month);

    /// <summary>Charged by all.</summary>
    public static BudgetAccount Shared { get; } =
        new() { Table = "Work", Budget = "shared", Unit = BudgetUnit.Usd, Scope = "", Window = Month };

    /// <summary>Charged by one caller of one process.</summary>
    public static BudgetAccount Own(int worker, int caller) =>
        new() { Table = "Work", Budget = "own", Unit = BudgetUnit.Usd, Scope = $"{worker}/{caller}", Window = Month };
}
