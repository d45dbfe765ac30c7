using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using RouteGen;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests;

/// <summary>The table of the guides with a simulated provider for each of its own: real SDKs and HTTP over loopback.</summary>
internal sealed class FrameworkBench : IAsyncDisposable
{
    private readonly RecordLog _records;

    private FrameworkBench(SimulatedProviders providers, RecordLog records)
    {
        Providers = providers;
        _records = records;
    }

    public SimulatedProviders Providers { get; }

    /// <summary>What OpenAI received.</summary>
    public IReadOnlyList<SimulatedRequest> OpenAI => Providers.GetProvider("openai").Requests;

    /// <summary>What Anthropic received.</summary>
    public IReadOnlyList<SimulatedRequest> Anthropic => Providers.GetProvider("anthropic").Requests;

    public static async Task<FrameworkBench> StartAsync() =>
        new(await SimulatedProviders.StartAsync<SupportRoutes>(TestContext.Current.CancellationToken), new RecordLog());

    /// <summary>Points an application's container at the simulated providers, after it has registered the table or before.</summary>
    public IServiceCollection Simulate(IServiceCollection services) => services
        .UseSimulatedProviders<SupportRoutes>(Providers)
        .AddSingleton<IRouteObserver>(_records);

    /// <summary>A container with what an application adds.</summary>
    public ServiceProvider Services(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        return Simulate(services).BuildServiceProvider();
    }

    /// <summary>The next records, in the order in which calls ended.</summary>
    public async Task<RouteRecord[]> RecordsAsync(int count)
    {
        var records = new RouteRecord[count];
        for (var i = 0; i < count; i++)
        {
            records[i] = await _records.NextAsync();
        }

        return records;
    }

    public ValueTask DisposeAsync() => Providers.DisposeAsync();

    private sealed class RecordLog : IRouteObserver
    {
        private readonly Channel<RouteRecord> _channel = Channel.CreateUnbounded<RouteRecord>();

        public Task<RouteRecord> NextAsync() => _channel.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

        public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken) =>
            _channel.Writer.WriteAsync(record, cancellationToken);
    }
}
