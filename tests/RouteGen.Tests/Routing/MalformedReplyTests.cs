using System.Net;
using Microsoft.Extensions.AI;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

/// <summary>
/// A route that returns malformed output: a caller for whom no target served gets the last reply that is not the JSON that was asked for.
/// </summary>
public sealed class MalformedReplyTests
{
    private static readonly ChatOptions Json = new() { ResponseFormat = ChatResponseFormat.ForJsonSchema<int[]>() };

    [Fact]
    public async Task Without_it_the_call_throws()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("one"));
        bench.Second.Then(Step.Says("two"));

        var thrown = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket", Json));

        Assert.Equal((Fault.MalformedOutput, null), (thrown.Fault, thrown.Record.ServedBy));
    }

    [Fact]
    public async Task The_last_reply_is_returned_and_its_record_tells_what_it_is()
    {
        await using var bench = new TestBench(r => r.With(returnsMalformed: true));
        bench.First.Then(Step.Says("one"));
        bench.Second.Then(Step.Says("two", finish: ChatFinishReason.Length));

        var response = await bench.Route.GetResponseAsync("a ticket", Json);

        var record = bench.Record;
        Assert.Equal(("two", TestTarget.Second), (response.Text, response.ServedBy));
        Assert.Same(record, response.Record);
        Assert.Equal((RouteOutcome.Failed, Fault.MalformedOutput, "second"), (record.Outcome, record.Fault, record.ServedBy));
        Assert.Equal(("length", Fault.MalformedOutput), (record.FinishReason, record.FallbackReason));
        Assert.Equal([Fault.MalformedOutput, Fault.MalformedOutput], record.Attempts.Select(a => a.Fault));
        Assert.True(record.Attempts.All(a => a.CostUsd > 0) && record.CostUsd == record.Attempts.Sum(a => a.CostUsd));
        Assert.Equal("completed Failed", bench.Route.Events[^1]);
    }

    [Fact]
    public async Task A_typed_reply_is_reached_and_does_not_parse()
    {
        await using var bench = new TestBench(r => r.With(returnsMalformed: true), targets: 1);
        bench.First.Then(Step.Says("forty-two"));

        var typed = await ((IChatClient)bench.Route).AsBuilder().UseFunctionInvocation().Build().GetResponseAsync<Answer>("a ticket");

        Assert.False(typed.TryGetResult(out _));
        Assert.Equal("forty-two", typed.Text);
        Assert.Equal(Fault.MalformedOutput, typed.GetRouteRecord()?.Fault);
    }

    [Fact]
    public async Task A_target_that_serves_comes_first()
    {
        await using var bench = new TestBench(r => r.With(returnsMalformed: true));
        bench.First.Then(Step.Says("one"));
        bench.Second.Then(Step.Says("[2]"));

        var response = await bench.Route.GetResponseAsync("a ticket", Json);

        Assert.Equal(("[2]", RouteOutcome.Served, Fault.None), (response.Text, response.Record.Outcome, response.Record.Fault));
    }

    [Fact]
    public async Task Retries_come_first_and_the_last_of_several_replies_is_returned()
    {
        await using var bench = new TestBench(
            r => r.With(returnsMalformed: true, on: [new(Fault.MalformedOutput, OnFaultAction.Retry)]), targets: 1);
        bench.First.Then(Step.Says("one"), Step.Says("two"));

        var response = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket", Json));

        Assert.Equal(("two", 2), (response.Text, response.Record.Attempts.Count));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task It_is_returned_though_a_later_target_failed_otherwise(HttpStatusCode status)
    {
        await using var bench = new TestBench(r => r.With(returnsMalformed: true, maxRetries: 0));
        bench.First.Then(Step.Says("one", finish: ChatFinishReason.Length));
        bench.Second.Then(Step.Fails(status));

        var response = await bench.Route.GetResponseAsync("a ticket", Json);

        Assert.Equal(("one", TestTarget.First), (response.Text, response.ServedBy));
        var record = response.Record;
        Assert.Equal((RouteOutcome.Failed, Fault.MalformedOutput, "first"), (record.Outcome, record.Fault, record.ServedBy));
        Assert.Equal(("length", "model-0"), (record.FinishReason, record.Model));
    }

    [Fact]
    public async Task It_is_returned_where_the_table_stops_at_it()
    {
        await using var bench = new TestBench(
            r => r.With(returnsMalformed: true, on: [new(Fault.MalformedOutput, OnFaultAction.Stop)]));
        bench.First.Then(Step.Says("one"));

        var response = await bench.Route.GetResponseAsync("a ticket", Json);

        Assert.Equal(("one", 0), (response.Text, bench.Second.Requests.Count));
    }

    [Fact]
    public async Task An_incomplete_tool_call_is_never_returned()
    {
        await using var bench = new TestBench(r => r.With(returnsMalformed: true), targets: 1);
        var call = new FunctionCallContent("c1", "find", null) { Exception = new FormatException("cut") };
        bench.First.Then(Step.Replies(new(new ChatMessage(ChatRole.Assistant, [call])) { FinishReason = ChatFinishReason.ToolCalls }));

        var thrown = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket", Json));

        Assert.Equal((Fault.MalformedOutput, null), (thrown.Fault, thrown.Record.ServedBy));
    }

    [Fact]
    public async Task An_empty_reply_is_never_returned()
    {
        await using var bench = new TestBench(r => r.With(returnsMalformed: true), targets: 1);
        bench.First.Then(Step.Says(""));

        var thrown = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket", Json));

        Assert.Equal(Fault.EmptyReply, thrown.Fault);
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_no_reply()
    {
        await using var bench = new TestBench(r => r.With(returnsMalformed: true));
        using var leaving = new CancellationTokenSource();
        bench.First.Then(Step.Says("one"));
        bench.Second.Then(Step.After(_ =>
        {
            leaving.Cancel();
            return Task.FromCanceled(leaving.Token);
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Route.GetResponseAsync("a ticket", Json, leaving.Token));

        Assert.Equal((RouteOutcome.Cancelled, null), (bench.Record.Outcome, bench.Record.ServedBy));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_is_served_as_it_comes_either_way(bool returns)
    {
        await using var bench = new TestBench(r => r.With(returnsMalformed: returns));
        bench.First.Then(Step.Says("no JSON"));

        var response = await bench.Route.GetStreamingResponseAsync("a ticket", Json).ToChatResponseAsync();

        Assert.Equal(("no JSON", RouteOutcome.Served), (response.Text.TrimEnd(), bench.Record.Outcome));
    }

    private sealed record Answer(int Number);
}
