using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Responses.Server;
using RouteGen.Dialects.Tests.Oracles;
using RouteGen.Dialects.Tests.Oracles.Generation;
using RouteGen.Dialects.Tests.Oracles.OpenApi;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Dialects.Tests.Responses;

/// <summary>
/// What we write, whole and streamed, is read by the official SDK and by us as what was said, and is valid by OpenAI's document.
/// </summary>
public class ResponsesServerRepliesTests(ITestOutputHelper output)
{
    private static readonly CompletionHead Head = new("resp_1", DateTimeOffset.FromUnixTimeSeconds(1_790_000_000), "desk/chat", "default");

    [Fact]
    public async Task A_whole_reply_is_read_as_it_was_said()
    {
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var said = Said(seed);
            var bytes = Encoding.UTF8.GetString(Whole(said));
            AssertSame(said, await Sdk.ReadByTheirsAsync(bytes), seed, isTheirs: true);
            AssertSame(said, await Sdk.ReadAsync(bytes), seed, isTheirs: false);
        }
    }

    [Fact]
    public async Task A_streamed_reply_is_read_as_it_was_said()
    {
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var said = Said(seed);
            var bytes = Encoding.UTF8.GetString(Streamed(said));
            AssertSame(said, await Sdk.StreamByTheirsAsync(bytes), seed, isTheirs: true, streamed: true);
            AssertSame(said, await Sdk.StreamAsync(bytes), seed, isTheirs: false);
        }
    }

    [Fact]
    public void Replies_and_events_are_valid_by_OpenAIs_document()
    {
        var document = OpenAIDocument.Get();
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var said = Said(seed);
            document.AssertValid("Response", JsonElement.Parse(Whole(said)), OracleRuns.Repeat(seed));
            foreach (var (_, data) in Events(Streamed(said)))
            {
                document.AssertValid("ResponseStreamEvent", data, OracleRuns.Repeat(seed));
                document.AssertValid(ComponentOf(data.GetProperty("type").GetString()!), data, OracleRuns.Repeat(seed));
            }
        }
    }

    [Fact]
    public void Events_are_in_order()
    {
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var events = Events(Streamed(Said(seed)));
            Assert.All(events, e => Assert.Equal(e.Name, e.Data.GetProperty("type").GetString()));
            Assert.Equal(Enumerable.Range(0, events.Count), events.Select(e => e.Data.GetProperty("sequence_number").GetInt32()));
            Assert.Equal(["response.created", "response.in_progress"], events.Take(2).Select(e => e.Name));
            Assert.Matches("^response.(completed|incomplete)$", events[^1].Name);
            AssertItems(events[2..^1], events[^1].Data.GetProperty("response").GetProperty("output"));
        }
    }

    [Fact]
    public void A_message_has_its_events_to_the_letter()
    {
        var said = new ChatResponse(new ChatMessage(ChatRole.Assistant, [new TextContent("Hi "), new TextContent("you.")]))
        {
            FinishReason = ChatFinishReason.Stop,
        };

        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
                "response.output_text.delta", "response.output_text.delta", "response.output_text.done", "response.content_part.done",
                "response.output_item.done", "response.completed",
            ],
            Events(Streamed(said)).Select(e => e.Name));
    }

    [Fact]
    public async Task A_broken_stream_says_that_it_failed()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new ResponsesStreamWriter(buffer, Head, new());
        writer.Write(new(ChatRole.Assistant, "half a"));
        writer.Break(new("server_error", "The provider broke off.", null, "stream_broken"));

        var events = Events(buffer.WrittenSpan.ToArray());
        Assert.Equal("response.failed", events[^1].Name);
        OpenAIDocument.Get().AssertValid("ResponseStreamEvent", events[^1].Data, "a broken stream");
        var read = await Sdk.StreamAsync(Encoding.UTF8.GetString(buffer.WrittenSpan));
        Assert.Null(read.FinishReason);
        Assert.Equal("The provider broke off.", read.Messages[^1].Contents.OfType<ErrorContent>().Single().Message);
        Assert.Null((await Sdk.StreamByTheirsAsync(Encoding.UTF8.GetString(buffer.WrittenSpan))).FinishReason);
    }

    [Fact]
    public async Task A_call_of_a_custom_tool_is_one_of_it()
    {
        var asked = ResponsesRequestReader.Read(
            """{"model":"m","input":"x","tools":[{"type":"custom","name":"shell","format":{"type":"text"}}]}"""u8.ToArray());
        var said = new ChatResponse(new ChatMessage(
            ChatRole.Assistant, [new FunctionCallContent("call_1", "shell", new Dictionary<string, object?> { ["input"] = "ls -l" })]));

        var document = OpenAIDocument.Get();
        var item = JsonElement.Parse(Whole(said, asked)).GetProperty("output")[0];
        Assert.Equal(("custom_tool_call", "ls -l"), (item.GetProperty("type").GetString(), item.GetProperty("input").GetString()));
        var events = Events(Streamed(said, asked));
        Assert.All(events, e => document.AssertValid("ResponseStreamEvent", e.Data, "a custom tool"));
        Assert.Contains("response.custom_tool_call_input.done", events.Select(e => e.Name));
        var read = await Sdk.StreamAsync(Encoding.UTF8.GetString(Streamed(said, asked)));
        var call = Assert.Single(read.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal("ls -l", call.Arguments!["input"]);

        // It goes back as what it was, and so does its result.
        var sent = await Sdk.SentAsync([.. read.Messages, new(ChatRole.Tool, [new FunctionResultContent("call_1", "done")])]);
        Assert.Equal(
            ["custom_tool_call", "custom_tool_call_output"],
            sent.GetProperty("input").EnumerateArray().Select(one => one.GetProperty("type").GetString()));
    }

    [Fact]
    public void What_was_asked_for_comes_back()
    {
        var asked = ResponsesRequestReader.Read(
            """
            {"model":"m","input":"x","instructions":"Be brief.","temperature":0.5,"max_output_tokens":99,"metadata":{"a":"b"},
            "text":{"format":{"type":"json_object"},"verbosity":"low"},"reasoning":{"effort":"minimal","summary":"auto"},
            "tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{}},"strict":null},{"type":"web_search"}],
            "tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":false,"truncation":"auto","store":false}
            """u8.ToArray());
        Assert.Empty(asked.Problems);
        var response = JsonElement.Parse(Whole(new ChatResponse(new ChatMessage(ChatRole.Assistant, "{}")), asked));

        OpenAIDocument.Get().AssertValid("Response", response, "what was asked for");
        Assert.Equal("Be brief.", response.GetProperty("instructions").GetString());
        Assert.Equal(99, response.GetProperty("max_output_tokens").GetInt32());
        Assert.False(response.GetProperty("parallel_tool_calls").GetBoolean());
        Assert.False(response.GetProperty("store").GetBoolean());
        Assert.Equal("minimal", response.GetProperty("reasoning").GetProperty("effort").GetString());
        Assert.Equal("json_object", response.GetProperty("text").GetProperty("format").GetProperty("type").GetString());
        Assert.Equal("f", response.GetProperty("tool_choice").GetProperty("name").GetString());
        Assert.Equal(2, response.GetProperty("tools").GetArrayLength());
        Assert.Equal("auto", response.GetProperty("truncation").GetString());
        Assert.Equal("b", response.GetProperty("metadata").GetProperty("a").GetString());
    }

    private static void AssertItems(List<(string Name, JsonElement Data)> events, JsonElement items)
    {
        var (index, isOpen, texts) = (-1, false, new Dictionary<string, string>());
        foreach (var (name, data) in events)
        {
            switch (name)
            {
                case "response.output_item.added":
                    Assert.False(isOpen);
                    (index, isOpen) = (index + 1, true);
                    break;
                case "response.output_item.done":
                    Assert.True(isOpen);
                    isOpen = false;
                    Assert.Equal(items[index].GetRawText(), data.GetProperty("item").GetRawText());
                    break;
                default:
                    Assert.True(isOpen);
                    var part = $"{data.GetProperty("item_id")} {(data.TryGetProperty("content_index", out var i) ? i : default)}";
                    if (data.TryGetProperty("delta", out var delta))
                    {
                        texts[part] = texts.GetValueOrDefault(part) + delta.GetString();
                    }
                    else if (name.EndsWith("text.done", StringComparison.Ordinal))
                    {
                        Assert.Equal(texts[part], data.GetProperty("text").GetString());
                    }

                    break;
            }

            Assert.Equal(index, data.GetProperty("output_index").GetInt32());
        }

        Assert.False(isOpen);
        Assert.Equal(items.GetArrayLength(), index + 1);
    }

    // Calls have no words for why else they ended, and a refusal is how the model ends, whatever it says.
    private static ChatResponse Said(int seed)
    {
        var said = ResponseMaker.FromSeed(seed);
        if (said.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().Any())
        {
            said.FinishReason = ChatFinishReason.ContentFilter;
        }

        return said;
    }

    private static byte[] Whole(ChatResponse said, ResponsesAsked? asked = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            ResponsesReplyWriter.Write(json, said, Head, asked ?? new());
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Streamed(ChatResponse said, ResponsesAsked? asked = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new ResponsesStreamWriter(buffer, Head, asked ?? new());
        foreach (var update in said.ToChatResponseUpdates())
        {
            writer.Write(update);
        }

        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    private static List<(string Name, JsonElement Data)> Events(byte[] events) =>
        [.. Encoding.UTF8.GetString(events).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('\n'))
            .Select(lines => (lines[0]["event: ".Length..], JsonElement.Parse(lines[1]["data: ".Length..])))];

    private static string ComponentOf(string type) => type switch
    {
        "response.output_text.delta" => "ResponseTextDeltaEvent",
        "response.output_text.done" => "ResponseTextDoneEvent",
        "response.output_text.annotation.added" => "ResponseOutputTextAnnotationAddedEvent",
        _ => "Response" + string.Concat(type.Split('.', '_').Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Event",
    };

    private static void AssertSame(ChatResponse said, ChatResponse read, int seed, bool isTheirs, bool streamed = false)
    {
        var about = OracleRuns.Repeat(seed);
        var (expected, actual) = (new ResponseFacts(said), new ResponseFacts(read));
        Assert.True(expected.Text == actual.Text, about);
        Assert.True(expected.Reasoning == actual.Reasoning, about);
        Assert.True(
            expected.Calls.SequenceEqual(actual.Calls),
            $"{about}:\n{string.Join('\n', expected.Calls)}\n{string.Join('\n', actual.Calls)}");
        Assert.True(expected.Refusal == actual.Refusal, about);

        // Theirs loses what a stream states of its usage where it is incomplete.
        Assert.True(
            expected.Usage == actual.Usage || expected.Usage == "none" || (isTheirs && streamed && actual.Usage == "none"),
            $"{about}: {expected.Usage}, {actual.Usage}");
        Assert.Equal(("resp_1", "desk/chat"), (read.ResponseId, read.ModelId));
        Assert.True(expected.Citations.SequenceEqual(actual.Citations), about);
        if (!isTheirs)
        {
            Assert.True(expected.Finish == actual.Finish, $"{about}: {expected.Finish}, {actual.Finish}");
        }
        else if (streamed && said.FinishReason == ChatFinishReason.ToolCalls)
        {
            Assert.Equal(ChatFinishReason.ToolCalls, read.FinishReason);
        }
    }
}
