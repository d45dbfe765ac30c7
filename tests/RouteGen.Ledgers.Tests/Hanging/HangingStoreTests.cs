using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.TestSupport.Budgets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Ledgers.Tests.Hanging;

/// <summary>Real stores that stop answering break neither the bound, nor cancellation, nor a reply that is there, nor fail-open.</summary>
[CollectionDefinition(nameof(HangingStoreTests), DisableParallelization = true)]
[Collection(nameof(HangingStoreTests))]
public sealed class HangingStoreTests
{
    /// <summary>What else would end a call or a store's own wait, far beyond what anybody waits for here.</summary>
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly BudgetDefinition Budget = BudgetBench.Daily(usd: 1m);

    public static TheoryData<string, bool> Stores => new()
    {
        { "SQLite locked", false }, { "SQLite locked", true },
        { "Redis behind a proxy that stops", false }, { "Redis behind a proxy that stops", true },
        { "redis-server under SIGSTOP", false }, { "redis-server under SIGSTOP", true },
    };

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_bound_and_cancellation_end_a_call_that_waits_for_it(string kind, bool streamed)
    {
        await using var store = await HangingStore.StartAsync(kind);
        await using var bench = await BenchAsync(store, LedgerFailureMode.FailClosed);
        await store.HangAsync();

        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(bench, streamed, source.Token).WaitAsync(Patience));

        Bound(bench, TimeSpan.FromMilliseconds(300));
        var e = await Assert.ThrowsAsync<RouteException>(() => AskAsync(bench, streamed).WaitAsync(Patience));
        Assert.Equal(Fault.BudgetUnavailable, e.Fault);

        Bound(bench, Hour);
        await store.ComeBackAsync();
        await SettledAsync(store, BudgetBench.Served);
        await AskAsync(bench, streamed);
        await SettledAsync(store, 2 * BudgetBench.Served);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_reply_that_is_there_does_not_wait_for_it(string kind, bool streamed)
    {
        await using var store = await HangingStore.StartAsync(kind);
        await using var bench = await BenchAsync(store, LedgerFailureMode.FailClosed);
        bench.Route.Configuring = (_, _) => store.HangAsync().GetAwaiter().GetResult();

        await AskAsync(bench, streamed).WaitAsync(Patience);

        await store.ComeBackAsync();
        await SettledAsync(store, 2 * BudgetBench.Served);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Fail_open_stops_nobody(string kind, bool streamed)
    {
        await using var store = await HangingStore.StartAsync(kind);
        await using var bench = await BenchAsync(store, LedgerFailureMode.FailOpen);
        await store.HangAsync();

        Bound(bench, TimeSpan.FromMilliseconds(300));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync(bench, streamed))).WaitAsync(Patience);

        Bound(bench, Hour);
        await store.ComeBackAsync();
        await SettledAsync(store, 51 * BudgetBench.Served);
    }

    /// <summary>A table on the store, which has served one call.</summary>
    private static async Task<TestBench> BenchAsync(HangingStore store, LedgerFailureMode failure)
    {
        var bench = new TestBench(
            r => r.With(budgets: [Budget], total: Hour),
            services: s =>
            {
                s.AddSingleton(TimeProvider.System);
                s.AddSingleton(store.Ledger);
                s.Configure<BudgetOptions>(
                    o => (o.WhenLedgerFails, o.LedgerTimeout, o.DrainTimeout) = (failure, Hour, TimeSpan.FromSeconds(1)));
            });
        await AskAsync(bench, streamed: false);
        await SettledAsync(store, BudgetBench.Served);
        return bench;
    }

    /// <summary>Sets how long calls wait for their ledger.</summary>
    private static void Bound(TestBench bench, TimeSpan time) =>
        bench.Services.GetRequiredService<IOptions<BudgetOptions>>().Value.LedgerTimeout = time;

    private static async Task AskAsync(TestBench bench, bool streamed, CancellationToken cancellationToken = default)
    {
        if (!streamed)
        {
            await bench.Route.GetResponseAsync("a ticket", cancellationToken: cancellationToken);
            return;
        }

        await foreach (var _ in bench.Route.GetStreamingResponseAsync("a ticket", cancellationToken: cancellationToken))
        {
        }
    }

    /// <summary>Waits until the account holds what was served, and no reservation is left.</summary>
    private static async Task SettledAsync(HangingStore store, decimal committed)
    {
        var account =
            new BudgetAccount { Table = "TestTable", Budget = Budget.Name, Unit = BudgetUnit.Usd, Scope = "", Window = Budget.Window };
        var expected = new BudgetBalance { Committed = BudgetAmount.FromUsd(committed) };
        var watch = Stopwatch.StartNew();
        BudgetBalance found = default;
        while (watch.Elapsed < Patience)
        {
            try
            {
                found = await store.Ledger.GetBalanceAsync(account);
            }
            catch (Exception e) when (e is TimeoutException or RouteGen.Redis.RedisLedgerException or Microsoft.Data.Sqlite.SqliteException)
            {
                // It is coming back.
                found = default;
            }

            if (found == expected)
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Equal(expected, found);
    }
}
