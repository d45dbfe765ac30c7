using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Budgets;

/// <summary>
/// A ledger that does not answer breaks neither the total, nor cancellation, nor a reply that is there, nor
/// fail-open. In real time, in which nothing else would end what hangs: the other timers are an hour long.
/// </summary>
[CollectionDefinition(nameof(HangingLedgerTests), DisableParallelization = true)]
[Collection(nameof(HangingLedgerTests))]
public sealed class HangingLedgerTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly BudgetDefinition Budget = Daily(usd: 1m);

    public static TheoryData<bool, bool> Ways => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_total_ends_a_call_that_waits_for_its_ledger(bool blocks, bool streamed)
    {
        var ledger = new HangingLedger(blocks);
        await using var bench = Make(ledger, total: TimeSpan.FromMilliseconds(400), timeout: Hour);
        ledger.Hang();

        var e = await Assert.ThrowsAsync<RouteException>(() => AskAsync(bench, streamed).WaitAsync(Patience));

        Assert.Equal((Fault.BudgetUnavailable, RouteOutcome.Stopped, 0), (e.Fault, e.Record.Outcome, e.Record.Attempts.Count));
        ledger.ComeBack();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_ledgers_own_bound_ends_it_before_the_total(bool blocks, bool streamed)
    {
        var ledger = new HangingLedger(blocks);
        await using var bench = Make(ledger);
        ledger.Hang();

        var e = await Assert.ThrowsAsync<RouteException>(() => AskAsync(bench, streamed).WaitAsync(Patience));

        Assert.Equal(Fault.BudgetUnavailable, e.Fault);
        ledger.ComeBack();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_caller_who_cancels_does_not_wait_for_the_ledger(bool blocks, bool streamed)
    {
        var ledger = new HangingLedger(blocks);
        await using var bench = Make(ledger, timeout: Hour);
        ledger.Hang();
        using var source = new CancellationTokenSource();

        var call = Task.Run(() => AskAsync(bench, streamed, source.Token));
        await Patiently.UntilAsync(() => ledger.Waiting > 0);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience));

        Assert.Equal((RouteOutcome.Cancelled, Fault.Cancelled), (bench.Record.Outcome, bench.Record.Fault));
        ledger.ComeBack();
        await SettledAsync(bench, ledger, 0m);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_reply_that_is_there_does_not_wait_for_its_settlement(bool blocks, bool streamed)
    {
        var ledger = new HangingLedger(blocks);
        await using var bench = Make(ledger, timeout: Hour);
        ledger.Hang(reserves: false);

        await AskAsync(bench, streamed).WaitAsync(Patience);

        Assert.Equal((0m, AtSecond), await bench.UsdAsync(Budget));
        ledger.ComeBack();
        await SettledAsync(bench, ledger, Served);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_ledger_that_hangs_and_fails_open_stops_nobody(bool blocks, bool streamed)
    {
        var ledger = new HangingLedger(blocks);
        await using var bench = Make(ledger, failure: LedgerFailureMode.FailOpen);
        ledger.Hang();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync(bench, streamed))).WaitAsync(Patience);

        Assert.Equal(50, bench.Route.Records.Count);
        ledger.ComeBack();
        await SettledAsync(bench, ledger, 50 * Served);
    }

    [Fact]
    public async Task A_call_that_may_pass_leaves_its_targets_half_of_the_total()
    {
        var ledger = new HangingLedger(blocks: false);
        await using var bench = Make(
            ledger, failure: LedgerFailureMode.FailOpen, total: TimeSpan.FromSeconds(6), timeout: Hour);
        ledger.Hang();

        await AskAsync(bench, streamed: false);

        Assert.Equal(RouteOutcome.Served, bench.Record.Outcome);
        ledger.ComeBack();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_it_hangs_one_caller_at_a_time_tries_it_and_the_others_know_at_once(bool blocks)
    {
        var ledger = new HangingLedger(blocks);
        await using var bench = Make(ledger);
        ledger.Hang();
        await Assert.ThrowsAsync<RouteException>(() => AskAsync(bench, streamed: false));
        var before = ledger.Reserves;
        bench.Services.GetRequiredService<IOptions<BudgetOptions>>().Value.LedgerTimeout = Hour;

        Task[] calls = [.. Enumerable.Range(0, 50).Select(_ => Assert.ThrowsAsync<RouteException>(() => AskAsync(bench, streamed: false)))];
        await Patiently.UntilAsync(() => calls.Count(c => c.IsCompleted) >= 49 && ledger.Waiting == 2);

        Assert.Equal(49, calls.Count(c => c.IsCompleted));
        ledger.ThenThrows = new InvalidOperationException("no disk");
        ledger.ComeBack();
        await Task.WhenAll(calls).WaitAsync(Patience);
        Assert.Equal((1, 1), (before, ledger.Reserves - before));
        Assert.All(bench.Route.Records, r => Assert.Equal(Fault.BudgetUnavailable, r.Fault));

        await SettledAsync(bench, ledger, 0m);
        await AskAsync(bench, streamed: false);
        await SettledAsync(bench, ledger, Served);
    }

    [Fact]
    public async Task What_is_granted_after_it_was_given_up_comes_back_and_what_fails_then_is_seen_to()
    {
        var unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, e) => unobserved += e.Exception.ToString()
            .Contains("too late", StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += count;
        var ledger = new HangingLedger(blocks: false);
        await using var bench = Make(ledger);
        ledger.Hang();
        ledger.ThenThrows = new InvalidOperationException("too late");
        await Assert.ThrowsAsync<RouteException>(() => AskAsync(bench, streamed: false));
        ledger.ComeBack();
        await SettledAsync(bench, ledger, 0m);

        ledger.ThenThrows = null;
        ledger.Hang();
        await Assert.ThrowsAsync<RouteException>(() => AskAsync(bench, streamed: false));
        ledger.ComeBack();

        await SettledAsync(bench, ledger, 0m);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= count;
        Assert.Equal(0, unobserved);
    }

    [Fact]
    public async Task The_end_of_the_process_waits_for_settlements()
    {
        var ledger = new HangingLedger(blocks: false);
        var bench = Make(ledger, timeout: Hour, drain: Hour);
        ledger.Hang(reserves: false);
        await AskAsync(bench, streamed: false);

        var end = bench.DisposeAsync().AsTask();
        Assert.False(end.IsCompleted);
        ledger.ComeBack();
        await end.WaitAsync(Patience);

        Assert.Equal(new BudgetBalance { Committed = BudgetAmount.FromUsd(Served) }, await ledger.GetBalanceAsync(Account));
    }

    [Fact]
    public async Task The_end_of_the_process_waits_no_longer_than_it_may_and_tells_what_is_lost()
    {
        var ledger = new HangingLedger(blocks: true);
        var lines = new LogLines();
        var bench = Make(ledger, timeout: Hour, drain: TimeSpan.FromMilliseconds(300), log: lines);
        ledger.Hang(reserves: false);
        await AskAsync(bench, streamed: false);

        await bench.DisposeAsync().AsTask().WaitAsync(Patience);

        Assert.Contains(
            lines.All,
            l => l.Text.Contains($"A settlement was abandoned: daily {BudgetAmount.FromUsd(Served).Units} Usd", StringComparison.Ordinal));
        ledger.ComeBack();
    }

    private static BudgetAccount Account =>
        new() { Table = "TestTable", Budget = Budget.Name, Unit = BudgetUnit.Usd, Window = Budget.Window };

    private static TestBench Make(
        HangingLedger ledger, LedgerFailureMode failure = LedgerFailureMode.FailClosed,
        TimeSpan? total = null, TimeSpan? timeout = null, TimeSpan? drain = null, LogLines? log = null) => new(
        r => r.With(budgets: [Budget], total: total ?? Hour),
        services: s =>
        {
            s.AddSingleton(TimeProvider.System);
            s.AddSingleton<IBudgetLedger>(ledger);
            s.Configure<BudgetOptions>(o => (o.WhenLedgerFails, o.LedgerTimeout, o.DrainTimeout) =
                (failure, timeout ?? TimeSpan.FromMilliseconds(300), drain ?? TimeSpan.FromMilliseconds(100)));
            if (log is not null)
            {
                s.AddSingleton<ILoggerProvider>(log);
            }
        });

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

    /// <summary>Waits until the account holds what was served and nothing else.</summary>
    private static async Task SettledAsync(TestBench bench, HangingLedger ledger, decimal committed)
    {
        var watch = Stopwatch.StartNew();
        while ((!ledger.IsIdle || await bench.UsdAsync(Budget) != (committed, 0m)) && watch.Elapsed < Patience)
        {
            await Task.Delay(20);
        }

        Assert.Equal((committed, 0m), await bench.UsdAsync(Budget));
    }
}
