using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using RouteGen;
using SupportApp;

public sealed class CachedSummaries(SupportRoutes routes, IDistributedCache cache)
{
    public async Task<string> SummarizeAsync(string tenant, string ticket)
    {
        using var client = routes.Summarize.For(tenant: tenant).AsBuilder()
            .UseDistributedCache(cache, c => c.CacheKeyAdditionalValues = [routes.Summarize.CacheKey, tenant])
            .Build();
        var response = await client.GetResponseAsync(ticket);
        return response.GetRouteRecord() is { } record
            ? $"{response.Text} ({record.CostUsd} USD)"
            : $"{response.Text} (from the cache, for nothing)";
    }
}
