using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

/// <summary>Requests that are foreseen not to fit are not sent.</summary>
public sealed class WindowTests
{
    // About 1,000 tokens; the route allows 600 of output.
    private static readonly string Text = new('x', 3_450);

    [Theory]
    [InlineData(1_700, null, null, null, true)]
    [InlineData(1_500, null, null, null, false)]
    [InlineData(1_500, null, null, 100, true)]
    [InlineData(1_500, null, 100, null, true)]
    [InlineData(null, 900, null, null, false)]
    [InlineData(null, 1_100, null, null, true)]
    [InlineData(5_000, 900, null, null, false)]
    [InlineData(null, null, null, null, true)]
    public async Task Input_and_the_output_asked_for_have_to_fit(int? window, int? maxInput, int? maxOutput, int? asked, bool fits)
    {
        await using var bench = new TestBench(model: i => i == 0
            ? new ModelDefinition { Name = "m", ContextWindow = window, MaxInput = maxInput, MaxOutput = maxOutput }
            : TestBench.Model(i));

        var response = await bench.Route.GetResponseAsync(Text, new ChatOptions { MaxOutputTokens = asked });

        Assert.Equal(fits ? TestTarget.First : TestTarget.Second, response.ServedBy);
        Assert.Equal(fits ? [] : [new SkippedTarget("first", SkipReason.WindowTooSmall)], response.Record.Skipped);
    }

    [Fact]
    public async Task What_a_model_could_write_at_most_does_not_count_where_nobody_asks_for_it()
    {
        await using var bench = new TestBench(
            r => new RouteDefinition
            {
                Name = r.Name,
                Chain = r.Chain,
                TotalTimeout = r.TotalTimeout,
                AttemptTimeout = r.AttemptTimeout,
                FirstTokenTimeout = r.FirstTokenTimeout,
                IdleTimeout = r.IdleTimeout,
                StreamTotalTimeout = r.StreamTotalTimeout,
                MaxAttempts = 4,
                MaxRetries = 0,
                RetryDelay = r.RetryDelay,
                MaxRetryDelay = r.MaxRetryDelay,
                CostBucket = r.CostBucket,
                WorstCase = r.WorstCase,
            },
            _ => new ModelDefinition { Name = "m", ContextWindow = 2_000, MaxOutput = 2_000 });

        var response = await bench.Route.GetResponseAsync(Text);

        Assert.Equal(TestTarget.First, response.ServedBy);
        Assert.Null(bench.First.Requests[0].Options!.MaxOutputTokens);
    }
}
