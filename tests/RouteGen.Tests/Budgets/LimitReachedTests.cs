using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Targets;
using RouteGen.TestSupport.Doubles;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Budgets;

/// <summary>What happens where a budget has no room: reject, downgrade or warn.</summary>
public sealed class LimitReachedTests
{
    [Fact]
    public async Task Reject_stops_the_call_before_anything_is_sent_and_says_when_there_is_room()
    {
        var budget = Daily(calls: 1);
        await using var bench = Make(budget);
        await bench.Route.GetResponseAsync("a ticket");

        var e = await Assert.ThrowsAsync<BudgetExceededException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Single(bench.First.Requests);
        Assert.Equal(("daily", BudgetScope.Table, BudgetUnit.Calls), (e.Budget, e.Scope, e.Unit));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), e.ResetsAt);
        Assert.Equal(
            (RouteOutcome.Stopped, Fault.BudgetExceeded, "daily", 0m),
            (e.Record.Outcome, e.Record.Fault, e.Record.ExceededBudget, e.Record.CostUsd));
        Assert.Contains(
            "Budget 'daily' (per table) has too little left in calls; room again at 2026-11-21T00:00:00Z.",
            e.Message,
            StringComparison.Ordinal);

        bench.Time.Advance(TimeSpan.FromHours(12));
        await bench.Route.GetResponseAsync("a ticket");
    }

    [Fact]
    public async Task Reject_keeps_the_user_out_of_the_message()
    {
        await using var bench = Make(Daily(BudgetScope.User, usd: 0.001m));

        var e = await Assert.ThrowsAsync<BudgetExceededException>(
            () => bench.Table.Scoped.For("zoe@example.com").GetResponseAsync("a ticket"));

        Assert.DoesNotContain("zoe", e.ToString(), StringComparison.Ordinal);
        Assert.Equal("zoe@example.com", e.Record.Caller.User);
        Assert.Null(e.ResetsAt);
    }

    [Fact]
    public async Task Users_have_accounts_of_their_own()
    {
        var budget = Daily(BudgetScope.User, calls: 1);
        await using var bench = Make(budget);

        await bench.Table.Scoped.For("ada").GetResponseAsync("a ticket");
        await bench.Table.Scoped.For("bob").GetResponseAsync("a ticket");
        await Assert.ThrowsAsync<BudgetExceededException>(() => bench.Table.Scoped.For("ada").GetResponseAsync("a ticket"));

        Assert.Equal(1, (await bench.BalanceAsync(budget, "bob", BudgetUnit.Calls)).Committed.Units);
        Assert.Throws<ArgumentException>(() => bench.Table.Scoped.For(" "));
    }

    [Fact]
    public async Task Keys_have_accounts_of_their_own()
    {
        var budget = Daily(BudgetScope.Key, calls: 1);
        await using var bench = Make(budget);

        await bench.Table.Scoped.ForKey("k1").GetResponseAsync("a ticket");
        await bench.Table.Scoped.ForKey("k2").GetResponseAsync("a ticket");
        await Assert.ThrowsAsync<BudgetExceededException>(() => bench.Table.Scoped.ForKey("k1").GetResponseAsync("a ticket"));

        Assert.Equal(1, (await bench.BalanceAsync(budget, "k2", BudgetUnit.Calls)).Committed.Units);
        var e = Assert.Throws<ArgumentException>(() => bench.Table.Scoped.ForKey(null));
        Assert.Contains("per key", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Downgrade_leaves_out_the_targets_that_no_longer_fit()
    {
        // Room for the first target and not for the second.
        await using var bench = Make(Daily(usd: 0.01m, atLimit: BudgetLimitAction.Downgrade));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(TestTarget.First, response.ServedBy);
        Assert.Equal([new SkippedTarget("second", SkipReason.BudgetExceeded)], response.Record.Skipped);
    }

    [Fact]
    public async Task Downgrade_stops_the_call_where_no_target_fits()
    {
        await using var bench = Make(Daily(usd: 0.006m, atLimit: BudgetLimitAction.Downgrade));

        var e = await Assert.ThrowsAsync<BudgetExceededException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(2, e.Record.Skipped.Count);
        Assert.Empty(bench.First.Requests);
    }

    [Fact]
    public async Task Downgrade_per_target_goes_on_to_the_next()
    {
        await using var bench = Make(Daily(BudgetScope.Target, calls: 1, atLimit: BudgetLimitAction.Downgrade));

        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
        Assert.Equal(TestTarget.Second, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
        await Assert.ThrowsAsync<BudgetExceededException>(() => bench.Route.GetResponseAsync("a ticket"));
    }

    [Fact]
    public async Task Warn_lets_the_call_pass_and_counts_it()
    {
        var budget = Daily(calls: 1, atLimit: BudgetLimitAction.Warn);
        await using var bench = Make(budget);

        for (var i = 0; i < 3; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        Assert.Equal(Amounts.Balance(3, 0), await bench.BalanceAsync(budget, unit: BudgetUnit.Calls));
    }

    [Fact]
    public async Task Of_several_budgets_each_is_kept_and_a_refused_one_takes_nothing_of_the_others()
    {
        var wide = Daily(usd: 1m, name: "wide");
        var narrow = Daily(calls: 1, name: "narrow");
        await using var bench = Make(wide, narrow);
        await bench.Route.GetResponseAsync("a ticket");

        var e = await Assert.ThrowsAsync<BudgetExceededException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal("narrow", e.Budget);
        Assert.Equal((Served, 0m), await bench.UsdAsync(wide));
    }

    [Fact]
    public async Task The_application_says_what_its_plans_allow()
    {
        await using var bench = Make(s => s.AddSingleton<IBudgetLimits>(new Plans()), Daily(BudgetScope.User, calls: 1));

        await bench.Table.Scoped.For("gold").GetResponseAsync("a ticket");
        await bench.Table.Scoped.For("gold").GetResponseAsync("a ticket");
        await bench.Table.Scoped.For("free").GetResponseAsync("a ticket");
        await Assert.ThrowsAsync<BudgetExceededException>(() => bench.Table.Scoped.For("free").GetResponseAsync("a ticket"));
    }

    [Theory]
    [InlineData(LedgerFailureMode.FailClosed)]
    [InlineData(LedgerFailureMode.FailOpen)]
    public async Task A_ledger_that_is_away_fails_closed_unless_configured_open(LedgerFailureMode failure)
    {
        var budget = Daily(usd: 1m);
        var ledger = new MovingLedger();
        await using var bench = Make(
            s =>
            {
                s.AddSingleton<IBudgetLedger>(ledger);
                s.Configure<BudgetOptions>(o => (o.WhenLedgerFails, o.DrainTimeout) = (failure, TimeSpan.FromMilliseconds(50)));
            },
            budget);
        ledger.IsAway = true;

        if (failure == LedgerFailureMode.FailClosed)
        {
            var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));
            Assert.Equal((Fault.BudgetUnavailable, 0), (e.Fault, e.Record.Attempts.Count));
            return;
        }

        await bench.Route.GetResponseAsync("a ticket");
        ledger.IsAway = false;
        for (var i = 0; i < 300_000 && ledger.Settled == 0; i++)
        {
            await Task.Delay(1);
            bench.Time.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.Equal((Served, 0m), await bench.UsdAsync(budget));
    }

    [Fact]
    public async Task What_For_leaves_open_is_the_ambient_callers()
    {
        await using var bench = new TestBench(services: s => s.AddSingleton<IRouteCallerAccessor, AmbientRouteCaller>());
        using (AmbientRouteCaller.BeginScope(new RouteCaller { User = "ada", Tenant = "acme", OperationId = "loop" }))
        {
            await bench.Route.For(user: "bob").GetResponseAsync("a ticket");
        }

        Assert.Equal(("bob", "acme", "loop"), (bench.Record.Caller.User, bench.Record.Caller.Tenant, bench.Record.OperationId));
    }

    [Theory]
    [InlineData(BudgetScope.Tenant)]
    [InlineData(BudgetScope.Key)]
    public void A_chat_client_cannot_be_made_of_a_route_with_a_budget_per_caller(BudgetScope scope)
    {
        using var bench = new OtherTable();
        var scoped = TestRoutes.Plain([]).With(budgets: [Daily(scope, calls: 1)]);

        Assert.Throws<InvalidOperationException>(() => new AskRoute(bench.Runtime, scoped));
    }

    /// <summary>A runtime of some other table, to make routes on.</summary>
    private sealed class OtherTable : IDisposable
    {
        private readonly TestBench _bench = new();

        public RouteTableRuntime Runtime => _bench.Services.GetRequiredKeyedService<RouteTableRuntime>("TestTable");

        public void Dispose() => _bench.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private sealed class Plans : IBudgetLimits
    {
        public ValueTask<BudgetLimit?> GetLimitAsync(
            BudgetDefinition budget, string scope, RouteCaller caller, CancellationToken cancellationToken) =>
            new(scope == "gold" ? new BudgetLimit { Calls = 2 } : null);
    }

    private sealed class MovingLedger : IBudgetLedger
    {
        private readonly InMemoryBudgetLedger _inner = new();

        public bool IsAway { get; set; }

        public int Settled { get; private set; }

        public ValueTask<BudgetReservationResult> ReserveAsync(
            BudgetReservation reservation, CancellationToken cancellationToken = default) =>
            IsAway ? throw new TimeoutException() : _inner.ReserveAsync(reservation, cancellationToken);

        public async ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default)
        {
            if (IsAway)
            {
                throw new TimeoutException();
            }

            await _inner.SettleAsync(settlement, cancellationToken);
            Settled++;
        }

        public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default) =>
            _inner.GetBalanceAsync(account, cancellationToken);
    }
}
