using System.Net;
using Microsoft.Extensions.AI;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

public sealed class StreamTests
{
    [Fact]
    public async Task A_stream_ends_with_an_update_that_carries_the_record()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("one two three", input: 1_000, output: 200));

        var updates = await bench.InTimeAsync(ReadAsync(bench));

        Assert.Equal("one two three ", string.Concat(updates.Select(u => u.Text)));
        Assert.Same(bench.Record, updates[^1].GetRouteRecord());
        Assert.All(updates.SkipLast(1), u => Assert.Null(u.GetRouteRecord()));
        Assert.Equal(
            (RouteOutcome.Served, "first", 0.003m, true),
            (bench.Record.Outcome, bench.Record.ServedBy, bench.Record.CostUsd, bench.Record.Streamed));
        Assert.NotNull(bench.Record.TimeToFirstToken);
        Assert.Equal("stop", bench.Record.FinishReason);
        var whole = updates.ToChatResponse();
        Assert.Same(bench.Record, whole.GetRouteRecord());
        Assert.Single(whole.Messages);
    }

    [Fact]
    public async Task Before_the_first_meaningful_update_another_target_takes_over()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.BreaksAfter(""));
        bench.Second.Then(Step.Says("from the second"));

        var updates = await bench.InTimeAsync(ReadAsync(bench));

        Assert.Equal("from the second ", string.Concat(updates.Select(u => u.Text)));
        Assert.Equal(Fault.StreamBroken, bench.Record.Attempts[0].Fault);
        Assert.Equal("second", bench.Record.ServedBy);
        Assert.Equal(1, bench.First.Released);
    }

    [Fact]
    public async Task A_silent_start_runs_into_the_first_token_timer_and_falls_over()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.StallsAfter(""));
        bench.Second.Then(Step.Says("from the second"));

        await bench.InTimeAsync(ReadAsync(bench));

        var first = bench.Record.Attempts[0];
        Assert.Equal((Fault.Timeout, "firstToken"), (first.Fault, first.Code));
        Assert.InRange(first.Latency, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.3));
        Assert.Equal("second", bench.Record.ServedBy);
        Assert.Single(bench.First.Requests);
    }

    [Fact]
    public async Task A_target_that_ignores_cancellation_is_left_behind()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Deaf());
        bench.Second.Then(Step.Says("from the second"));

        var updates = await bench.InTimeAsync(ReadAsync(bench));

        Assert.Equal("from the second ", string.Concat(updates.Select(u => u.Text)));
    }

    [Fact]
    public async Task A_stream_without_a_finish_reason_is_broken_and_keeps_its_text_to_a_property()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.BreaksAfter("half an answer"));

        var e = await Assert.ThrowsAsync<RouteStreamBrokenException>(() => bench.InTimeAsync(ReadAsync(bench)));

        Assert.Equal("half an answer ", e.PartialText);
        Assert.DoesNotContain("half", e.ToString(), StringComparison.Ordinal);
        Assert.Empty(e.Data);
        Assert.Equal((RouteOutcome.Broken, Fault.StreamBroken, "noFinishReason"), (e.Record.Outcome, e.Fault, e.Record.Attempts[0].Code));
        Assert.Equal(CostSource.Estimated, e.Record.CostSource);
        Assert.True(e.Record.CostUsd > 0);
        Assert.Empty(bench.Second.Requests);
    }

    [Fact]
    public async Task An_exception_in_mid_stream_breaks_it()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.BreaksAfter("half", new IOException("the connection, with SECRET-PROMPT in it")));

        var e = await Assert.ThrowsAsync<RouteStreamBrokenException>(() => bench.InTimeAsync(ReadAsync(bench)));

        Assert.Equal(Fault.StreamBroken, e.Fault);
        Assert.DoesNotContain("SECRET-PROMPT", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_inside_a_committed_stream_breaks_it_and_is_not_delivered()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Streams(Step.Word("half "), new ChatResponseUpdate(
            ChatRole.Assistant, [new TextContent("not handed on"), new ErrorContent("SECRET-PROMPT") { ErrorCode = "server_error" }])));

        var e = await Assert.ThrowsAsync<RouteStreamBrokenException>(() => bench.InTimeAsync(ReadAsync(bench)));

        Assert.Equal("half ", e.PartialText);
    }

    [Fact]
    public async Task Silence_in_mid_stream_runs_into_the_idle_timer()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.StallsAfter("half"));

        var e = await Assert.ThrowsAsync<RouteStreamBrokenException>(() => bench.InTimeAsync(ReadAsync(bench)));

        Assert.Equal((Fault.Timeout, "idle"), (e.Fault, e.Record.Attempts[0].Code));
        Assert.InRange(e.Record.Latency, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_caller_who_takes_long_over_an_update_is_not_a_silent_provider()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("one two"));

        await foreach (var update in bench.Route.GetStreamingResponseAsync("a ticket"))
        {
            for (var i = 0; i < 12; i++)
            {
                bench.Time.Advance(TimeSpan.FromSeconds(1));
            }

            if (bench.Time.GetUtcNow().Minute > 0)
            {
                break;
            }
        }

        Assert.NotEqual(RouteOutcome.Broken, bench.Record.Outcome);
    }

    [Fact]
    public async Task A_stream_has_a_total_of_its_own()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("one two three four five six seven eight nine ten"));

        var e = await Assert.ThrowsAsync<RouteStreamBrokenException>(async () =>
        {
            await foreach (var update in bench.Route.GetStreamingResponseAsync("a ticket"))
            {
                bench.Time.Advance(TimeSpan.FromSeconds(20));
            }
        });

        Assert.Equal("streamTotal", e.Record.Attempts[0].Code);
    }

    [Fact]
    public async Task A_caller_who_leaves_is_recorded_and_the_connection_given_back()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("one two three"));

        await foreach (var update in bench.Route.GetStreamingResponseAsync("a ticket"))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        Assert.Equal((RouteOutcome.Abandoned, "first"), (bench.Record.Outcome, bench.Record.ServedBy));
        Assert.Equal(CostSource.Estimated, bench.Record.CostSource);
        Assert.Equal(1, bench.First.Released);
    }

    [Fact]
    public async Task A_stream_that_throws_in_the_middle_is_given_back()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.BreaksAfter("one two", new IOException("reset")));

        await Assert.ThrowsAsync<RouteStreamBrokenException>(async () =>
        {
            await foreach (var _ in bench.Route.GetStreamingResponseAsync("a ticket"))
            {
            }
        });

        Assert.Equal(1, bench.First.Released);
    }

    [Fact]
    public async Task A_stream_is_not_moved_twice_at_once_and_may_be_left_in_the_middle_of_a_move()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.StallsAfter("one two"));
        var updates = bench.Route.GetStreamingResponseAsync("a ticket").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        for (var text = ""; text != "one two ";)
        {
            Assert.True(await updates.MoveNextAsync());
            text += updates.Current.Text;
        }

        var move = updates.MoveNextAsync().AsTask();
        Assert.Throws<InvalidOperationException>(() => { _ = updates.MoveNextAsync(); });
        Assert.False(move.IsCompleted);
        await updates.DisposeAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => move);
        Assert.Equal(RouteOutcome.Abandoned, bench.Record.Outcome);
        Assert.False(await updates.MoveNextAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("half")]
    public async Task A_caller_who_cancels_sees_cancellation_and_not_a_timeout(string text)
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.StallsAfter(text));
        using var source = new CancellationTokenSource();
        var reading = ReadAsync(bench, source.Token);
        await source.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        Assert.True(source.IsCancellationRequested);
        Assert.Equal((RouteOutcome.Cancelled, Fault.Cancelled), (bench.Record.Outcome, bench.Record.Attempts[0].Fault));
        await bench.First.FirstRelease.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        Assert.Empty(bench.Second.Requests);
    }

    [Fact]
    public async Task A_token_given_to_the_enumerator_counts_as_well()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.StallsAfter("half"));
        using var source = new CancellationTokenSource();
        async Task EnumerateAsync()
        {
            await foreach (var _ in bench.Route.GetStreamingResponseAsync("a ticket").WithCancellation(source.Token))
            {
            }
        }

        var reading = EnumerateAsync();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        Assert.Equal(RouteOutcome.Cancelled, bench.Record.Outcome);
    }

    [Fact]
    public async Task A_stream_that_no_target_opens_fails_like_a_buffered_call()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(HttpStatusCode.Unauthorized));
        bench.Second.Then(Step.Fails(HttpStatusCode.NotFound));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.InTimeAsync(ReadAsync(bench)));

        Assert.Equal([Fault.Unauthorized, Fault.ModelNotFound], e.Record.Attempts.Select(a => a.Fault));
    }

    private static async Task<List<ChatResponseUpdate>> ReadAsync(TestBench bench, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in bench.Route.GetStreamingResponseAsync("a ticket", cancellationToken: cancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }
}
