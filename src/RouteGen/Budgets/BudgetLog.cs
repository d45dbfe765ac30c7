using Microsoft.Extensions.Logging;

namespace RouteGen.Budgets;

/// <summary>What is logged of budgets: event ids 40 to 49.</summary>
internal static partial class BudgetLog
{
    [LoggerMessage(40, LogLevel.Information, "Budgets are counted in the memory of this process: they are lost when it ends, and other " +
        "processes do not see them. Register the ledger of RouteGen.Sqlite or RouteGen.Redis, or an IBudgetLedger of your own, to keep " +
        "them")]
    public static partial void BudgetsInMemory(this ILogger log);

    [LoggerMessage(41, LogLevel.Warning, "Route {Route}: budget {Budget} (per {Scope}) has no room left in {Unit}; the call continues")]
    public static partial void BudgetOverrun(this ILogger log, string route, string budget, BudgetScope scope, BudgetUnit unit);

    [LoggerMessage(42, LogLevel.Information, "Route {Route}: targets that do not fit budget {Budget} (per {Scope}) are skipped")]
    public static partial void BudgetDowngraded(this ILogger log, string route, string budget, BudgetScope scope);

    [LoggerMessage(43, LogLevel.Error, "Route {Route}: the budget ledger failed with {ExceptionType}; calls {Failure} until it is back")]
    public static partial void LedgerFailed(this ILogger log, string route, string exceptionType, LedgerFailureMode failure);

    [LoggerMessage(44, LogLevel.Warning, "Route {Route}: the cost of a call could not be settled ({ExceptionType}); it will be retried")]
    public static partial void SettlementPostponed(this ILogger log, string route, string exceptionType);

    [LoggerMessage(45, LogLevel.Warning, "{Settlements} settlements are still waiting for the budget ledger ({ExceptionType})")]
    public static partial void SettlementStillPostponed(this ILogger log, int settlements, string exceptionType);

    [LoggerMessage(46, LogLevel.Error, "A settlement was abandoned: {Amounts}")]
    public static partial void SettlementLost(this ILogger log, string amounts);

    [LoggerMessage(47, LogLevel.Information, "Route {Route}: what is left of budget {Budget} (per {Scope}) in {Unit} is reserved by " +
        "calls under way, and remained so for as long as a call waits for room")]
    public static partial void BudgetBusy(this ILogger log, string route, string budget, BudgetScope scope, BudgetUnit unit);

    [LoggerMessage(48, LogLevel.Warning, "The free credit at provider {Provider} ({Credential}) is used up or has lapsed: its targets " +
        "are skipped from now on")]
    public static partial void CreditEndedSkip(this ILogger log, string provider, string credential);

    [LoggerMessage(49, LogLevel.Warning, "The free credit at provider {Provider} ({Credential}) is used up or has lapsed: its targets " +
        "cost money from now on")]
    public static partial void CreditEndedPay(this ILogger log, string provider, string credential);
}
