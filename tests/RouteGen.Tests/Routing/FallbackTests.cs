using System.Net;
using Microsoft.Extensions.AI;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

public sealed class FallbackTests
{
    [Fact]
    public async Task The_first_target_serves_when_it_can()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("two lines", input: 1_000, output: 200));

        var response = await bench.Route.For(user: "u-42").GetResponseAsync("a ticket");

        Assert.Equal("two lines", response.Text);
        Assert.Equal(TestTarget.First, response.ServedBy);
        Assert.Equal(0.003m, response.Cost.Usd);
        Assert.Equal(CostSource.Computed, response.Cost.Source);
        Assert.Same(response.Record, bench.Record);
        Assert.Same(response.Record, ((ChatResponse)response).GetRouteRecord());
        Assert.Equal(("u-42", "support", 0), (bench.Record.Caller.User, bench.Record.CostBucket, bench.Record.Retries));
        Assert.Empty(bench.Second.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, 1, Fault.Unauthorized)]
    [InlineData(HttpStatusCode.PaymentRequired, 1, Fault.QuotaExhausted)]
    [InlineData(HttpStatusCode.NotFound, 1, Fault.ModelNotFound)]
    [InlineData(HttpStatusCode.TooManyRequests, 2, Fault.RateLimited)]
    [InlineData(HttpStatusCode.InternalServerError, 2, Fault.ServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 2, Fault.Overloaded)]
    [InlineData(HttpStatusCode.Conflict, 2, Fault.Conflict)]
    [InlineData(HttpStatusCode.GatewayTimeout, 1, Fault.Timeout)]
    public async Task A_fault_of_the_target_is_retried_as_its_kind_allows_and_then_the_next_serves(
        HttpStatusCode status, int hits, Fault fault)
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(status));
        bench.Second.Then(Step.Says("from the second"));

        var response = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(TestTarget.Second, response.ServedBy);
        Assert.Equal(hits, bench.First.Requests.Count);
        Assert.Equal(hits + 1, response.Record.Attempts.Count);
        Assert.All(
            response.Record.Attempts.Take(hits), a => Assert.Equal((fault, (int?)status, "first"), (a.Fault, a.StatusCode, a.Target)));
        Assert.Equal(fault, response.Record.FallbackReason);
        Assert.Contains($"fallback First Second {fault}", bench.Route.Events);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, Fault.InvalidRequest)]
    [InlineData(HttpStatusCode.UnprocessableEntity, Fault.InvalidRequest)]
    public async Task A_bad_request_stops_at_once(HttpStatusCode status, Fault fault)
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(status));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal((RouteOutcome.Stopped, fault), (e.Record.Outcome, e.Fault));
        Assert.Empty(bench.Second.Requests);
        Assert.Same(e.Record, bench.Record);
    }

    [Fact]
    public async Task When_all_fail_the_exception_reads_like_an_incident_report_and_quotes_no_provider()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));
        bench.Second.Then(Step.Fails(HttpStatusCode.Unauthorized));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket")));

        Assert.Equal((RouteOutcome.Failed, Fault.Unauthorized), (e.Record.Outcome, e.Fault));
        Assert.Contains("Route 'ask' failed with unauthorized after 3 attempts", e.Message, StringComparison.Ordinal);
        Assert.Contains("1. first (deployed-0 at house): serverError, HTTP 500", e.Message, StringComparison.Ordinal);
        Assert.Contains("3. second (deployed-1 at house): unauthorized, HTTP 401", e.Message, StringComparison.Ordinal);
        Assert.Null(e.InnerException);
        Assert.DoesNotContain("SECRET-PROMPT", e.ToString(), StringComparison.Ordinal);
        Assert.Equal(0m, e.Record.CostUsd);
    }

    [Fact]
    public async Task The_bound_on_attempts_is_hard()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 5, maxAttempts: 3));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket")));

        Assert.Equal(3, e.Record.Attempts.Count);
        Assert.Equal(3, bench.First.Requests.Count);
        Assert.Empty(bench.Second.Requests);
    }

    [Fact]
    public async Task A_repetition_waits_its_backoff_and_the_record_says_how_long()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError), Step.Says("second try"));

        var response = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"), TimeSpan.FromMilliseconds(10));

        Assert.Equal(TestTarget.First, response.ServedBy);
        Assert.InRange(response.Record.Attempts[1].Delay, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(800));
        Assert.Equal(1, response.Record.Retries);
    }

    [Fact]
    public async Task A_reply_without_content_is_no_reply()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says(""));
        bench.Second.Then(Step.Says("something"));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(TestTarget.Second, response.ServedBy);
        Assert.Equal(Fault.EmptyReply, response.Record.Attempts[0].Fault);
    }

    [Fact]
    public async Task A_refusal_stops_the_call()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("I can't", finish: ChatFinishReason.ContentFilter));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(Fault.ContentFiltered, e.Fault);
        Assert.Empty(bench.Second.Requests);
    }

    [Fact]
    public async Task Messages_that_can_be_read_only_once_reach_every_target()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));
        var read = 0;
        IEnumerable<ChatMessage> Once()
        {
            Assert.Equal(1, ++read);
            yield return new ChatMessage(ChatRole.User, "a ticket");
        }

        await bench.Route.GetResponseAsync(Once());

        Assert.Equal("a ticket", bench.Second.Requests[0].Messages[0].Text);
    }

    [Fact]
    public async Task An_exception_of_the_applications_own_hook_is_not_swallowed_and_the_record_is_written()
    {
        await using var bench = new TestBench();
        bench.Route.Configuring = (_, _) => throw new InvalidOperationException("my mistake");

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal("my mistake", e.Message);
        Assert.Equal(RouteOutcome.Failed, bench.Record.Outcome);
    }
}
