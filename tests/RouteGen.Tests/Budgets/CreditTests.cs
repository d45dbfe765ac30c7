using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Targets;
using RouteGen.TestSupport.Doubles;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Budgets;

/// <summary>Free credit of a provider: drawn before money, to the last unit and no further.</summary>
public sealed class CreditTests
{
    [Fact]
    public async Task Credit_pays_what_an_attempt_cost_and_the_record_says_so()
    {
        await using var bench = Make(new CreditDefinition { Usd = 1m });

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((Served, Served), (response.Record.CostUsd, response.Record.CreditUsd));
        Assert.Equal(Served, Assert.Single(response.Record.Attempts).CreditUsd);
        Assert.Contains($"\"creditUsd\":{Served}", response.Record.ToJson(), StringComparison.Ordinal);
        Assert.Equal((Served, 0m), await HeldAsync(bench));
        var status = Assert.Single(bench.Table.Health.Credits);
        Assert.Equal(("house", (string?)null, 1m - Served), (status.Provider, status.Credential, status.LeftUsd));
    }

    [Fact]
    public async Task A_provider_without_credit_is_paid_with_money()
    {
        await using var bench = new TestBench();

        var record = (await bench.Route.GetResponseAsync("a ticket")).Record;

        Assert.Null(record.CreditUsd);
        Assert.Empty(bench.Table.Health.Credits);
        Assert.DoesNotContain("creditUsd", record.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_cover_the_worst_case_is_skipped_and_the_next_target_serves()
    {
        // Two calls fit; then less is left than a third may cost.
        await using var bench = Make(new CreditDefinition { Usd = AtFirst + (1.5m * Served) });

        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
        var third = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(TestTarget.Second, third.ServedBy);
        Assert.Equal([new SkippedTarget("first", SkipReason.CreditUsedUp)], third.Record.Skipped);
        Assert.Null(third.Record.CreditUsd);
        Assert.Equal(2, bench.First.Requests.Count);
        Assert.Equal((2 * Served, 0m), await HeldAsync(bench));

        // A smaller request still fits.
        var small = await bench.Route.GetResponseAsync("a ticket", new ChatOptions { MaxOutputTokens = 100 });
        Assert.Equal(TestTarget.First, small.ServedBy);
    }

    [Fact]
    public async Task What_is_used_up_is_seen_in_health_and_nobody_asks_the_ledger_for_it()
    {
        await using var bench = Make(new CreditDefinition { Usd = Served });
        var account = CreditAccounts.Create("TestTable", "house", "");
        await bench.Services.GetRequiredService<IBudgetLedger>().SettleAsync(new BudgetSettlement
        {
            Id = "others",
            Charges = [new BudgetCharge(account, BudgetAmount.FromUsd(Served))],
        });

        Assert.Equal(TestTarget.Second, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);

        var status = bench.Table.Health.Targets[0];
        Assert.Equal((false, SkipReason.CreditUsedUp, 0), (status.IsAvailable, status.SkipReason, status.KeysAvailable));
        Assert.Equal(0m, bench.Table.Health.Credits[0].LeftUsd);
    }

    [Fact]
    public async Task Where_the_table_pays_credit_pays_to_the_last_unit_and_money_the_rest()
    {
        await using var bench = Make(new CreditDefinition { Usd = 1.5m * Served, Then = CreditEndAction.Pay });

        decimal?[] paid =
        [
            (await bench.Route.GetResponseAsync("a ticket")).Record.CreditUsd,
            (await bench.Route.GetResponseAsync("a ticket")).Record.CreditUsd,
            (await bench.Route.GetResponseAsync("a ticket")).Record.CreditUsd,
        ];

        Assert.Equal([Served, 0.5m * Served, null], paid);
        Assert.Equal(3, bench.First.Requests.Count);
        Assert.Equal((1.5m * Served, 0m), await HeldAsync(bench));
        Assert.True(bench.Table.Health.Targets[0].IsAvailable);
    }

    [Theory]
    [InlineData(CreditEndAction.Skip, TestTarget.Second)]
    [InlineData(CreditEndAction.Pay, TestTarget.First)]
    public async Task Credit_lapses_with_its_last_day(CreditEndAction then, TestTarget afterwards)
    {
        await using var bench = Make(new CreditDefinition { Usd = 1m, Until = new DateOnly(2026, 11, 20), Then = then });

        Assert.Equal(Served, (await bench.Route.GetResponseAsync("a ticket")).Record.CreditUsd);
        bench.Time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromTicks(1));
        Assert.Equal(Served, (await bench.Route.GetResponseAsync("a ticket")).Record.CreditUsd);
        bench.Time.Advance(TimeSpan.FromTicks(1));
        var late = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((afterwards, (decimal?)null), (late.ServedBy, late.Record.CreditUsd));
        var status = Assert.Single(bench.Table.Health.Credits);
        Assert.Equal((true, 0m, 2 * Served), (status.HasLapsed, status.LeftUsd, status.UsedUsd));
    }

    [Fact]
    public async Task A_route_of_which_no_target_has_credit_left_fails_and_says_why()
    {
        await using var bench = new TestBench(
            targets: 1, creditOf: _ => new CreditDefinition { Usd = 1m, Until = new DateOnly(2026, 11, 19) });

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(Fault.NoTargetAvailable, e.Fault);
        Assert.Contains("first: skipped, its provider's free credit does not cover it", e.Message, StringComparison.Ordinal);
        Assert.Empty(bench.First.Requests);
    }

    [Fact]
    public async Task An_attempt_that_is_not_billed_gives_its_credit_back_and_the_fallback_draws_on_its_own()
    {
        await using var bench = new TestBench(
            r => r.With(maxRetries: 0), providerOf: static i => i, creditOf: static _ => new CreditDefinition { Usd = 1m });
        bench.First.Then(Step.Fails(HttpStatusCode.TooManyRequests));

        var record = (await bench.Route.GetResponseAsync("a ticket")).Record;

        Assert.Equal([null, 2 * Served], record.Attempts.Select(a => a.CreditUsd));
        Assert.Equal((0m, 0m), await HeldAsync(bench));
        Assert.Equal((2 * Served, 0m), await HeldAsync(bench, "house-1"));
    }

    [Fact]
    public async Task Each_repetition_draws_credit_of_its_own()
    {
        await using var bench = Make(new CreditDefinition { Usd = 1m });
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError), Step.Says("ok"));

        var record = (await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"))).Record;

        Assert.Equal(["first", "first"], record.Attempts.Select(a => a.Target));
        Assert.Equal(record.CreditUsd, record.CostUsd);
        Assert.Equal((record.CreditUsd!.Value, 0m), await HeldAsync(bench));
    }

    [Fact]
    public async Task A_stream_is_settled_when_it_has_been_read_or_left()
    {
        await using var bench = Make(new CreditDefinition { Usd = 1m });
        bench.First.Then(Step.Says("one two three"));

        await foreach (var _ in bench.Route.GetStreamingResponseAsync("a ticket"))
        {
            Assert.Equal((0m, AtFirst), await HeldAsync(bench));
            break;
        }

        var record = Assert.Single(bench.Route.Records);
        Assert.Equal(RouteOutcome.Abandoned, record.Outcome);
        Assert.Equal(record.CostUsd, record.CreditUsd);
        Assert.Equal((record.CreditUsd!.Value, 0m), await HeldAsync(bench));
    }

    [Fact]
    public async Task A_hook_that_throws_leaves_nothing_reserved()
    {
        await using var bench = Make(new CreditDefinition { Usd = 1m });
        bench.Route.Configuring = static (_, _) => throw new InvalidOperationException("the application's own");

        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Route.GetResponseAsync("a ticket", new ChatOptions()));

        Assert.Equal((0m, 0m), await HeldAsync(bench));
    }

    [Fact]
    public async Task An_ordered_chain_stays_in_order_and_a_cheapest_one_takes_credit_for_money()
    {
        static CreditDefinition? OfSecond(int i) => i == 1 ? new CreditDefinition { Usd = AtSecond + (0.5m * Served) } : null;
        await using var ordered = new TestBench(providerOf: static i => i, creditOf: OfSecond);
        Assert.Equal(TestTarget.First, (await ordered.Route.GetResponseAsync("a ticket")).ServedBy);

        await using var cheapest = new TestBench(
            static r => r.With(strategy: RouteStrategy.Cheapest), providerOf: static i => i, creditOf: OfSecond);
        Assert.Equal(TestTarget.Second, (await cheapest.Route.GetResponseAsync("a ticket")).ServedBy);
        _ = cheapest.Table.Health.Credits;

        // What is left does not pay all of it: the other is cheaper.
        Assert.Equal(TestTarget.Second, (await cheapest.Route.GetResponseAsync("a ticket", Small(50))).ServedBy);
        Assert.Equal(TestTarget.First, (await cheapest.Route.GetResponseAsync("a ticket", Small(6_000))).ServedBy);
    }

    [Theory]
    [InlineData(CreditEndAction.Skip)]
    [InlineData(CreditEndAction.Pay)]
    public async Task Of_many_calls_at_once_none_draws_more_than_there_is(CreditEndAction then)
    {
        var credit = new CreditDefinition { Usd = 5 * AtFirst, Then = then };
        await using var bench = Make(credit);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Task.Run(() => bench.Route.GetResponseAsync("a ticket"))));

        var (committed, reserved) = await HeldAsync(bench);
        Assert.Equal(0m, reserved);
        Assert.Equal(committed, bench.Route.Records.Sum(r => r.CreditUsd ?? 0m));
        Assert.InRange(committed, Served, credit.Usd);
        Assert.All(bench.Route.Records, r => Assert.True(r.CreditUsd is null || r.CreditUsd <= r.CostUsd));
        Assert.All(bench.Route.Records.Where(r => r.ServedBy == "first"), r => Assert.True(then == CreditEndAction.Pay || r.CreditUsd > 0));
    }

    [Fact]
    public async Task A_ledger_that_fails_is_no_leave_to_spend_money_unless_the_table_pays()
    {
        await using var skips = Make(new CreditDefinition { Usd = 1m }, static s => s.AddSingleton<IBudgetLedger>(new FailingLedger()));
        var skipped = await skips.Route.GetResponseAsync("a ticket");
        Assert.Equal(TestTarget.Second, skipped.ServedBy);
        Assert.Equal([new SkippedTarget("first", SkipReason.CreditUnknown)], skipped.Record.Skipped);

        var ledger = new FailingLedger();
        await using var pays = Make(
            new CreditDefinition { Usd = 1m, Then = CreditEndAction.Pay }, s => s.AddSingleton<IBudgetLedger>(ledger));
        var paid = await pays.Route.GetResponseAsync("a ticket");
        Assert.Equal((TestTarget.First, Served), (paid.ServedBy, paid.Record.CreditUsd));

        // Whether the settlement has begun to wait by now, for its next try, is the machine's affair.
        ledger.IsBack = true;
        var settled = pays.Services.GetRequiredService<LedgerAccess>().SettledAsync();
        await pays.InTimeAsync(settled.ContinueWith(static t => t.IsCompletedSuccessfully, TaskScheduler.Default), TimeSpan.FromSeconds(1));
        Assert.Equal((Served, 0m), await HeldAsync(pays));
    }

    [Fact]
    public async Task Budgets_count_the_cost_whoever_pays_it()
    {
        var budget = Daily(usd: 1m);
        await using var bench = new TestBench(
            r => r.With(budgets: [budget]), providerOf: static i => i, creditOf: static _ => new CreditDefinition { Usd = 1m });

        await bench.Route.GetResponseAsync("a ticket");

        var balance = await bench.BalanceAsync(budget);
        Assert.Equal((Served, 0m), (balance.Committed.ToUsd(), balance.Reserved.ToUsd()));
        Assert.Equal((Served, 0m), await HeldAsync(bench));
    }

    [Fact]
    public async Task A_drill_walks_its_chain_whatever_is_left_of_credits()
    {
        await using var bench = Make(
            new CreditDefinition { Usd = 0.000001m }, static s => s.AddSingleton(new RetryPacing(TimeSpan.FromMilliseconds(1))));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((TestTarget.First, (decimal?)null), (response.ServedBy, response.Record.CreditUsd));
    }

    [Fact]
    public async Task A_probe_draws_credit_and_does_not_ask_where_none_is_left()
    {
        await using var bench = Make(new CreditDefinition { Usd = 1m, Until = new DateOnly(2026, 11, 20) });

        await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);
        var (committed, reserved) = await HeldAsync(bench);
        bench.Time.Advance(TimeSpan.FromDays(1));
        var late = await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.True(committed > 0m);
        Assert.Equal(0m, reserved);
        Assert.Single(bench.First.Requests);
        Assert.Equal(SkipReason.CreditUsedUp, late.Targets[0].SkipReason);
    }

    private static TestBench Make(CreditDefinition credit, Action<IServiceCollection>? services = null) =>
        new(providerOf: static i => i, creditOf: i => i == 0 ? credit : null, services: services);

    private static ChatOptions Small(int tokens) => new() { MaxOutputTokens = tokens };

    private static async Task<(decimal Committed, decimal Reserved)> HeldAsync(TestBench bench, string provider = "house")
    {
        var balance = await bench.Services.GetRequiredService<IBudgetLedger>()
            .GetBalanceAsync(CreditAccounts.Create("TestTable", provider, ""));
        return (balance.Committed.ToUsd(), balance.Reserved.ToUsd());
    }
}
