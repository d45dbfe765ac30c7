using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using RouteGen.Definitions;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Hosting;

/// <summary>
/// The named HTTP clients that requests go through. Proxies, certificates and headers are the application's:
/// <c>services.AddHttpClient(RouteHttpClients.GetName("SupportRoutes", "openai")).Configure…</c>.
/// </summary>
public static class RouteHttpClients
{
    // A reply that is let go of before its end is read on for this long, to keep its connection. The last bytes of a whole stream come in
    // that time; the default of 2 s would keep a request that was cancelled between two reads open at a provider that is silent.
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(50);

    /// <summary>The name of the HTTP client of a provider: <c>RouteGen/{table}/{provider}</c>.</summary>
    public static string GetName(string table, string provider) => HttpClientName.For(table, provider);

    internal static void Add(IServiceCollection services, string table, ProviderDefinition provider)
    {
        services.AddHttpClient(GetName(table, provider.Name))
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            // Attempts are logged by the route; four lines more for each of them, with addresses, are noise.
            .RemoveAllLoggers()
            // The SDK keeps its client for the life of the process, so the pool follows DNS instead of the factory's rotation.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
                // A redirect could lead to any host, and would take the prompt, Azure's key and the application's headers there.
                AllowAutoRedirect = false,
                ResponseDrainTimeout = DrainTime,
            })
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, services) =>
            {
                // Aspire and others add a resilience handler to every client. Its retries would multiply attempts below the router's count.
                for (var i = handlers.Count - 1; i >= 0; i--)
                {
                    if (IsResilienceHandler(handlers[i].GetType()))
                    {
                        handlers.RemoveAt(i);
                    }
                }

                handlers.Insert(0, new WireObserver(services.GetService<TimeProvider>() ?? TimeProvider.System));
            });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, NoRedirects>());
    }

    private static bool IsResilienceHandler(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.FullName == "Microsoft.Extensions.Http.Resilience.ResilienceHandler")
            {
                return true;
            }
        }

        return false;
    }
}
