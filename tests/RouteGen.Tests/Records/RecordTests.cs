using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Records;

public sealed class RecordTests
{
    [Fact]
    public async Task The_record_holds_what_every_gateway_should_log()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.TooManyRequests));
        bench.Second.Then(Step.Says("ok", 1_000, 100));

        var response = await bench.Route
            .For(user: "u-42",
                agent: "triage", tenant: "acme", operationId: "op-1", tags: new Dictionary<string, string> { ["ticket"] = "7" }, key: "k-7")
            .GetResponseAsync("a ticket");

        using var json = JsonDocument.Parse(response.Record.ToJson());
        var root = json.RootElement;
        Assert.Equal("model-1", root.GetProperty("model").GetString());
        Assert.Equal("ask", root.GetProperty("route").GetString());
        Assert.Equal("served", root.GetProperty("outcome").GetString());
        Assert.Equal("second", root.GetProperty("servedBy").GetString());
        Assert.Equal(0m, root.GetProperty("latencyMs").GetDecimal());
        Assert.True(root.GetProperty("estimatedTokens").GetProperty("input").GetInt64() > 0);
        Assert.Equal(600, root.GetProperty("estimatedTokens").GetProperty("output").GetInt64());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("statusCode").ValueKind);
        Assert.Equal(1, root.GetProperty("retries").GetInt32());
        Assert.Equal("u-42", root.GetProperty("caller").GetProperty("user").GetString());
        Assert.Equal("triage", root.GetProperty("caller").GetProperty("agent").GetString());
        Assert.Equal("op-1", root.GetProperty("caller").GetProperty("operationId").GetString());
        Assert.Equal("k-7", root.GetProperty("caller").GetProperty("key").GetString());
        Assert.Equal("support", root.GetProperty("costBucket").GetString());
        Assert.Equal(0.004m, root.GetProperty("costUsd").GetDecimal());
        Assert.Equal(1_000, root.GetProperty("usage").GetProperty("input").GetInt64());
        var attempt = root.GetProperty("attempts")[0];
        Assert.Equal(("first", "rateLimited", 429), (
            attempt.GetProperty("target").GetString(),
            attempt.GetProperty("fault").GetString(),
            attempt.GetProperty("statusCode").GetInt32()));
        Assert.Equal("rateLimited", root.GetProperty("fallbackReason").GetString());
        Assert.Equal("model-1@1", root.GetProperty("attempts")[1].GetProperty("priceId").GetString());
        Assert.DoesNotContain('\n', response.Record.ToJson());
    }

    [Fact]
    public async Task Observers_see_every_record_and_one_that_throws_touches_nothing()
    {
        var seen = new SeenRecords();
        RouteRecord record;
        await using (var bench = new TestBench(
            services: s => s.AddSingleton<IRouteObserver, ThrowingObserver>().AddSingleton<IRouteObserver>(seen)))
        {
            record = (await bench.Route.GetResponseAsync("a ticket")).Record;
        }

        // Disposing of the container lets the observers finish.
        Assert.Same(record, Assert.Single(seen.Records));
    }

    [Fact]
    public async Task A_hook_that_throws_does_not_touch_the_call()
    {
        await using var bench = new TestBench();
        bench.Route.Throwing = true;

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(TestTarget.First, response.ServedBy);
    }

    [Fact]
    public async Task Structured_output_and_function_invocation_keep_the_record()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("""{"answer":42}"""));

        var structured = await bench.Route.GetResponseAsync<Answer>([new ChatMessage(ChatRole.User, "a ticket")]);

        Assert.Equal(42, structured.Result.Value);
        Assert.Same(bench.Record, structured.GetRouteRecord());
    }

    [Fact]
    public async Task A_tool_loop_over_a_route_survives_a_fallback_between_its_turns()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(
            Step.Replies(new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("call-1", "weather")]))
            {
                FinishReason = ChatFinishReason.ToolCalls
            }),
            Step.Fails(HttpStatusCode.InternalServerError));
        bench.Second.Then(Step.Says("it rains"));
        var calls = 0;
        using var client = new ChatClientBuilder((IChatClient)bench.Route).UseFunctionInvocation().Build();

        var response = await client.GetResponseAsync(
            "weather?", new ChatOptions { Tools = [AIFunctionFactory.Create(() => { calls++; return "rain"; }, "weather")] });

        Assert.Equal(("it rains", 1), (response.Text, calls));
        Assert.Equal("second", response.GetRouteRecord()!.ServedBy);
        Assert.Contains(bench.Second.Requests[0].Messages, m => m.Contents.OfType<FunctionResultContent>().Any());
    }

    private sealed record Answer(int Value)
    {
        [System.Text.Json.Serialization.JsonPropertyName("answer")]
        public int Value { get; init; } = Value;
    }

    private sealed class SeenRecords : IRouteObserver
    {
        public ConcurrentQueue<RouteRecord> Records { get; } = new();

        public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken)
        {
            Records.Enqueue(record);
            return default;
        }
    }

    private sealed class ThrowingObserver : IRouteObserver
    {
        public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("mine");
    }
}
