using Microsoft.Extensions.AI;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

/// <summary>The limits that targets state: requests and tokens per minute, requests under way.</summary>
public sealed class TargetLimitTests
{
    [Fact]
    public async Task At_its_requests_a_minute_a_target_is_left_out_until_the_minute_has_passed()
    {
        await using var bench = new TestBench(target: t => t.Name == "first" ? t with { RequestsPerMinute = 3 } : t);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
            bench.Time.Advance(TimeSpan.FromSeconds(10));
        }

        var fourth = await bench.Route.GetResponseAsync("a ticket");
        Assert.Equal(TestTarget.Second, fourth.ServedBy);
        Assert.Equal([new SkippedTarget("first", SkipReason.RequestRateReached)], fourth.Record.Skipped);

        bench.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
        Assert.Equal(TestTarget.Second, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
    }

    [Fact]
    public async Task Each_instance_takes_its_part()
    {
        await using var bench = new TestBench(target: t => t.Name == "first" ? t with { RequestsPerMinute = 9 } : t);
        bench.Set(("Instances", "4"));
        for (var i = 0; i < 9; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        Assert.Equal(2, bench.First.Requests.Count);
    }

    [Fact]
    public async Task Tokens_are_estimated_before_and_corrected_after()
    {
        // 2 tokens of input estimated, and 600 of output allowed; used are 120 in all.
        await using var bench = new TestBench(target: t => t.Name == "first" ? t with { TokensPerMinute = 1_000 } : t);
        for (var i = 0; i < 10; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        // 4 × 120 + 602 is above 1,000: the fifth goes elsewhere.
        Assert.Equal(4, bench.First.Requests.Count);
        Assert.Equal([new SkippedTarget("first", SkipReason.TokenRateReached)], bench.Route.Records[^1].Skipped);
    }

    [Fact]
    public async Task At_its_concurrency_a_target_is_left_out_until_a_request_ends()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0), target: t => t.Name == "first" ? t with { Concurrency = 1 } : t);
        bench.First.Then(Step.StallsAfter(""), Step.Says("ok"));
        var first = bench.Route.GetResponseAsync("a ticket");

        var second = await bench.Route.GetResponseAsync("a ticket");
        Assert.Equal([new SkippedTarget("first", SkipReason.ConcurrencyReached)], second.Record.Skipped);

        await bench.InTimeAsync(first);
        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("left")]
    [InlineData("broken")]
    [InlineData("cancelled")]
    [InlineData("refused")]
    [InlineData("hook")]
    public async Task Room_is_given_back_on_every_way_out_of_a_stream(string way)
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0), target: t => t.Name == "first" ? t with { Concurrency = 1 } : t);
        using var source = new CancellationTokenSource();
        bench.First.Then(way switch
        {
            "broken" => Step.BreaksAfter("some words"),
            "refused" => Step.Fails(System.Net.HttpStatusCode.BadRequest),
            _ => Step.Says("some words"),
        });
        if (way == "hook")
        {
            bench.Route.Configuring = (_, _) => throw new InvalidOperationException("a hook of the application's");
        }

        try
        {
            await foreach (var _ in bench.Route.GetStreamingResponseAsync("a ticket", cancellationToken: source.Token))
            {
                if (way == "left")
                {
                    break;
                }

                if (way == "cancelled")
                {
                    await source.CancelAsync();
                }
            }
        }
        catch (Exception e) when (e is RouteException or OperationCanceledException or InvalidOperationException)
        {
        }

        bench.Route.Configuring = null;
        bench.First.Then(Step.Says("ok"));
        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
    }

    [Fact]
    public async Task A_repetition_needs_room_of_its_own()
    {
        await using var bench = new TestBench(target: t => t.Name == "first" ? t with { RequestsPerMinute = 1 } : t);
        bench.First.Then(Step.Fails(System.Net.HttpStatusCode.InternalServerError));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(["first", "second"], response.Record.Attempts.Select(a => a.Target));
    }
}
