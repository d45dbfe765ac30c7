using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Budgets;
using RouteGen.Sqlite;
using RouteGen.Testing;

namespace RouteGen.Gateway.Tests.Credits;

/// <summary>Two providers with free credit and one without, on the wire, under a clock that the test moves.</summary>
internal sealed class CreditBench : IAsyncDisposable
{
    /// <summary>What a call costs: 100 tokens in at 1, and 50 out at 10 USD per million.</summary>
    public const decimal Cost = 0.0006m;

    /// <summary>What the table gives to each key.</summary>
    public const decimal Given = 0.0025m;

    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-credits-").FullName;
    private readonly List<IAsyncDisposable> _processes = [];

    private CreditBench(SimulatedProviders providers) => Providers = providers;

    public SimulatedProviders Providers { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2029, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public string LedgerPath => Path.Combine(_folder, "ledger.db");

    public static async Task<CreditBench> StartAsync()
    {
        var bench = new CreditBench(await SimulatedProviders.StartAsync<CreditRoutes>(TestContext.Current.CancellationToken));
        foreach (var target in (string[])["gift", "taste", "bill"])
        {
            bench.Providers.On(target).Always(
                SimulatedReply.FromText("ok") with { Usage = new SimulatedUsage(100, 50) });
        }

        return bench;
    }

    /// <summary>What a process of the application would have: a container and a connection of its own to the one file.</summary>
    public ServiceProvider Begin(Func<IBudgetLedger, IBudgetLedger>? around = null, string[]? keys = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        IBudgetLedger ledger = new SqliteBudgetLedger(LedgerPath, timeProvider: Time);
        services.AddSingleton(_ => around?.Invoke(ledger) ?? ledger);
        services.UseSimulatedProviders<CreditRoutes>(Providers);
        if (keys is not null)
        {
            services.AddRouteTable<CreditRoutes>(table => table.Configure(settings =>
            {
                var deal = settings.GetOrAddProvider("deal");
                deal.ApiKey = null;
                deal.ApiKeys.Clear();
                foreach (var key in keys)
                {
                    deal.ApiKeys.Add(key);
                }
            }));
        }

        var process = services.BuildServiceProvider();
        _processes.Add(process);
        return process;
    }

    public static Task<ChatResponse> AskAsync(ServiceProvider process) =>
        ((IChatClient)process.GetRequiredService<CreditRoutes>().Granted).GetResponseAsync(
            "a ticket", cancellationToken: TestContext.Current.CancellationToken);

    public static Task<ChatResponse> TryAsync(ServiceProvider process) =>
        ((IChatClient)process.GetRequiredService<CreditRoutes>().Tasted).GetResponseAsync(
            "a ticket", cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>What the file says, when all that has ended is settled.</summary>
    public async Task<BudgetBalance> BalanceAsync(string provider = "deal", string credential = "DEAL_KEY_A")
    {
        foreach (var process in _processes.OfType<ServiceProvider>())
        {
            await process.GetRequiredService<LedgerAccess>().SettledAsync();
        }

        using var ledger = new SqliteBudgetLedger(LedgerPath, timeProvider: Time);
        return await ledger.GetBalanceAsync(CreditAccounts.Create("CreditRoutes", provider, credential));
    }

    /// <summary>Ends a process as an application does.</summary>
    public async Task EndAsync(ServiceProvider process)
    {
        _processes.Remove(process);
        await process.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await Providers.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
