using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Messages.Server;
using RouteGen.Wire;

namespace RouteGen.Dialects.Tests.Messages.Server;

/// <summary>What we write is read by the official SDK as it was said, by itself and under Microsoft.Extensions.AI.</summary>
public sealed class MessagesRepliesToTheSdkTests
{
    private static readonly MessageHead Head = new("msg_1", "desk/chat", "default");

    private static ChatResponse Said => new(new ChatMessage(ChatRole.Assistant,
    [
        new TextReasoningContent("Let me see.") { ProtectedData = "sig" },
        new TextReasoningContent("") { ProtectedData = "hidden", AdditionalProperties = new() { ["anthropic:redacted_thinking"] = true } },
        new TextReasoningContent("Unsigned."),
        new TextContent("The answer is 21."),
        ToolArguments.Create("""{ "b": 1.50 }""", "t1", "get"),
        new FunctionCallContent("t2", "none"),
    ]))
    {
        FinishReason = ChatFinishReason.ToolCalls,
        Usage = new()
        {
            InputTokenCount = 160,
            CachedInputTokenCount = 50,
            OutputTokenCount = 7,
            ReasoningTokenCount = 3,
            AdditionalCounts = new() { [WireFacts.CacheWriteKey] = 10, [WireFacts.WebSearchesKey] = 2 },
        },
    };

    [Fact]
    public async Task A_whole_reply_is_read_as_it_was_said()
    {
        await using var server = MessagesStand.Serve(Whole(Said));
        using var http = new HttpClient();
        using var client = MessagesStand.Sdk(server, http);
        AssertSame(await client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_streamed_reply_is_read_as_it_was_said()
    {
        await using var server = MessagesStand.Serve(Streamed(Updates(Said)), "text/event-stream");
        using var http = new HttpClient();
        using var client = MessagesStand.Sdk(server, http);
        AssertSame(await client.GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken)
            .ToChatResponseAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_sdk_itself_aggregates_a_stream()
    {
        await using var server = MessagesStand.Serve(Streamed(Updates(Said)), "text/event-stream");
        using var http = new HttpClient();
        var client = new Anthropic.AnthropicClient { ApiKey = "k", BaseUrl = server.Endpoint[..^3], MaxRetries = 0, HttpClient = http };
        var message = await Anthropic.SseAggregatorExtensions.Aggregate(client.Messages.CreateStreaming(new MessageCreateParams
        {
            Model = "m",
            MaxTokens = 1,
            Messages = [new UserMessageParam { Content = "hi" }],
        }));

        Assert.Equal(("msg_1", "desk/chat", 6), (message.ID, message.Model.Raw(), message.Content.Count));
        Assert.Equal("tool_use", message.StopReason!.Raw());
    }

    [Fact]
    public void Events_are_in_order()
    {
        var events = EventsOf(Streamed(Updates(Said)));

        Assert.Equal("message_start", Type(events[0]));
        Assert.Equal(["message_delta", "message_stop"], events[^2..].Select(Type));
        var index = -1;
        var isOpen = false;
        foreach (var e in events[1..^2])
        {
            switch (Type(e))
            {
                case "content_block_start":
                    Assert.False(isOpen);
                    Assert.Equal(++index, e["index"]!.GetValue<int>());
                    isOpen = true;
                    break;
                case "content_block_stop":
                    Assert.True(isOpen);
                    Assert.Equal(index, e["index"]!.GetValue<int>());
                    isOpen = false;
                    break;
                default:
                    Assert.True(isOpen);
                    Assert.Equal(index, e["index"]!.GetValue<int>());
                    break;
            }
        }

        Assert.False(isOpen);
        var thoughts = events.Where(e => e["content_block"]?["type"]?.ToString() == "thinking")
            .Select(e => e["index"]!.GetValue<int>()).ToArray();
        Assert.Equal(2, thoughts.Length);
        foreach (var thought in thoughts)
        {
            var own = events.Where(e => e["index"]?.GetValue<int>() == thought).ToArray();
            Assert.Equal("signature_delta", own[^2]["delta"]!["type"]!.ToString());
        }

        static string Type(JsonNode e) => e["type"]!.ToString();
    }

    [Fact]
    public void A_stream_that_breaks_has_an_error_and_no_end()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new MessagesStreamWriter(output, Head);
        writer.Write(new(ChatRole.Assistant, "Half"));
        writer.Ping();
        writer.Break(new("overloaded_error", "Overloaded", "req_1"));
        var text = Encoding.UTF8.GetString(output.WrittenSpan);

        Assert.Contains("event: ping\ndata: {\"type\":\"ping\"}\n\n", text, StringComparison.Ordinal);
        Assert.EndsWith(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},"
            + "\"request_id\":\"req_1\"}\n\n",
            text, StringComparison.Ordinal);
        Assert.DoesNotContain("message_delta", text, StringComparison.Ordinal);
        Assert.DoesNotContain("message_stop", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_of_anthropics_passes_through_as_it_came()
    {
        const string Original =
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"desk/chat","content":[
            {"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"q"}},
            {"type":"web_search_tool_result","tool_use_id":"s1","content":[{"type":"web_search_result","title":"T",
            "url":"https://a.example/","encrypted_content":"E"}]},
            {"type":"text","text":"Found.","citations":[{"type":"web_search_result_location","url":"https://a.example/","title":"T",
            "encrypted_index":"I","cited_text":"c"}]},
            {"type":"later","x":1}],
            "stop_reason":"refusal","stop_sequence":null,"stop_details":{"type":"refusal","category":"cyber","explanation":null},
            "usage":{"input_tokens":1,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":2,
            "server_tool_use":{"web_fetch_requests":0,"web_search_requests":1},"service_tier":"standard"}}
            """;
        var written = JsonNode.Parse(Whole(await MessagesStand.ReadAsync(Original)));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Original), written), written!.ToJsonString());
    }

    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(402, "billing_error")]
    [InlineData(413, "request_too_large")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(502, "api_error")]
    [InlineData(529, "overloaded_error")]
    public void A_status_has_its_kind_of_error(int status, string type) => Assert.Equal(type, MessagesErrors.TypeFor(status));

    private static void AssertSame(ChatResponse read)
    {
        var contents = read.Messages.SelectMany(message => message.Contents).Where(content => content is not UsageContent).ToArray();
        Assert.Equal(
            [("Let me see.", "sig"), ("", "hidden"), ("Unsigned.", null)],
            contents.OfType<TextReasoningContent>().Select(
                thought => (thought.Text ?? "", string.IsNullOrEmpty(thought.ProtectedData) ? null : thought.ProtectedData)));
        Assert.Equal("The answer is 21.", read.Text);
        Assert.Equal(
            [("t1", "get", 1), ("t2", "none", 0)],
            contents.OfType<FunctionCallContent>().Select(call => (call.CallId, call.Name, call.Arguments?.Count ?? 0)));
        Assert.Equal((ChatFinishReason.ToolCalls, "desk/chat", "msg_1"), (read.FinishReason, read.ModelId, read.ResponseId));
        Assert.Equal(
            (160L, 50L, 7L, 3L),
            (read.Usage!.InputTokenCount, read.Usage.CachedInputTokenCount, read.Usage.OutputTokenCount, read.Usage.ReasoningTokenCount));
        Assert.Equal(10L, read.Usage.AdditionalCounts!["CacheCreationInputTokens"]);
        Assert.Equal(2L, read.Usage.AdditionalCounts["WebSearchRequests"]);
    }

    private static IEnumerable<ChatResponseUpdate> Updates(ChatResponse said)
    {
        foreach (var content in said.Messages[0].Contents)
        {
            if (content is TextContent text)
            {
                yield return new(ChatRole.Assistant, text.Text[..3]);
                yield return new(ChatRole.Assistant, text.Text[3..]);
            }
            else
            {
                yield return new(ChatRole.Assistant, [content]);
            }
        }

        yield return new(ChatRole.Assistant, [new UsageContent(said.Usage!)]) { FinishReason = said.FinishReason };
    }

    private static string Whole(ChatResponse said)
    {
        using var text = new JsonText();
        MessagesReplyWriter.Write(text.Writer, said, Head);
        return text.ToString();
    }

    private static string Streamed(IEnumerable<ChatResponseUpdate> updates)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new MessagesStreamWriter(output, Head);
        foreach (var update in updates)
        {
            writer.Write(update);
        }

        writer.Complete();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static JsonNode[] EventsOf(string stream) =>
        [.. stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => JsonNode.Parse(e.Split("\ndata: ", 2)[1])!)];
}
