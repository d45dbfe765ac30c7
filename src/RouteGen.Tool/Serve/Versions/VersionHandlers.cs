using Microsoft.Extensions.Http;

namespace RouteGen.Tool.Serve.Versions;

/// <summary>
/// Keeps the handlers at the ends of a version's HTTP clients, to close their connections with it: a factory of clients lets go of them,
/// and leaves idle connections to the garbage collector.
/// </summary>
internal sealed class VersionHandlers : IHttpMessageHandlerBuilderFilter, IDisposable
{
    private readonly List<HttpMessageHandler> _handlers = [];

    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        lock (_handlers)
        {
            _handlers.Add(builder.PrimaryHandler);
        }
    };

    public void Dispose()
    {
        lock (_handlers)
        {
            foreach (var handler in _handlers)
            {
                handler.Dispose();
            }

            _handlers.Clear();
        }
    }
}
