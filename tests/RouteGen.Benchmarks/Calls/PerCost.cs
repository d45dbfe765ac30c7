using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using RouteGen.Budgets;
using RouteGen.Costs;

namespace RouteGen.Benchmarks.Calls;

/// <summary>What a cost takes to compute: in decimal throughout, and in whole numbers that become one decimal.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class PerCost
{
    private static readonly PriceSheet Sheet = new() { Input = 2.50m, CachedInput = 1.25m, Output = 10.00m };
    private static readonly WorstCaseRates Worst = WorstCaseRates.Create(Sheet, null);
    private static readonly TokenUsage Plain = new() { Input = 1_234, Output = 567, Requests = 1 };
    private static readonly TokenUsage Cached = Plain with { CachedInput = 1_000, Reasoning = 100 };

    [Benchmark(Baseline = true), BenchmarkCategory("plain")]
    public decimal? PlainInDecimal() => CostCalculator.CalculateInDecimal(Plain, Sheet, ServiceTier.Standard, 1m);

    [Benchmark, BenchmarkCategory("plain")]
    public decimal? PlainInWholeNumbers() => CostCalculator.Calculate(Plain, Sheet);

    [Benchmark(Baseline = true), BenchmarkCategory("parts")]
    public decimal? PartsInDecimal() => CostCalculator.CalculateInDecimal(Cached, Sheet, ServiceTier.Standard, 1m);

    [Benchmark, BenchmarkCategory("parts")]
    public decimal? PartsInWholeNumbers() => CostCalculator.Calculate(Cached, Sheet);

    [Benchmark(Baseline = true), BenchmarkCategory("reserved")]
    public BudgetAmount ReservedInDecimal() => BudgetAmount.FromUsdInDecimal(Worst.Worst(1_234, 4_096, inDecimal: true)!.Value);

    [Benchmark, BenchmarkCategory("reserved")]
    public BudgetAmount ReservedInWholeNumbers() => BudgetAmount.FromUsd(Worst.Worst(1_234, 4_096)!.Value);
}
