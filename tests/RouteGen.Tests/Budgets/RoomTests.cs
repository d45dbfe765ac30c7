using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Budgets;

/// <summary>A reservation is not spend: where nothing else is in the way, a call waits for it, and fails as busy.</summary>
public sealed class RoomTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_waits_until_another_gives_back_what_it_reserved(bool streamed)
    {
        var budget = Daily(usd: AtSecond * 1.5m);
        await using var bench = Make(budget);
        var first = await HoldAsync(bench, streamed);

        var second = AskAsync(bench, streamed);
        Assert.False(second.IsCompleted);
        Assert.Single(bench.First.Requests);
        _gate.SetResult();

        await first.WaitAsync(Long);
        await second.WaitAsync(Long);
        Assert.Equal((2 * Served, 0m), await bench.UsdAsync(budget));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_fails_as_busy_with_a_time_when_it_has_waited_as_long_as_the_budget_says(bool streamed)
    {
        await using var bench = Make(Daily(usd: AtSecond * 1.5m, waitForRoom: TimeSpan.FromSeconds(2)));
        var first = await HoldAsync(bench, streamed);
        var second = AskAsync(bench, streamed);

        await PassAsync(bench, second, TimeSpan.FromSeconds(1.5));
        Assert.False(second.IsCompleted);
        await PassAsync(bench, second, TimeSpan.FromSeconds(1));

        var e = await Assert.ThrowsAsync<BudgetBusyException>(() => second.WaitAsync(Long));
        Assert.Equal(("daily", BudgetScope.Table, BudgetUnit.Usd, TimeSpan.FromSeconds(2)), (e.Budget, e.Scope, e.Unit, e.RetryAfter));
        Assert.Equal(
            (RouteOutcome.Stopped, Fault.BudgetBusy, "daily", 0),
            (e.Record.Outcome, e.Record.Fault, e.Record.ExceededBudget, e.Record.Attempts.Count));
        Assert.Contains(
            "Calls under way have reserved what is left in USD of budget 'daily' (per table); try again in 2 s.",
            e.Message,
            StringComparison.Ordinal);
        Assert.Single(bench.First.Requests);
        _gate.SetResult();
        await first.WaitAsync(Long);
    }

    [Fact]
    public async Task A_budget_can_say_that_nobody_waits()
    {
        await using var bench = Make(Daily(usd: AtSecond * 1.5m, waitForRoom: TimeSpan.Zero));
        await HoldAsync(bench, streamed: false);

        var e = await Assert.ThrowsAsync<BudgetBusyException>(() => AskAsync(bench, streamed: false));

        Assert.Equal(TimeSpan.FromSeconds(1), e.RetryAfter);
        _gate.SetResult();
    }

    [Fact]
    public async Task The_total_bounds_the_wait()
    {
        await using var bench = new TestBench(
            r => r.With(budgets: [Daily(usd: AtSecond * 1.5m, waitForRoom: TimeSpan.FromHours(1))], total: TimeSpan.FromSeconds(4)));
        await HoldAsync(bench, streamed: false);
        var second = AskAsync(bench, streamed: false);

        await PassAsync(bench, second, TimeSpan.FromSeconds(4));

        await Assert.ThrowsAsync<BudgetBusyException>(() => second.WaitAsync(Long));
        _gate.SetResult();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_cancels_does_not_wait(bool streamed)
    {
        await using var bench = Make(Daily(usd: AtSecond * 1.5m));
        await HoldAsync(bench, streamed);
        using var source = new CancellationTokenSource();
        var second = AskAsync(bench, streamed, source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(Long));
        Assert.Equal((RouteOutcome.Cancelled, Fault.Cancelled), (bench.Record.Outcome, bench.Record.Fault));
        _gate.SetResult();
    }

    [Fact]
    public async Task What_is_spent_is_not_waited_for()
    {
        var budget = Daily(usd: AtSecond * 1.5m);
        await using var bench = Make(budget);
        var ledger = bench.Services.GetRequiredService<IBudgetLedger>();
        await ledger.SettleAsync(
            new BudgetSettlement { Id = "spent", Charges = [new BudgetCharge(Account(budget), BudgetAmount.FromUsd(AtSecond))] });
        await ledger.ReserveAsync(
            new BudgetReservation { Id = "other", Charges = [Amounts.Charge(Account(budget), 1)], Lifetime = TimeSpan.FromHours(1) });

        await Assert.ThrowsAsync<BudgetExceededException>(() => AskAsync(bench, streamed: false));
    }

    [Fact]
    public async Task A_budget_that_downgrades_asks_what_fits_at_once_and_waits_only_where_nothing_does()
    {
        var budget = Daily(usd: AtSecond + (AtFirst * 1.5m), atLimit: BudgetLimitAction.Downgrade);
        await using var bench = Make(budget);
        bench.First.Then(Step.SaysAfter(_gate.Task, "ok"));
        var held = AskAsync(bench, streamed: false);

        var downgraded = AskAsync(bench, streamed: false);
        await Patiently.UntilAsync(() => bench.First.Requests.Count >= 2);

        var waiting = AskAsync(bench, streamed: false);
        await Task.Delay(50);
        Assert.Equal(2, bench.First.Requests.Count);
        _gate.SetResult();

        await held.WaitAsync(Long);
        await downgraded.WaitAsync(Long);
        await waiting.WaitAsync(Long);
        Assert.Contains(bench.Route.Records, r => r.Skipped is [{ Target: "second", Reason: SkipReason.BudgetExceeded }]);
    }

    [Fact]
    public async Task Many_who_wait_for_room_for_one_are_all_served()
    {
        // Room for one at first, and for one more when 30 are spent.
        var budget = Daily(usd: 0.0235m, waitForRoom: TimeSpan.FromHours(1));
        await using var bench = Make(budget);
        var first = await HoldAsync(bench, streamed: false);
        Task[] others = [.. Enumerable.Range(0, 30).Select(_ => AskAsync(bench, streamed: false))];
        Assert.DoesNotContain(others, o => o.IsCompleted);

        _gate.SetResult();

        await first.WaitAsync(Long);
        await Task.WhenAll(others).WaitAsync(Long);
        Assert.Equal((31 * Served, 0m), await bench.UsdAsync(budget));
    }

    [Fact]
    public async Task Whoever_gives_back_wakes_those_who_wait()
    {
        var budget = Daily(usd: AtSecond * 1.5m);
        await using var bench = Make(budget);
        var ledger = bench.Services.GetRequiredService<IBudgetLedger>();
        await using var lease = new BudgetLease(ledger, TimeSpan.FromHours(1));
        await lease.TryReserveAsync([new BudgetCharge(Account(budget), BudgetAmount.FromUsd(AtSecond))]);

        var waiting = AskAsync(bench, streamed: false);
        Assert.False(waiting.IsCompleted);
        await lease.DisposeAsync();

        await waiting.WaitAsync(Long);
    }

    [Fact]
    public async Task A_shared_ledger_is_asked_again_until_another_process_gives_back()
    {
        var budget = Daily(usd: AtSecond * 1.5m, waitForRoom: Long);
        var ledger = new HangingLedger(blocks: false);
        await using var bench = Make(
            s =>
            {
                s.AddSingleton(TimeProvider.System);
                s.AddSingleton<IBudgetLedger>(ledger);
                s.Configure<BudgetOptions>(static o => o.LedgerTimeout = TimeSpan.FromHours(1));
            },
            budget);
        await ledger.ReserveAsync(new BudgetReservation
        {
            Id = "other",
            Charges = [new BudgetCharge(Account(budget), BudgetAmount.FromUsd(AtSecond))],
            Lifetime = TimeSpan.FromHours(1)
        });

        var waiting = AskAsync(bench, streamed: false);
        await Task.Delay(200);
        Assert.False(waiting.IsCompleted);
        await ledger.SettleAsync(new BudgetSettlement { Id = "other", Charges = [Amounts.Charge(Account(budget), 0)] });

        await waiting.WaitAsync(Long);
    }

    [Fact]
    public async Task The_output_that_a_caller_allows_is_cut_to_the_routes_before_it_is_reserved()
    {
        var budget = Daily(usd: 1m);
        await using var bench = Make(budget);
        bench.First.Then(Step.SaysAfter(_gate.Task, "ok"));

        Task call = bench.Route.GetResponseAsync("a ticket", new ChatOptions { MaxOutputTokens = 64_000 });

        Assert.Equal((0m, AtSecond), await bench.UsdAsync(budget));
        _gate.SetResult();
        await call.WaitAsync(Long);
    }

    private static BudgetAccount Account(BudgetDefinition budget) =>
        new() { Table = "TestTable", Budget = budget.Name, Unit = BudgetUnit.Usd, Scope = "", Window = budget.Window };

    /// <summary>A call that holds its reservation until the gate opens.</summary>
    private async Task<Task> HoldAsync(TestBench bench, bool streamed)
    {
        bench.First.Then(Step.SaysAfter(_gate.Task, "ok"), Step.Says("ok"));
        var held = AskAsync(bench, streamed);
        await Patiently.UntilAsync(() => bench.First.Requests.Count > 0);
        return held;
    }

    private static async Task PassAsync(TestBench bench, Task call, TimeSpan time)
    {
        for (TimeSpan passed = default; passed < time; passed += TimeSpan.FromMilliseconds(50))
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(call, Patiently.MomentAsync());
        }
    }

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
}
