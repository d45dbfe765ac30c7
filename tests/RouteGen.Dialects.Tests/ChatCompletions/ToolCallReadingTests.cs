using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Tests.ChatCompletions;

/// <summary>Calls of tools in every form that servers give them, whole and in pieces.</summary>
public sealed class ToolCallReadingTests
{
    public static TheoryData<string, string[]> Streams => new()
    {
        {
            "as OpenAI does",
            [
                """{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}""",
                """{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"f","arguments":"{\"x\":2}"}}]}""",
            ]
        },
        {
            "under one index, as Gemini's endpoint does",
            [
                """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":1}"}}]}""",
                """{"tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":"{\"x\":2}"}}]}""",
            ]
        },
        {
            "without index",
            [
                """{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{\"x\":"}}]}""",
                """{"tool_calls":[{"function":{"arguments":"1}"}}]}""",
                """{"tool_calls":[{"id":"b","function":{"name":"f","arguments":"{\"x\":2}"}}]}""",
            ]
        },
        {
            "without index or id",
            [
                """{"tool_calls":[{"function":{"name":"f","arguments":"{\"x\":1}"}},{"function":{"name":"f","arguments":"{\"x\":2}"}}]}""",
            ]
        },
        {
            "with an id and an empty name for every piece",
            [
                """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}]}""",
                """{"tool_calls":[{"index":0,"id":"a2","function":{"name":"","arguments":":1}"}}]}""",
                """{"tool_calls":[{"index":1,"id":"b","function":{"name":"f","arguments":"{\"x\":2}"}}]}""",
                """{"tool_calls":[{}]}""",
            ]
        },
        {
            "with arguments as an object, and said again",
            [
                """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":{"x":1}}}]}""",
                """{"tool_calls":[{"index":1,"id":"b","function":{"name":"f","arguments":{"x":2}}}]}""",
                """{"tool_calls":[{"index":1,"id":"b","function":{"name":"f","arguments":"{ \"x\": 2 }"}}]}""",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Calls_in_pieces_are_put_together(string form, string[] deltas)
    {
        var response = Reading.Stream([.. deltas.Select(delta => Reading.Chunk(delta)), Reading.Chunk("{}", "\"tool_calls\""), "[DONE]"]);

        var calls = Reading.Of<FunctionCallContent>(response);
        Assert.Equal((form, "1, 2"), (form, string.Join(", ", calls.Select(call => call.Arguments?["x"]?.ToString()))));
        Assert.All(calls, call => Assert.Equal(("f", null, false), (call.Name, call.Exception, string.IsNullOrEmpty(call.CallId))));
        Assert.Equal(2, calls.Select(call => call.CallId).Distinct().Count());
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public void Each_item_of_a_whole_reply_is_a_call()
    {
        var response = Reading.Message("""
            {"content":null,"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{\"x\":1}"}},
            {"id":"b","index":0,"function":{"name":"f","arguments":{"x":2}}},{"id":"c","function":{"name":"f","arguments":""}}]}
            """);

        Assert.Equal(["1", "2", null], Reading.Of<FunctionCallContent>(response).Select(call => call.Arguments?["x"]?.ToString()));
    }

    [Fact]
    public void A_function_call_of_the_older_form_is_a_call()
    {
        foreach (var response in new[]
        {
            Reading.Message("""{"content":null,"function_call":{"name":"f","arguments":"{\"x\":1}"}}""", "\"function_call\""),
            Reading.Stream(
                Reading.Chunk("""{"function_call":{"name":"f","arguments":"{\"x\":"}}"""),
                Reading.Chunk("""{"function_call":{"arguments":"1}"}}"""), Reading.Chunk("{}", "\"function_call\""), "[DONE]"),
        })
        {
            var call = Assert.Single(Reading.Of<FunctionCallContent>(response));
            Assert.Equal(("f", "1", ChatFinishReason.ToolCalls), (call.Name, call.Arguments?["x"]?.ToString(), response.FinishReason));
        }
    }

    [Fact]
    public void A_stream_that_is_cut_gives_no_call()
    {
        var updates = Reading.Updates(Reading.Chunk("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}"""));
        Assert.Empty(updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>());
    }

    [Fact]
    public void Many_pieces_of_one_call_cost_memory_that_grows_with_them()
    {
        var pieces = Enumerable.Repeat(Reading.Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}"""), 50_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Reading.Updates([.. pieces]);

        // All pieces so far, copied for each, would be 5 GB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1_000_000_000);
    }
}
