using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.Budgets;
using RouteGen.TestSupport.Budgets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Hosting;

/// <summary>What code sets is held to the bounds of the configuration; the error names the property, its range and what it is.</summary>
public sealed class SettingRangesTests
{
    public static TheoryData<string, Action<RouteTableSettings>> WrongSettings => new()
    {
        { "CostTolerance must be from 0 to 1000000, and is -0.5.", s => s.CostTolerance = -0.5m },
        {
            "MaxRetryAfter must be more than 00:00:00 and at most 1.00:00:00, and is -00:00:01.",
            s => s.MaxRetryAfter = TimeSpan.FromSeconds(-1)
        },
        {
            "MaxRetryAfter must be more than 00:00:00 and at most 1.00:00:00, and is 2.00:00:00.",
            s => s.MaxRetryAfter = TimeSpan.FromDays(2)
        },
        { "Instances must be from 1 to 1000000, and is 0.", s => s.Instances = 0 },
        { "Instances must be from 1 to 1000000, and is -3.", s => s.Instances = -3 },
        { "Providers:house must not be null", s => s.Providers["house"] = null! },
        { "Targets:first must not be null", s => s.Targets["first"] = null! },
        { "Routes:ask must not be null", s => s.Routes["ask"] = null! },
        {
            "Providers:house:Auth must be None or ApiKey or OptionalApiKey or Token, and is 99.",
            s => s.GetOrAddProvider("house").Auth = (ProviderAuth)99
        },
        {
            "Routes:ask:Timeouts:Total must be more than 00:00:00 and at most 1.00:00:00, and is 00:00:00.",
            s => s.GetOrAddRoute("ask").Timeouts.Total = TimeSpan.Zero
        },
        { "Routes:ask:Timeouts:Attempt must be", s => s.GetOrAddRoute("ask").Timeouts.Attempt = TimeSpan.MinValue },
        { "Routes:ask:Timeouts:FirstToken must be", s => s.GetOrAddRoute("ask").Timeouts.FirstToken = Timeout.InfiniteTimeSpan },
        { "Routes:ask:Timeouts:Idle must be", s => s.GetOrAddRoute("ask").Timeouts.Idle = TimeSpan.MaxValue },
        { "Routes:ask:Timeouts:StreamTotal must be", s => s.GetOrAddRoute("ask").Timeouts.StreamTotal = TimeSpan.FromTicks(-1) },
        { "Routes:ask:Weights:first must be from 0 to 1000000, and is -1.", s => s.GetOrAddRoute("ask").Weights["first"] = -1 },
        { "Routes:ask:Order must name targets, and has a null.", s => s.GetOrAddRoute("ask").Order.Add(null!) },
    };

    public static TheoryData<string, Action<BudgetOptions>> WrongOptions => new()
    {
        {
            "BudgetOptions.ReservationMargin must be more than 00:00:00 and at most 1.00:00:00, and is -00:01:00.",
            o => o.ReservationMargin = TimeSpan.FromMinutes(-1)
        },
        {
            "BudgetOptions.LedgerTimeout must be more than 00:00:00 and at most 1.00:00:00, and is 00:00:00.",
            o => o.LedgerTimeout = TimeSpan.Zero
        },
        {
            "BudgetOptions.DrainTimeout must be more than 00:00:00 and at most 1.00:00:00, and is -00:00:00.0010000.",
            o => o.DrainTimeout = Timeout.InfiniteTimeSpan
        },
        { "BudgetOptions.WhenLedgerFails must be FailClosed or FailOpen, and is 7.", o => o.WhenLedgerFails = (LedgerFailureMode)7 },
    };

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task A_setting_outside_its_range_is_refused(string problem, Action<RouteTableSettings> set)
    {
        await using var bench = new TestBench(services: s => s.Configure("TestTable", set));

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Contains($"Table 'TestTable': RouteGen:TestTable:{problem}", e.Message, StringComparison.Ordinal);
        Assert.Empty(bench.First.Requests);
    }

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void An_option_of_budgets_outside_its_range_stops_the_start_and_the_first_use(string problem, Action<BudgetOptions> set)
    {
        IServiceCollection? services = null;
        var used = Assert.Throws<OptionsValidationException>(
            () => new TestBench(r => r.With(budgets: [BudgetBench.Daily(calls: 1)]), services: s => services = s.Configure(set)));
        using var provider = services!.BuildServiceProvider();
        var started = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal((problem, problem), (used.Message, started.Message));
    }

    [Fact]
    public async Task The_ends_of_the_ranges_are_inside()
    {
        await using var bench = new TestBench(
            r => r.With(budgets: [BudgetBench.Daily(calls: 1)]),
            services: s => s
                .Configure<RouteTableSettings>(
                    "TestTable", static o => (o.CostTolerance, o.MaxRetryAfter, o.Instances) = (0m, TimeSpan.FromDays(1), 1_000_000))
                .Configure<BudgetOptions>(static o => (o.LedgerTimeout, o.DrainTimeout, o.ReservationMargin) = (
                    TimeSpan.FromDays(1), TimeSpan.FromTicks(1), TimeSpan.FromDays(1))));

        bench.Services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
    }
}
