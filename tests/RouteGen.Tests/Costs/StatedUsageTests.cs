using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Tests.Costs;

/// <summary>What of a provider's counts is believed, and how statements of a stream complete one another.</summary>
public class StatedUsageTests
{
    [Theory]
    [InlineData(100L, 20L, null, null, 100L, 20L)]
    [InlineData(100L, 20L, 320L, null, 100L, 220L)]
    [InlineData(100L, 20L, 120L, 200L, 100L, 220L)]
    [InlineData(100L, 220L, 320L, 200L, 100L, 220L)]
    [InlineData(100L, 20L, 50L, null, 100L, 20L)]
    [InlineData(100L, 20L, -1L, -1L, 100L, 20L)]
    [InlineData(100L, 20L, long.MaxValue, long.MaxValue, 100L, 20L)]
    [InlineData(100L, null, 120L, null, 100L, 20L)]
    [InlineData(null, 20L, 120L, null, 100L, 20L)]
    [InlineData(0L, 20L, 120L, null, 100L, 20L)]
    [InlineData(0L, 20L, null, null, null, 20L)]
    [InlineData(100L, 0L, null, null, 100L, 0L)]
    [InlineData(0L, 0L, 120L, null, null, null)]
    [InlineData(null, null, 120L, null, null, null)]
    [InlineData(-5L, -5L, null, null, null, null)]
    [InlineData(long.MaxValue, 20L, null, null, null, 20L)]
    public void What_can_be_true_is_believed_of_a_whole_reply(
        long? input, long? output, long? total, long? reasoning, long? believedInput, long? believedOutput) =>
        Assert.Equal(
            new BelievedCounts(believedInput, believedOutput),
            BelievedCounts.OfChat(Usage(input, output, total, reasoning), isComplete: true, seen: null));

    [Theory]
    [InlineData(0L, true, null, 0L)]
    [InlineData(0L, true, 5L, null)]
    [InlineData(0L, false, null, null)]
    [InlineData(3L, false, null, 3L)]
    [InlineData(3L, false, 5L, null)]
    [InlineData(9L, false, 5L, 9L)]
    public void Output_is_believed_unless_more_came_or_counting_had_not_begun(long output, bool isComplete, long? seen, long? believed) =>
        Assert.Equal(
            new BelievedCounts(100, believed),
            BelievedCounts.OfChat(Usage(100, output, 100 + output, null), isComplete, seen));

    [Fact]
    public void What_is_handed_on_adds_up_to_the_largest_statement_of_each_number()
    {
        var dice = new Random(12);
        for (var round = 0; round < 200; round++)
        {
            UsageDetails? usage = null;
            var sum = new UsageDetails();
            var statements = Enumerable.Range(0, 6).Select(_ => Statement(dice)).ToArray();
            foreach (var stated in statements)
            {
                if (StatedUsage.Raise(ref usage, stated) is { } rise)
                {
                    sum.Add(rise);
                }
            }

            Assert.Equal(statements.Max(s => s.InputTokenCount), usage!.InputTokenCount);
            Assert.Equal(statements.Max(s => s.AdditionalCounts?["x"]), usage.AdditionalCounts?["x"]);
            Assert.Equal(
                (usage.InputTokenCount, usage.OutputTokenCount, usage.CachedInputTokenCount),
                (sum.InputTokenCount, sum.OutputTokenCount, sum.CachedInputTokenCount));
            Assert.Equal(usage.AdditionalCounts?["x"], sum.AdditionalCounts?["x"]);
        }
    }

    [Fact]
    public void The_first_statement_is_handed_on_as_it_is_and_one_that_adds_nothing_is_not()
    {
        UsageDetails? usage = null;
        var stated = new UsageDetails { InputTokenCount = 100, OutputTokenCount = 0 };

        Assert.Same(stated, StatedUsage.Raise(ref usage, stated));
        Assert.NotSame(stated, usage);
        Assert.Null(StatedUsage.Raise(ref usage, new UsageDetails { InputTokenCount = 100, OutputTokenCount = 0 }));
        Assert.Equal(3, StatedUsage.Raise(ref usage, new UsageDetails { InputTokenCount = 100, OutputTokenCount = 3 })!.OutputTokenCount);
    }

    private static UsageDetails Usage(long? input, long? output, long? total, long? reasoning) =>
        new() { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = total, ReasoningTokenCount = reasoning };

    private static UsageDetails Statement(Random dice) => new()
    {
        InputTokenCount = Count(dice),
        OutputTokenCount = Count(dice),
        CachedInputTokenCount = Count(dice),
        AdditionalCounts = dice.Next(3) == 0 ? null : new() { ["x"] = dice.Next(50) },
    };

    private static long? Count(Random dice) => dice.Next(4) == 0 ? null : dice.Next(100);
}
