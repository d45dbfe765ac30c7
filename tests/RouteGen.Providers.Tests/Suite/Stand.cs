using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Testing;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Providers.Tests.Suite;

/// <summary>One wire's route in a container of its own: two simulated providers, two real SDKs.</summary>
internal sealed class Stand : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private readonly ServiceProvider _services;

    private Stand(Dialect dialect, Dialect backupDialect, SimulatedProvider primary, SimulatedProvider backup, ServiceProvider services)
    {
        Dialect = dialect;
        Backing = backupDialect;
        Primary = primary;
        Backup = backup;
        _services = services;
        Table = services.GetRequiredService<WireTable>();
    }

    public Dialect Dialect { get; }

    /// <summary>What the roomier target behind the first one speaks.</summary>
    public Dialect Backing { get; }

    public SimulatedProvider Primary { get; }

    public SimulatedProvider Backup { get; }

    public WireTable Table { get; }

    public WireRoute Route => Table.Route(Dialect, Backing);

    public ModelScript PrimaryScript => Primary.On(WireTable.PrimaryModel);

    public ModelScript BackupScript => Backup.On(WireTable.BackupModel);

    public int Hits => Primary.Requests.Count + Backup.Requests.Count;

    public static async Task<Stand> StartAsync(
        Dialect dialect,
        Action<IServiceCollection>? configure = null,
        string key = Adapters.Key,
        bool primaryRefuses = false,
        Dialect? backup = null,
        string? primary = null,
        bool isTimed = false)
    {
        var backing = backup ?? WireTable.BackupOf(dialect);
        var first = await Adapters.StartAsync(dialect, new() { RequireApiKey = true });
        var second = await Adapters.StartAsync(backing, new() { RequireApiKey = true });
        var services = new ServiceCollection();
        configure?.Invoke(services);
        if (isTimed)
        {
            services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UtcNow));
        }

        services.AddRouteTable<WireTable>(table => table.Configure(settings =>
        {
            settings.AllowMissing = true;
            Set(
                settings.GetOrAddProvider(dialect.ToString()),
                primary is not null ? new Uri(primary)
                    : primaryRefuses ? SimulatedProvider.GetRefusedEndpoint(dialect.Wire())
                    : first.Endpoint);
            Set(settings.GetOrAddProvider(backing.ToString()), second.Endpoint);
        }));
        return new(dialect, backing, first, second, services.BuildServiceProvider());

        void Set(ProviderSettings settings, Uri endpoint)
        {
            settings.ApiKey = key;
            settings.Endpoint = endpoint.AbsoluteUri;
        }
    }

    /// <summary>Asks plain or streamed, and gives the same view of both: what came, or what was thrown, and the record.</summary>
    public async Task<CallView> AskAsync(
        bool streamed, ChatOptions? options = null, string prompt = "Good morning", TaskCompletionSource? contentSeen = null)
    {
        var route = Route;
        var updates = new List<ChatResponseUpdate>();
        try
        {
            if (!streamed)
            {
                var response = await route.GetResponseAsync(prompt, options);
                return new(response, response.Record, null);
            }

            await foreach (var update in route.GetStreamingResponseAsync(prompt, options))
            {
                updates.Add(update);
                if (update.Text.Length > 0)
                {
                    contentSeen?.TrySetResult();
                }
            }

            return new(updates.ToChatResponse(), updates[^1].GetRouteRecord()!, null);
        }
        catch (RouteException e)
        {
            return new(updates.ToChatResponse(), e.Record, e);
        }
    }

    /// <summary>
    /// Asks on a clock that stands still until the first target has been asked and keeps silent. Then its time is over at once, and whoever
    /// is asked next has as long as a machine needs that has much else to do.
    /// </summary>
    /// <param name="failure">How the first target keeps silent.</param>
    /// <param name="streamed">Whether the call is streamed.</param>
    /// <param name="asked">Completes once the first target has been asked; where it is not given, its provider says so.</param>
    /// <param name="prompt">What is asked.</param>
    public async Task<CallView> AskInVainAsync(
        SimulatedFailure failure, bool streamed, Task? asked = null, string prompt = "Good morning")
    {
        var time = (FakeTimeProvider)_services.GetRequiredService<TimeProvider>();
        var contentSeen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = AskAsync(streamed, prompt: prompt, contentSeen: contentSeen);
        await (asked ?? Primary.WaitForRequestAsync(1)).WaitAsync(Bound);
        if (!streamed || failure != SimulatedFailure.StreamStallsAfterContent)
        {
            time.Advance(WireTable.Patience);
            return await call.WaitAsync(Bound);
        }

        // Silence counts from the moment at which the next update is waited for; nobody else is asked after that.
        await contentSeen.Task.WaitAsync(Bound);
        for (var passed = TimeSpan.Zero; !call.IsCompleted && passed < Bound; passed += TimeSpan.FromSeconds(1))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(call, Patiently.MomentAsync());
        }

        return await call.WaitAsync(Bound);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Primary.DisposeAsync();
        await Backup.DisposeAsync();
    }
}

/// <summary>A call as its caller and its record saw it.</summary>
internal sealed record CallView(ChatResponse Response, RouteRecord Record, RouteException? Exception);
