using System.Net;
using Microsoft.Extensions.AI;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Budgets;

/// <summary>
/// One reservation a call, at the most expensive target that remains; settled once with what the record says; given back on every way out.
/// </summary>
public sealed class ReservationTests
{
    [Fact]
    public async Task A_call_reserves_at_the_most_expensive_target_and_settles_what_it_cost()
    {
        var budget = Daily(usd: 1m, tokens: 10_000, calls: 10);
        await using var bench = Make(budget);
        (decimal, decimal) during = default;
        bench.Route.Configuring = (_, _) => during = bench.UsdAsync(budget).GetAwaiter().GetResult();

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((0m, AtSecond), during);
        Assert.Equal((Served, 0m), await bench.UsdAsync(budget));
        Assert.Equal(response.Cost.Usd, Served);
        Assert.Equal(Amounts.Balance(120, 0), await bench.BalanceAsync(budget, unit: BudgetUnit.Tokens));
        Assert.Equal(Amounts.Balance(1, 0), await bench.BalanceAsync(budget, unit: BudgetUnit.Calls));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_fails_is_charged_with_what_is_billed(bool streamed)
    {
        var budget = Daily(usd: 1m, calls: 10);
        await using var bench = Make(budget);
        bench.First.Then(Step.Fails(HttpStatusCode.Unauthorized));
        bench.Second.Then(Step.Fails(HttpStatusCode.Unauthorized));

        await Assert.ThrowsAsync<RouteException>(() => AskAsync(bench, streamed));

        Assert.Equal((0m, 0m), await bench.UsdAsync(budget));
        Assert.Equal(Amounts.Balance(1, 0), await bench.BalanceAsync(budget, unit: BudgetUnit.Calls));
    }

    [Fact]
    public async Task Attempts_that_timed_out_count_at_their_estimate_and_the_reservation_grows_along_the_chain()
    {
        var budget = Daily(usd: 1m);
        await using var bench = Make(budget);
        bench.First.Then(Step.StallsAfter(""));
        var atSecond = (Committed: 0m, Reserved: 0m);
        bench.Route.Configuring = (target, _) => atSecond = target == TestTarget.Second
            ? bench.UsdAsync(budget).GetAwaiter().GetResult()
            : atSecond;

        var response = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal((0m, AtFirst + AtSecond), atSecond);
        Assert.Equal((response.Cost.Usd!.Value, 0m), await bench.UsdAsync(budget));
        Assert.Equal(AtFirst + (2 * Served), response.Cost.Usd);
    }

    [Fact]
    public async Task A_caller_who_cancels_leaves_no_reservation()
    {
        var budget = Daily(usd: 1m);
        await using var bench = Make(budget);
        bench.First.Then(Step.StallsAfter(""));
        using var source = new CancellationTokenSource();

        var call = bench.Route.GetResponseAsync("a ticket", cancellationToken: source.Token);
        Assert.Equal((0m, AtSecond), await bench.UsdAsync(budget));
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal((bench.Record.CostUsd!.Value, 0m), await bench.UsdAsync(budget));
    }

    [Theory]
    [InlineData("abandoned")]
    [InlineData("broken")]
    [InlineData("served")]
    public async Task A_stream_settles_however_it_ends(string end)
    {
        var budget = Daily(usd: 1m);
        await using var bench = Make(budget);
        bench.First.Then(end == "broken" ? Step.BreaksAfter("some words") : Step.Says("some words more"));
        try
        {
            await foreach (var update in bench.Route.GetStreamingResponseAsync("a ticket"))
            {
                if (end == "abandoned" && update.Text.Length > 0)
                {
                    break;
                }

                if (update.GetRouteRecord() is { } record)
                {
                    // Whoever has the record can rely on the ledger.
                    Assert.Equal((record.CostUsd!.Value, 0m), await bench.UsdAsync(budget));
                }
            }
        }
        catch (RouteStreamBrokenException)
        {
            Assert.Equal("broken", end);
        }

        Assert.True(bench.Record.CostUsd > 0);
        Assert.Equal((bench.Record.CostUsd!.Value, 0m), await bench.UsdAsync(budget));
    }

    [Fact]
    public async Task A_hook_that_throws_leaves_no_reservation()
    {
        var budget = Daily(usd: 1m);
        await using var bench = Make(budget);
        bench.Route.Configuring = (_, _) => throw new InvalidOperationException("the application's own");

        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal((0m, 0m), await bench.UsdAsync(budget));
    }

    [Fact]
    public async Task A_target_is_charged_with_what_was_asked_of_it()
    {
        var budget = Daily(BudgetScope.Target, usd: 1m, calls: 10);
        await using var bench = Make(budget);
        bench.First.Then(Step.Fails(HttpStatusCode.ServiceUnavailable));

        await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal((0m, 0m), await bench.UsdAsync(budget, "first"));
        Assert.Equal((2 * Served, 0m), await bench.UsdAsync(budget, "second"));
        Assert.Equal(Amounts.Balance(2, 0), await bench.BalanceAsync(budget, "first", BudgetUnit.Calls));
        Assert.Equal(Amounts.Balance(1, 0), await bench.BalanceAsync(budget, "second", BudgetUnit.Calls));
    }

    [Fact]
    public async Task A_reservation_of_a_dead_process_comes_back()
    {
        var budget = Daily(usd: 1m);
        await using var bench = Make(budget);
        bench.First.Then(Step.Deaf());
        _ = bench.Route.GetResponseAsync("a ticket");
        Assert.Equal((0m, AtSecond), await bench.UsdAsync(budget));

        // Nothing of the call runs any more when its process is gone; here its timers are merely late.
        var ledger = new InMemoryBudgetLedger(bench.Time);
        var account = new BudgetAccount { Table = "T", Budget = "b", Unit = BudgetUnit.Usd, Scope = "", Window = budget.Window };
        await ledger.ReserveAsync(
            new BudgetReservation { Id = "dead", Charges = [Amounts.Charge(account, 5, 10)], Lifetime = TimeSpan.FromMinutes(1) });
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(5, (await ledger.GetBalanceAsync(account)).Reserved.Units);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await ledger.GetBalanceAsync(account)).Reserved.Units);
    }

    private static async Task AskAsync(TestBench bench, bool streamed)
    {
        if (!streamed)
        {
            await bench.Route.GetResponseAsync("a ticket");
            return;
        }

        await foreach (var _ in bench.Route.GetStreamingResponseAsync("a ticket"))
        {
        }
    }
}
