using System.Collections.Concurrent;
using System.Threading.Channels;

namespace SupportDesk.Tests;

/// <summary>The records of the application under test, by route.</summary>
internal sealed class RecordLog : IRouteObserver
{
    private readonly ConcurrentDictionary<string, Channel<RouteRecord>> _routes = new(StringComparer.Ordinal);

    public Task<RouteRecord> NextAsync(string route, CancellationToken cancellationToken) =>
        ChannelFor(route).Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(5), cancellationToken);

    public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken) =>
        ChannelFor(record.Route).Writer.WriteAsync(record, cancellationToken);

    private Channel<RouteRecord> ChannelFor(string route) => _routes.GetOrAdd(route, static _ => Channel.CreateUnbounded<RouteRecord>());
}
