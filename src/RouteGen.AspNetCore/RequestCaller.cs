using Microsoft.AspNetCore.Http;

namespace RouteGen.AspNetCore;

/// <summary>
/// The caller of the request that runs here. One that <see cref="AmbientRouteCaller.BeginScope"/> sets inside of it comes first.
/// </summary>
internal sealed class RequestCaller : IRouteCallerAccessor
{
    private static readonly AsyncLocal<Request?> Current = new();
    private readonly AmbientRouteCaller _ambient = new();

    public RouteCaller? Caller => _ambient.Caller ?? Current.Value?.Caller;

    /// <summary>Begins a request; it ends when the result is disposed of.</summary>
    public static IDisposable Begin(HttpContext http, Func<HttpContext, RouteCaller?> callerOf) =>
        Current.Value = new Request(http, callerOf, Current.Value);

    /// <summary>
    /// Who calls is found when it is first asked for, so that authentication may come after the middleware. What is left running after the
    /// request keeps the caller that was found in it: the context is another request's by then.
    /// </summary>
    private sealed class Request(HttpContext http, Func<HttpContext, RouteCaller?> callerOf, Request? before) : IDisposable
    {
        private readonly Lock _gate = new();
        private HttpContext? _http = http;
        private RouteCaller? _caller;

        public RouteCaller? Caller
        {
            get
            {
                lock (_gate)
                {
                    return _caller ??= _http is { } current ? callerOf(current) : null;
                }
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _http = null;
            }

            Current.Value = before;
        }
    }
}
