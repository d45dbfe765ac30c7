using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Hosting;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>A simulated provider for every dialect, which all answer by one script and note who asked and when it was over.</summary>
internal sealed partial class WireField : IAsyncDisposable
{
    private readonly Dictionary<Dialect, SimulatedProvider> _providers = [];
    private readonly ConcurrentDictionary<int, ConcurrentQueue<Arrival>> _arrivals = new();
    private readonly ConcurrentBag<HttpMessageHandler> _pools = [];

    private WireField()
    {
    }

    public IEnumerable<Arrival> Arrivals => _arrivals.Values.SelectMany(of => of);

    /// <param name="reply">What is answered, by dialect, call and how often the call has asked before.</param>
    public static async Task<WireField> StartAsync(Func<Dialect, int, int, SimulatedReply> reply)
    {
        var field = new WireField();
        foreach (var dialect in Adapters.Dialects)
        {
            var provider = field._providers[dialect] = await Adapters.StartAsync(dialect);
            provider.OnAnyModel().Always(request => field.Answer(dialect, request, reply));
        }

        return field;
    }

    /// <summary>How a call marks its prompt.</summary>
    public static string Prompt(int call) => $"Good morning from call-{call}.";

    public IReadOnlyCollection<Arrival> ArrivalsOf(int call) => _arrivals.TryGetValue(call, out var of) ? of : [];

    public Uri EndpointOf(Dialect dialect) => _providers[dialect].Endpoint;

    /// <summary>A container of its own, so that what its breakers learn is not known to others.</summary>
    /// <param name="observer">Who is told of every record.</param>
    /// <param name="sent">Who marks every request.</param>
    public ServiceProvider Container(IRouteObserver observer, SentRequests? sent = null)
    {
        var services = new ServiceCollection()
            .AddSingleton(observer)
            .AddRouteTable<WireTable>(table => table.Configure(settings =>
            {
                foreach (var dialect in Enum.GetValues<Dialect>())
                {
                    settings.GetOrAddProvider(dialect.ToString()).ApiKey = Adapters.Key;
                }

                foreach (var (dialect, provider) in _providers)
                {
                    settings.GetOrAddProvider(dialect.ToString()).Endpoint = provider.Endpoint.AbsoluteUri;
                }
            }));
        foreach (var dialect in _providers.Keys)
        {
            var http = services.AddHttpClient(RouteHttpClients.GetName("WireTable", dialect.ToString()))
                .ConfigurePrimaryHttpMessageHandler((pool, _) => _pools.Add(pool));
            if (sent is not null)
            {
                http.AddHttpMessageHandler(sent.Handler);
            }
        }

        return services.BuildServiceProvider();
    }

    /// <summary>
    /// Waits until every request is over, and names those that are not; also one whose caller has left and which arrives only now.
    /// </summary>
    public async Task<List<string>> OpenAsync(TimeSpan bound)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            List<string> open = [.. _arrivals.SelectMany(of => of.Value.Where(arrival => !arrival.Request.Ended.IsCompleted)
                .Select(arrival => $"call {of.Key}, {arrival.Reply}: {arrival.Request}"))];
            if (open.Count == 0 || Stopwatch.GetElapsedTime(started) > bound)
            {
                return open;
            }

            await Task.Delay(10);
        }
    }

    /// <summary>
    /// Closes the connections that rest in the containers' pools, waits for the others, and names those that nobody closes.
    /// </summary>
    public async Task<List<string>> ConnectedAsync(TimeSpan bound)
    {
        foreach (var pool in _pools)
        {
            pool.Dispose();
        }

        var started = Stopwatch.GetTimestamp();
        var ports = _providers.Values.Select(provider => provider.Endpoint.Port).ToHashSet();
        while (true)
        {
            var connected = Sockets.ConnectedTo(ports);
            if (connected.Count == 0 || Stopwatch.GetElapsedTime(started) > bound)
            {
                return connected;
            }

            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers.Values)
        {
            await provider.DisposeAsync();
        }
    }

    private SimulatedReply Answer(Dialect dialect, SimulatedRequest request, Func<Dialect, int, int, SimulatedReply> reply)
    {
        var call = int.Parse(Mark().Match(request.Body.GetRawText()).Groups[1].Value, CultureInfo.InvariantCulture);
        var of = _arrivals.GetOrAdd(call, _ => new());
        var before = of.Count;
        var chosen = reply(dialect, call, before);
        of.Enqueue(new Arrival(request, $"{dialect} {chosen.Failure?.ToString() ?? "reply"}"));
        return chosen;
    }

    [GeneratedRegex(@"call-(\d+)\.")]
    private static partial Regex Mark();
}

/// <summary>A request that came.</summary>
internal sealed class Arrival(SimulatedRequest request, string reply)
{
    public SimulatedRequest Request { get; } = request;

    /// <summary>What marked it as it was sent; null where nothing did.</summary>
    public string? Id => Request.Headers.GetValueOrDefault(SentRequests.Header);

    /// <summary>Who answers, and how.</summary>
    public string Reply { get; } = reply;
}

/// <summary>Every record that was written.</summary>
internal sealed class RecordKeeper : IRouteObserver
{
    private readonly ConcurrentQueue<RouteRecord> _records = new();

    public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken)
    {
        _records.Enqueue(record);
        return default;
    }

    /// <summary>The records by call, once there are as many as are awaited; observers are told a moment after the caller.</summary>
    public async Task<ILookup<int, RouteRecord>> TakeAsync(int count)
    {
        for (var i = 0; i < 30_000 && _records.Count < count; i++)
        {
            await Task.Delay(10);
        }

        // One too many would come at once.
        await Task.Delay(20);
        return _records.ToLookup(record => int.Parse(record.Caller.User!, CultureInfo.InvariantCulture));
    }
}
