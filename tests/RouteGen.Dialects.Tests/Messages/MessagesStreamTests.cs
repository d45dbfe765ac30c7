using System.Text;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Messages;
using RouteGen.Wire;

namespace RouteGen.Dialects.Tests.Messages;

/// <summary>Streams, event by event.</summary>
public sealed class MessagesStreamTests
{
    private const string Begin =
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"""
        + """ "stop_reason":null,"usage":{"input_tokens":25,"cache_read_input_tokens":100,"output_tokens":1,"service_tier":"standard"}}}""";

    private const string End = """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":"""
        + """{"output_tokens":15}}""";
    private const string Stop = """{"type":"message_stop"}""";

    // docs.anthropic.com/en/docs/build-with-claude/streaming: extended thinking and tool use, put together.
    internal static readonly string[] Documented =
    [
        Begin,
        """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
        """{"type":"ping"}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"I need to find the GCD"}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":" of 1071."}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQBCgIYAhIM1gbcDa9G"}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"The greatest"}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":" is 21"}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":"""
            + """{"type":"char_location","cited_text":"so","document_title":"Book"}}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{}}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"location\":"}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":" \"San Francisco, CA\"}"}}""",
        """{"type":"content_block_stop","index":2}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":89}}""",
        Stop,
    ];

    [Fact]
    public async Task A_documented_stream_is_read_as_the_sdk_reads_it()
    {
        var events = MessagesStand.Events(Documented);
        var updates = await MessagesStand.ReadStreamAsync(events);
        var ours = updates.ToChatResponse();
        var sdk = (await MessagesStand.ReadStreamAsync(events, (server, http) => MessagesStand.Sdk(server, http))).ToChatResponse();

        Assert.Equal(sdk.Text, ours.Text);
        Assert.Equal((sdk.FinishReason, sdk.ModelId, sdk.ResponseId), (ours.FinishReason, ours.ModelId, ours.ResponseId));
        var (theirs, counted) = (sdk.Usage!, ours.Usage!);
        Assert.Equal(
            (theirs.InputTokenCount, theirs.OutputTokenCount, theirs.CachedInputTokenCount, theirs.TotalTokenCount),
            (counted.InputTokenCount, counted.OutputTokenCount, counted.CachedInputTokenCount, counted.TotalTokenCount));
        Assert.Equal(Told(sdk), Told(ours));
        var call = Assert.Single(ours.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal("""{"location": "San Francisco, CA"}""", ToolArguments.Text(call));
        Assert.Equal("standard", updates[0].AdditionalProperties![WireFacts.ServiceTierKey]);
        Assert.Null(updates[0].Contents.OfType<UsageContent>().Single().Details.OutputTokenCount);

        static IEnumerable<string> Told(ChatResponse reply) => reply.Messages.SelectMany(m => m.Contents).Select(content => content switch
        {
            TextContent text => $"{text.Text} {text.Annotations?.OfType<CitationAnnotation>().Single().Title}",
            TextReasoningContent thought => $"{thought.Text} {thought.ProtectedData}",
            FunctionCallContent made => $"{made.CallId} {made.Name} {made.Arguments!["location"]}",
            _ => content.GetType().Name,
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(17)]
    public async Task A_stream_that_breaks_off_has_no_finish_reason(int events)
    {
        var reply = (await MessagesStand.ReadStreamAsync(MessagesStand.Events(Documented[..events]))).ToChatResponse();

        Assert.Null(reply.FinishReason);
        Assert.Equal((125L, null), (reply.Usage!.InputTokenCount, reply.Usage.OutputTokenCount));
        Assert.Equal(events > 16 ? 1 : 0, reply.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Count());
    }

    [Fact]
    public async Task What_start_and_end_state_completes_each_other_number_by_number()
    {
        var updates = await MessagesStand.ReadStreamAsync(MessagesStand.Events(
            """{"type":"message_start","message":{"id":"m","usage":"""
                + """{"input_tokens":100,"cache_read_input_tokens":900,"output_tokens":1}}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":"""
                + """{"input_tokens":300,"output_tokens":20,"server_tool_use":{"web_search_requests":2}}}""",
            Stop));

        var last = updates.SelectMany(u => u.Contents).OfType<UsageContent>().Last().Details;
        Assert.Equal((1200L, 20L, 2L), (last.InputTokenCount, last.OutputTokenCount, last.AdditionalCounts![WireFacts.WebSearchesKey]));
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "overloaded_error", "Overloaded")]
    [InlineData("""{"error":{"message":"gone","code":502}}""", "502", "gone")]
    public async Task An_error_is_told_and_ends_the_stream(string error, string code, string message)
    {
        var updates = await MessagesStand.ReadStreamAsync($"data: {Begin}\n\ndata: {error}\n\ndata: {End}\n\n");

        var told = Assert.IsType<ErrorContent>(Assert.Single(updates[^1].Contents));
        Assert.Equal((code, message), (told.ErrorCode, told.Message));
        Assert.All(updates, update => Assert.Null(update.FinishReason));
    }

    [Fact]
    public async Task Blocks_that_were_not_ended_are_whole_at_the_end_and_a_bound_shows()
    {
        var whole = (await MessagesStand.ReadStreamAsync(MessagesStand.Events(
            [Begin, .. Documented[12..16], """{"type":"message_delta","delta":{"stop_reason":null}}""", Stop]))).ToChatResponse();
        var cut = (await MessagesStand.ReadStreamAsync(MessagesStand.Events(
            [Begin, .. Documented[12..15], """{"type":"message_delta","delta":{"stop_reason":"max_tokens"}}""", Stop]))).ToChatResponse();

        Assert.Equal(ChatFinishReason.ToolCalls, whole.FinishReason);
        Assert.Null(whole.Messages[0].Contents.OfType<FunctionCallContent>().Single().Exception);
        Assert.Equal(ChatFinishReason.Length, cut.FinishReason);
        Assert.NotNull(cut.Messages[0].Contents.OfType<FunctionCallContent>().Single().Exception);
    }

    [Fact]
    public async Task Odd_servers_are_understood()
    {
        // Members in another order, no event names, text before its block, unknown events and deltas, arguments at once, an end as OpenAI
        // has it.
        var updates = await MessagesStand.ReadStreamAsync(string.Concat(new[]
        {
            """{"message":{"model":"m","id":"x"},"type":"message_start"}""", """{"type":"news","x":[1]}""",
            """{"delta":{"text":"Good"},"index":0,"type":"content_block_delta"}""",
            """{"delta":{"type":"wonder_delta","wonder":1},"index":0,"type":"content_block_delta"}""",
            """{"content_block":{"input":{"a":1},"id":"t","name":"n","type":"tool_use"},"index":1,"type":"content_block_start"}""",
            """{"index":1,"type":"content_block_stop"}""",
            """{"usage":{"input_tokens":4,"output_tokens":"6"},"delta":{"stop_reason":"tool_use"},"type":"message_delta"}""",
            "[DONE]",
        }.Select(e => $"data: {e}\n\n")));
        var reply = updates.ToChatResponse();

        Assert.Equal(("Good", "x", "m", ChatFinishReason.ToolCalls), (reply.Text, reply.ResponseId, reply.ModelId, reply.FinishReason));
        Assert.Equal("""{"a":1}""", ToolArguments.Text(reply.Messages[0].Contents.OfType<FunctionCallContent>().Single()));
        Assert.Equal((4L, 6L), (reply.Usage!.InputTokenCount, reply.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task A_search_in_a_stream_goes_back_whole()
    {
        var reply = (await MessagesStand.ReadStreamAsync(MessagesStand.Events(
            Begin,
            """{"type":"content_block_start","index":0,"content_block":"""
                + """{"type":"server_tool_use","id":"s1","name":"web_search","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"query\":\"NYC\"}"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":"""
                + """{"type":"web_search_tool_result","tool_use_id":"s1","content":["""
                + """{"type":"web_search_result","title":"T","url":"https://a.example/","encrypted_content":"E"}]}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"compaction","content":null}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"compaction_delta","content":"So far."}}""",
            """{"type":"content_block_stop","index":2}""",
            End, Stop))).ToChatResponse();

        Assert.Equal("NYC", reply.Messages[0].Contents.OfType<WebSearchToolCallContent>().Single().Queries!.Single());
        var sent = await MessagesStand.SentAsync(
            (server, http) => MessagesStand.Ours(server, http), [new(ChatRole.User, "Hello"), .. reply.Messages], null);
        Assert.Equal(
            """[{"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"NYC"}},"""
            + """{"type":"web_search_tool_result","tool_use_id":"s1","content":["""
            + """{"type":"web_search_result","title":"T","url":"https://a.example/","encrypted_content":"E"}]},"""
            + """{"type":"compaction","content":"So far."}]""",
            sent["messages"]![1]!["content"]!.ToJsonString());
    }

    [Fact]
    public void What_is_held_is_bounded()
    {
        var stream = new MessagesStream(500);
        stream.Read(default, Encoding.UTF8.GetBytes(Documented[12]));
        Assert.Throws<InvalidReplyException>(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                stream.Read(default, """{"type":"content_block_delta","index":2,"delta":"""u8
                    + """{"type":"input_json_delta","partial_json":"0123456789"}}"""u8);
            }
        });
    }
}
