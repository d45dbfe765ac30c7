using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Budgets;

/// <summary>What a call is charged whose process died: here one whose settlement never reaches the ledger.</summary>
public class ExpiredReservationTests
{
    private static readonly TimeSpan AfterExpiry = TimeSpan.FromSeconds(30) + TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task What_expires_unsettled_is_charged_at_the_estimate_of_the_call()
    {
        BudgetDefinition usd = Daily(usd: 1m), tokens = Daily(tokens: 100_000, name: "tokens"), calls = Daily(calls: 10, name: "calls");
        await using var bench = Bench(usd, tokens, calls);
        await bench.Route.GetResponseAsync("a ticket");

        // 9 tokens in, and 600 out; the worst case is that all of the input is written to a cache.
        Assert.Equal((0m, (9 * 1.25m + 600 * 10m) / 1_000_000), await bench.UsdAsync(usd));
        bench.Time.Advance(AfterExpiry);

        Assert.Equal((AtFirst, 0m), await bench.UsdAsync(usd));
        Assert.Equal(Amounts.Balance(609, 0), await bench.BalanceAsync(tokens, unit: BudgetUnit.Tokens));
        Assert.Equal(Amounts.Balance(1, 0), await bench.BalanceAsync(calls, unit: BudgetUnit.Calls));
    }

    [Fact]
    public async Task The_estimate_is_that_of_the_most_expensive_target_that_may_be_asked()
    {
        var budget = Daily(usd: 1m);
        await using var bench = Make(Dying, budget);
        await bench.Route.GetResponseAsync("a ticket");
        bench.Time.Advance(AfterExpiry);

        Assert.Equal((AtSecond, 0m), await bench.UsdAsync(budget));
    }

    [Fact]
    public async Task What_expires_unsettled_comes_back_where_the_table_says_so()
    {
        var released = new BudgetDefinition
        {
            Name = "daily",
            Per = BudgetScope.Table,
            Limit = new BudgetLimit { Usd = 1m },
            Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day),
            Expired = ExpiredReservationAction.Release,
        };
        await using var bench = Bench(released);
        await bench.Route.GetResponseAsync("a ticket");
        bench.Time.Advance(AfterExpiry);

        Assert.Equal((0m, 0m), await bench.UsdAsync(released));
    }

    private static TestBench Bench(params BudgetDefinition[] budgets) => new(
        r => r.With(budgets: budgets, maxRetries: 0),
        model: i => new ModelDefinition
        {
            Name = $"model-{i}",
            MaxOutput = 16_000,
            Price = new PriceDefinition($"model-{i}@1", new PriceSheet { Input = 1m, CachedInput = 0.1m, CacheWrite = 1.25m, Output = 10m })
        },
        targets: 1,
        services: Dying);

    private static void Dying(IServiceCollection services) =>
        services.AddSingleton<IBudgetLedger>(s => new LastWords(new InMemoryBudgetLedger(s.GetRequiredService<TimeProvider>())));

    /// <summary>A ledger in memory that hears no settlement, as of a process that died before it.</summary>
    private sealed class LastWords(InMemoryBudgetLedger ledger) : IBudgetLedger
    {
        public ValueTask<BudgetReservationResult> ReserveAsync(
            BudgetReservation reservation,
            CancellationToken cancellationToken = default) => ledger.ReserveAsync(reservation, cancellationToken);

        public ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default) => default;

        public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default) =>
            ledger.GetBalanceAsync(account, cancellationToken);
    }
}
