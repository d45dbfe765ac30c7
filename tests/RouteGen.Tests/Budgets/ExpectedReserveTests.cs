using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Budgets;

/// <summary>Budgets that reserve what is expected: callers that would all be served are not locked out by their worst case.</summary>
public sealed class ExpectedReserveTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(BudgetReservationBasis.Expected, 12)]
    [InlineData(BudgetReservationBasis.Worst, 5)]
    public async Task Twelve_callers_at_once_on_a_cold_process(BudgetReservationBasis reserve, int atOnce)
    {
        // 64,000 tokens of output allowed at 75 USD per million: 4.80 USD at worst, 12 times 0.50 in truth.
        var budget = Daily(usd: 25m, reserve: reserve, waitForRoom: TimeSpan.Zero);
        await using var bench = new TestBench(r => r.With(budgets: [budget], outputLimit: 64_000), model: Expensive, targets: 1);
        bench.First.Then(Step.SaysAfter(_gate.Task, "ok", input: 10_000, output: 6_000));

        Task[] calls = [.. Enumerable.Range(0, 12).Select(_ => (Task)bench.Route.GetResponseAsync("a ticket"))];
        Assert.Equal(atOnce, bench.First.Requests.Count);
        _gate.SetResult();
        await Task.WhenAll(calls.Select(c => c.ContinueWith(static _ => { }, TaskScheduler.Default))).WaitAsync(Long);

        Assert.Equal(atOnce, calls.Count(c => c.IsCompletedSuccessfully));
        Assert.Equal((atOnce * 0.5m, 0m), await bench.UsdAsync(budget));
        Assert.All(
            bench.Route.Records.Where(r => r.Outcome == RouteOutcome.Served),
            r => Assert.Equal(reserve == BudgetReservationBasis.Worst ? null : 4.32m, r.PossibleOverrunUsd));
    }

    [Fact]
    public async Task A_tenth_of_what_is_allowed_until_twenty_replies_were_seen_and_their_95th_percentile_then()
    {
        var budget = Daily(tokens: 1_000_000, reserve: BudgetReservationBasis.Expected);
        await using var bench = Make(budget);
        List<long> reserved = [];
        bench.Route.Configuring = (_, _) => reserved.Add(
            bench.BalanceAsync(budget, unit: BudgetUnit.Tokens).GetAwaiter().GetResult().Reserved.Units);
        bench.First.Then([.. Enumerable.Range(1, 20).Select(i => Step.Says("ok", output: i * 10)), Step.Says("ok", output: 600)]);

        for (var i = 0; i < 21; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        // 9 tokens of input; 600 of output are allowed.
        Assert.All(reserved[..20], r => Assert.Equal(9 + 60, r));
        Assert.Equal(9 + 190, reserved[20]);
        Assert.Equal((540L, null), (bench.Route.Records[0].PossibleOverrunTokens, bench.Route.Records[0].PossibleOverrunUsd));
        Assert.Equal(410, bench.Route.Records[20].PossibleOverrunTokens);
        Assert.Contains("\"possibleOverrunTokens\":410", bench.Route.Records[20].ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_expected_is_never_more_than_the_worst()
    {
        var expected = Daily(usd: 10m, reserve: BudgetReservationBasis.Expected);
        await using var bench = Make(expected);
        var reserved = 0m;
        bench.Route.Configuring = (_, _) => reserved = bench.UsdAsync(expected).GetAwaiter().GetResult().Reserved;
        bench.First.Then(Step.Says("ok", output: 5_000));

        for (var i = 0; i < 21; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        Assert.Equal(AtSecond, reserved);
        Assert.Equal(0m, bench.Route.Records[^1].PossibleOverrunUsd);
    }

    [Fact]
    public void The_latest_replies_count()
    {
        var seen = new OutputSeen();
        for (var i = 0; i < 19; i++)
        {
            seen.Add(1_000);
        }

        Assert.Null(seen.Percentile95);
        seen.Add(1);
        Assert.Equal(1_000, seen.Percentile95);
        for (var i = 1; i <= 256; i++)
        {
            seen.Add(i);
        }

        Assert.Equal(244, seen.Percentile95);
    }

    private static ModelDefinition Expensive(int index) => new()
    {
        Name = "expensive",
        ContextWindow = 200_000,
        MaxOutput = 64_000,
        Price = new PriceDefinition("expensive@1", new PriceSheet { Input = 5m, CachedInput = 0.5m, Output = 75m }),
    };
}
