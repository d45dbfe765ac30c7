using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;
using Xunit;

namespace RouteGen.Model.Tests.Checks;

public class WorstCaseTests
{
    private readonly RouteTable _table = TableReader.Read(new TextFile("routes.json", DesignTable.Text), []).Table;

    [Fact]
    public void Of_the_design_table_is_what_the_design_says()
    {
        var worst = WorstCase.Compute(_table, _table.Routes[0]);

        Assert.Equal(4, worst.Attempts);
        Assert.Equal(0.0284m, worst.CostUsd);
        // 4 attempts of 6 s, and one backoff of at most 2 × 200 ms at each target.
        Assert.Equal(TimeSpan.FromSeconds(24.8), worst.WhenFailing);
        // The first is not repeated after a timeout: 1 + 2 attempts, one backoff.
        Assert.Equal(TimeSpan.FromSeconds(18.4), worst.WhenTimingOut);
        // At the last target a Retry-After is waited for as long as the call may last.
        Assert.Equal(TimeSpan.FromSeconds(30), worst.WhenRateLimited);
    }

    [Fact]
    public void Attempts_stop_at_the_bound_and_the_most_expensive_that_can_be_sent_are_billed()
    {
        var worst = Compute(r => r with { Limits = r.Limits with { Attempts = 3 } });

        Assert.Equal(3, worst.Attempts);
        // The first is asked once, for a fault that is not retried, and the second twice.
        Assert.Equal(0.0032m + (2 * 0.0110m), worst.CostUsd);
        Assert.Equal(TimeSpan.FromSeconds(18.4), worst.WhenFailing);
        // While the first is open, the second is the last that can be asked.
        Assert.Equal(TimeSpan.FromSeconds(30), worst.WhenRateLimited);
    }

    [Fact]
    public void Attempts_never_exceed_what_the_chain_and_its_retries_need() =>
        Assert.Equal(4, Compute(r => r with { Limits = r.Limits with { Attempts = 50 } }).Attempts);

    [Theory]
    [InlineData("\"K\"", 4)]
    [InlineData("[\"K\"]", 4)]
    [InlineData("[\"K\", \"L\", \"M\"]", 8)]
    public void Attempts_count_each_key_that_a_target_can_be_asked_with(string keys, int attempts)
    {
        var table = TableReader.Read(new TextFile("routes.json", $$"""
            {
              "table": "GoodRoutes",
              "models": { "m": { } },
              "providers": { "p": { "kind": "openai", "apiKeyEnv": {{keys}} }, "q": { "kind": "anthropic", "apiKeyEnv": "Q" } },
              "targets": { "t": { "provider": "p", "model": "m" }, "u": { "provider": "q", "model": "m" } },
              "routes": { "r": { "chain": ["t", "u"] } }
            }
            """), []).Table;

        Assert.Equal((attempts, attempts), (table.Routes[0].Limits.Attempts, WorstCase.Compute(table, table.Routes[0]).Attempts));
    }

    [Fact]
    public void Times_never_exceed_the_total()
    {
        var worst = Compute(
            r => r with { Timeouts = r.Timeouts with { Total = TimeSpan.FromSeconds(10), Attempt = TimeSpan.FromHours(24) } });

        Assert.Equal(TimeSpan.FromSeconds(10), worst.WhenFailing);
        Assert.Equal(TimeSpan.FromSeconds(10), worst.WhenTimingOut);
    }

    [Fact]
    public void Backoff_doubles_up_to_its_longest()
    {
        var worst = Compute(r => r with
        {
            Chain = new([r.Chain[0]]),
            Retry = new() { MaxRetries = 4, Delay = TimeSpan.FromMilliseconds(100), MaxDelay = TimeSpan.FromSeconds(1) },
            Timeouts = r.Timeouts with { Total = TimeSpan.FromHours(1), Attempt = TimeSpan.FromSeconds(1) },
            Limits = r.Limits with { Attempts = 5 },
        });

        // 5 attempts; waits of at most 200, 400, 800 and 1000 ms.
        Assert.Equal(TimeSpan.FromSeconds(7.4), worst.WhenFailing);
    }

    [Fact]
    public void Output_is_bounded_by_the_tightest_of_route_chain_and_model()
    {
        var chained = Compute(
            r => r with { Chain = new([r.Chain[0] with { MaxOutputTokens = 100 }]), Retry = r.Retry with { MaxRetries = 0 } });
        var byModel = Compute(r => r
            with
        { Chain = new([r.Chain[0]]), Retry = r.Retry with { MaxRetries = 0 }, Limits = new() { Attempts = 1, InputTokens = 0 } });

        Assert.Equal((8000 * 0.25m / 1_000_000) + (100 * 2m / 1_000_000), chained.CostUsd);
        Assert.Equal(128_000 * 2m / 1_000_000, byModel.CostUsd);
    }

    [Fact]
    public void Input_without_a_limit_is_what_the_model_takes()
    {
        var worst = Compute(r => r
            with
        { Chain = new([r.Chain[0]]), Retry = r.Retry with { MaxRetries = 0 }, Limits = r.Limits with { InputTokens = null } });

        Assert.Equal((272_000 * 0.25m / 1_000_000) + 0.0012m, worst.CostUsd);
    }

    [Fact]
    public void Cost_is_unknown_where_a_price_is()
    {
        var unpriced = _table with { Models = _table.Models.Select(m => m with { Price = null }).ToEquatableArray() };

        Assert.Null(WorstCase.Compute(unpriced, unpriced.Routes[0]).CostUsd);
    }

    [Fact]
    public void Targets_that_only_a_fault_leads_to_count()
    {
        var worst = Compute(r => r with
        {
            Chain = new([r.Chain[0]]),
            On = new([new() { Fault = Fault.ContextTooLong, Action = OnFaultAction.Targets, Targets = new([r.Chain[1].Target]) }]),
        });

        Assert.Equal((4, 0.0284m), (worst.Attempts, worst.CostUsd));
    }

    [Fact]
    public void What_is_said_of_a_fault_decides_how_often_a_target_is_asked_again()
    {
        var retried = Compute(r => r with { On = new([new() { Fault = Fault.Timeout, Action = OnFaultAction.Retry }]) });
        var passed = Compute(
            r => r with { On = new([new() { Fault = Fault.Timeout }, new() { Fault = Fault.RateLimited, Action = OnFaultAction.Stop }]) });

        Assert.Equal(TimeSpan.FromSeconds(24.8), retried.WhenTimingOut);
        Assert.Equal((TimeSpan.FromSeconds(12), TimeSpan.Zero), (passed.WhenTimingOut, passed.WhenRateLimited));
    }

    [Fact]
    public void Of_a_route_that_lost_its_chain_is_nothing()
    {
        var worst = Compute(r => r with { Chain = default });

        Assert.Equal(new WorstCase(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, null), worst);
    }

    private WorstCase Compute(Func<RouteEntry, RouteEntry> change) => WorstCase.Compute(_table, change(_table.Routes[0]));
}
