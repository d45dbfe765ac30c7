using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using RouteGen;

public sealed class FirstChoiceCache(IChatClient route, IDistributedCache cache) : DistributedCachingChatClient(route, cache)
{
    protected override Task WriteCacheAsync(string key, ChatResponse value, CancellationToken cancellationToken) =>
        value.GetRouteRecord() is { FallbackReason: null, Skipped.Count: 0 }
            ? base.WriteCacheAsync(key, value, cancellationToken)
            : Task.CompletedTask;
}
