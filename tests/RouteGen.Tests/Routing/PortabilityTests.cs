using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

public sealed class PortabilityTests
{
    private const string LongId = "call_0123456789012345678901234567890123456789012345678901234567890123456789012345";

    private static readonly ChatOptions WithTool = new() { Tools = [AIFunctionFactory.Create(() => "rain", "weather")] };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_loop_goes_on_where_it_began_and_when_that_dies_its_ids_and_reasoning_are_made_portable(bool streamed)
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        AIContent[] turn =
        [
            new TextReasoningContent("secret thoughts") { ProtectedData = "signature" }, new FunctionCallContent(LongId, "weather")
        ];
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));
        bench.Second.Then(
            streamed
                ? Step.Streams(new ChatResponseUpdate(ChatRole.Assistant, turn) { FinishReason = ChatFinishReason.ToolCalls })
                : Step.Replies(new ChatResponse(new ChatMessage(ChatRole.Assistant, turn)) { FinishReason = ChatFinishReason.ToolCalls }),
            Step.Fails(HttpStatusCode.InternalServerError));
        bench.First.Then(Step.Says("it rains"));
        using var client = new ChatClientBuilder((IChatClient)bench.Route).UseFunctionInvocation().Build();

        var response = streamed
            ? await client.GetStreamingResponseAsync("weather?", WithTool).ToChatResponseAsync()
            : await client.GetResponseAsync("weather?", WithTool);

        Assert.Equal("it rains", response.Text.Trim());
        Assert.Equal(["second", "first"], bench.Route.Records[1].Attempts.Select(a => a.Target));
        var own = bench.Second.Requests[1].Messages;
        Assert.Contains(own, m => m.Contents.OfType<TextReasoningContent>().Any());
        Assert.Equal(LongId, Assert.Single(own.SelectMany(m => m.Contents).OfType<FunctionCallContent>()).CallId);
        var foreign = bench.First.Requests[1].Messages;
        Assert.DoesNotContain(foreign, m => m.Contents.OfType<TextReasoningContent>().Any());
        var call = Assert.Single(foreign.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        Assert.Matches("^[0-9A-Za-z]{9}$", call.CallId);
        Assert.Equal(call.CallId, Assert.Single(foreign.SelectMany(m => m.Contents).OfType<FunctionResultContent>()).CallId);
    }

    [Fact]
    public async Task What_a_stored_conversation_brings_back_is_as_portable_as_what_was_stored()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));
        bench.Second.Then(Step.Replies(new ChatResponse(new ChatMessage(
            ChatRole.Assistant,
            [new TextReasoningContent("secret thoughts") { ProtectedData = "signature" }, new FunctionCallContent(LongId, "weather")]))
        {
            FinishReason = ChatFinishReason.ToolCalls,
        }));
        var turn = await bench.Route.GetResponseAsync("weather?", WithTool);
        var stored = JsonSerializer.Serialize<List<ChatMessage>>(
            [.. turn.Messages, new ChatMessage(ChatRole.Tool, [new FunctionResultContent(LongId, "rain")])],
            AIJsonUtilities.DefaultOptions);
        var restored = JsonSerializer.Deserialize<List<ChatMessage>>(stored, AIJsonUtilities.DefaultOptions)!;
        bench.Second.Then(Step.Fails(HttpStatusCode.InternalServerError));
        bench.First.Then(Step.Says("it rains"));

        var response = await bench.Route.GetResponseAsync(restored, WithTool);

        Assert.Equal(["second", "first"], response.Record.Attempts.Select(a => a.Target));
        var foreign = bench.First.Requests[1].Messages.SelectMany(m => m.Contents).ToArray();
        Assert.DoesNotContain(foreign, c => c is TextReasoningContent);
        Assert.Matches("^[0-9A-Za-z]{9}$", Assert.Single(foreign.OfType<FunctionCallContent>()).CallId);
    }

    [Fact]
    public async Task A_new_question_begins_at_the_head_of_the_chain_again()
    {
        await using var bench = new TestBench();
        var call = new FunctionCallContent("c", "weather") { AdditionalProperties = new() { ["RouteGen.Target"] = "second" } };
        ChatMessage[] messages =
        [
            new(ChatRole.Assistant, [call]),
            new(ChatRole.Tool, [new FunctionResultContent("c", "rain")]),
            new(ChatRole.User, "and tomorrow?")
        ];

        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync(messages)).ServedBy);
    }

    [Theory]
    [InlineData("""{"answer": 42""")]
    [InlineData("the answer is 42")]
    public async Task A_reply_that_had_to_be_json_and_is_not_is_no_reply(string malformed)
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says(malformed));
        bench.Second.Then(Step.Says("""{"answer": 42}"""));

        var response = await bench.Route.GetResponseAsync(
            "a ticket", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema<int[]>() });

        Assert.Equal((TestTarget.Second, Fault.MalformedOutput), (response.ServedBy, response.Record.Attempts[0].Fault));
    }
}
