namespace RouteGen.Routes;

/// <summary>
/// Marks what a request without a caller throws, so that an endpoint answers for it as the request's fault and not as its own. The types
/// stay those that <c>For(…)</c> and the keyed clients document.
/// </summary>
internal static class MissingCaller
{
    private const string Part = "RouteGen.MissingCaller";
    private const string Nobody = "RouteGen.MissingCaller.IsNobody";

    /// <summary>Marks an exception; one that lacks an operation is the application's own mistake, and stays unmarked.</summary>
    /// <param name="exception">What is thrown.</param>
    /// <param name="scope">What the budget counts by.</param>
    /// <param name="caller">What is known of the caller.</param>
    public static TException Mark<TException>(TException exception, BudgetScope scope, RouteCaller? caller)
        where TException : Exception
    {
        if (IsIdentity(scope))
        {
            exception.Data[Part] = scope.ToString().ToLowerInvariant();
            exception.Data[Nobody] = string.IsNullOrWhiteSpace(caller?.User) && string.IsNullOrWhiteSpace(caller?.Agent)
                && string.IsNullOrWhiteSpace(caller?.Tenant) && string.IsNullOrWhiteSpace(caller?.Key);
        }

        return exception;
    }

    /// <summary>Whether a budget counts by who calls, and not by what is done.</summary>
    public static bool IsIdentity(BudgetScope scope) =>
        scope is BudgetScope.User or BudgetScope.Agent or BudgetScope.Tenant or BudgetScope.Key;

    /// <summary>What the caller lacks, and whether nothing is known of it; null where that is not why a call failed.</summary>
    public static (string Part, bool IsNobody)? Find(Exception exception) =>
        exception.Data[Part] is string part ? (part, exception.Data[Nobody] is true) : null;
}
