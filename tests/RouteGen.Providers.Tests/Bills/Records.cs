using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Providers.Tests.Bills;

/// <summary>Keeps the records of calls, also of those that end in an exception without one.</summary>
internal sealed class Records : IRouteObserver
{
    private readonly Channel<RouteRecord> _records = Channel.CreateUnbounded<RouteRecord>();

    public void AddTo(IServiceCollection services) => services.AddSingleton<IRouteObserver>(this);

    public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken) =>
        _records.Writer.WriteAsync(record, cancellationToken);

    public Task<RouteRecord> NextAsync() => _records.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(5));
}
