using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using RouteGen;
using SupportApp;

public static class CachedClients
{
    public static IServiceCollection AddCachedSummaries(this IServiceCollection services) => services
        .AddDistributedMemoryCache()
        .AddSupportRoutes()
        .AddKeyedSingleton<IChatClient>("cached summaries", (s, _) =>
        {
            var route = s.GetRequiredKeyedService<IChatClient>(SupportRoutes.Keys.Summarize);
            return new DistributedCachingChatClient(route, s.GetRequiredService<IDistributedCache>())
            {
                CacheKeyAdditionalValues = [route.GetService<ModelRoute>()!.CacheKey],
            };
        });
}
