namespace RouteGen;

/// <summary>
/// Says who causes calls that do not say it themselves. Register one as a singleton: what <c>For(…)</c> leaves open is taken from it at
/// each call, and the keyed client of a route with budgets per user, agent, tenant, key or operation asks it.
/// </summary>
public interface IRouteCallerAccessor
{
    /// <summary>The caller now; null when there is none.</summary>
    RouteCaller? Caller { get; }
}

/// <summary>
/// The caller of whatever runs below a point of the program, such as a request or a job: it flows with the asynchronous call.
/// </summary>
public sealed class AmbientRouteCaller : IRouteCallerAccessor
{
    private static readonly AsyncLocal<RouteCaller?> Current = new();

    /// <inheritdoc/>
    public RouteCaller? Caller => Current.Value;

    /// <summary>Sets the caller until the result is disposed of, which puts the one before back.</summary>
    public static IDisposable BeginScope(RouteCaller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var scope = new Scope(Current.Value);
        Current.Value = caller;
        return scope;
    }

    private sealed class Scope(RouteCaller? before) : IDisposable
    {
        public void Dispose() => Current.Value = before;
    }
}
