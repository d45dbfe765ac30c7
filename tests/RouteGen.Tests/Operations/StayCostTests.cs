using RouteGen.Costs;
using RouteGen.Plans;
using Xunit.Sdk;

namespace RouteGen.Tests.Operations;

/// <summary>What staying costs and saves, over drawn operations: prices, growth, pauses and outages.</summary>
public sealed class StayCostTests
{
    private const int Operations = 300;

    [Fact]
    public async Task No_turn_that_stays_costs_more_than_at_the_first_choice_and_all_turns_together_no_more_than_without_staying()
    {
        var seed = Random.Shared.Next();
        var (with, without, stayed) = (0m, 0m, 0);
        for (var i = 0; i < Operations; i++)
        {
            var (on, off, turns, bound) = await RunAsync(seed + i);
            with += on;
            without += off;
            stayed += turns;
            Assert.True(on <= off + bound, $"seed {seed + i}: {on} with staying, {off} without, {bound} to come back");
        }

        Assert.True(stayed > Operations, $"seed {seed}: only {stayed} turns stayed");
        Assert.True(with <= without, $"seed {seed}: {with} with staying, {without} without");
    }

    /// <summary>
    /// The same operation with staying and without: what each costs, how many turns stayed, and what one way back costs at most.
    /// </summary>
    private static async Task<(decimal With, decimal Without, int Stayed, decimal Bound)> RunAsync(int seed)
    {
        var dice = new Random(seed);
        AgentTarget[] targets = [Draw(dice), Draw(dice)];
        var isDearer = targets[1].Price!.CachedInput > targets[0].Price!.CachedInput || targets[1].Price!.Output > targets[0].Price!.Output;
        List<(int Input, double Pause, bool IsDown)> turns = [];
        var input = dice.Next(2_000, 40_000);
        for (var i = 0; i < 12; i++)
        {
            input += dice.Next(100, 4_000);
            turns.Add((input, dice.Next(6) == 0 ? dice.Next(4, 30) : dice.NextDouble() * 3, i is 1 or 6 && dice.Next(2) == 0));
        }

        var (with, stayed) = await CostAsync(targets, turns, stays: true);
        var (without, none) = await CostAsync(targets, turns, stays: false);
        Assert.Equal(0, none);
        var most = input * targets[0].Price!.Input!.Value * 2m / 1_000_000m;
        return (with, without, stayed, isDearer || targets[0].Kind != targets[1].Kind ? 2 * most : most);
    }

    private static async Task<(decimal Usd, int Stayed)> CostAsync(
        AgentTarget[] targets, List<(int Input, double Pause, bool IsDown)> turns, bool stays)
    {
        await using var agent = new AgentBench(targets);
        agent.Bench.Set(("Routes:ask:Stay", stays ? "true" : "false"));
        var (usd, stayed) = (0m, 0);
        foreach (var (input, pause, isDown) in turns)
        {
            agent.Pass(pause);
            agent.Down.Clear();
            if (isDown)
            {
                agent.Down.Add("first");
            }

            var record = await agent.TurnAsync(input);
            usd += record.CostUsd ?? throw new XunitException("a cost is unknown");
            stayed += record.Stayed ? 1 : 0;
            if (record is { Stayed: true, Attempts.Count: 1 })
            {
                // The turn as the first choice would have served it from no cache.
                var cold = CostCalculator.Calculate(
                    new TokenUsage { Input = record.EstimatedInputTokens, Output = record.Usage!.Value.Output, Requests = 1 },
                        targets[0].Price!);
                Assert.True(record.CostUsd <= cold * 1.26m, $"{record.CostUsd} where it stayed, {cold} at the first choice");
            }
        }

        return (usd, stayed);
    }

    private static AgentTarget Draw(Random dice)
    {
        var input = (decimal)dice.Next(50, 600) / 100m;
        return new(dice.Next(2) == 0 ? "openai" : "anthropic", new PriceSheet
        {
            Input = input,
            CachedInput = input * dice.Next(5, 60) / 100m,
            CacheWrite = input * 1.25m,
            CacheWrite1h = input * 2m,
            Output = input * dice.Next(3, 8),
        });
    }
}
