using Microsoft.Extensions.Http;
using RouteGen.Targets;

namespace RouteGen.Hosting;

/// <summary>
/// Turns redirects off in the handlers that send for providers, after all that the application configures: a primary handler
/// of its own, as for a proxy, has them on.
/// </summary>
internal sealed class NoRedirects : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.Name?.StartsWith(HttpClientName.Prefix, StringComparison.Ordinal) is true)
        {
            TurnOffIn(builder.PrimaryHandler);
        }
    };

    private static void TurnOffIn(HttpMessageHandler? handler)
    {
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            switch (handler)
            {
                // One that is off already may have sent, and takes no setting any more.
                case SocketsHttpHandler { AllowAutoRedirect: true } sockets:
                    sockets.AllowAutoRedirect = false;
                    break;
                case HttpClientHandler { AllowAutoRedirect: true } client:
                    client.AllowAutoRedirect = false;
                    break;
            }
        }
    }
}
