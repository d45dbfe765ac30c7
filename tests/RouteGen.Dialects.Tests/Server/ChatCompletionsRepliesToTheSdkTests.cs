using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Tests.Oracles;
using RouteGen.Dialects.Tests.Oracles.Generation;
using RouteGen.Dialects.Tests.Oracles.OpenApi;
using RouteGen.Dialects.Tests.Oracles.Requests;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Dialects.Tests.Server;

/// <summary>What we write, whole and streamed, is read by the official SDK as what was said, and is valid by OpenAI's document.</summary>
public class ChatCompletionsRepliesToTheSdkTests(ITestOutputHelper output)
{
    private static readonly CompletionHead Head =
        new("chatcmpl-1", DateTimeOffset.FromUnixTimeSeconds(1_790_000_000), "desk/chat", "default");

    [Fact]
    public async Task A_whole_reply_is_read_as_it_was_said()
    {
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var said = ResponseMaker.FromSeed(seed);
            using var client = ChatCompletionsRequests.Sdk(new CannedReply(Whole(said), CannedReply.Json));
            var read = await client.GetResponseAsync("hi");
            AssertSame(said, read, OracleRuns.Repeat(seed));
        }
    }

    [Fact]
    public async Task A_streamed_reply_is_read_as_it_was_said()
    {
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var said = ResponseMaker.FromSeed(seed);
            using var client = ChatCompletionsRequests.Sdk(new CannedReply(Streamed(said, usage: true), CannedReply.Events));
            var read = await client.GetStreamingResponseAsync("hi").ToChatResponseAsync();

            // Their reader gives an empty usage where the chunk states none.
            said.Usage ??= new() { InputTokenCount = 0, OutputTokenCount = 0, TotalTokenCount = 0 };
            AssertSame(said, read, OracleRuns.Repeat(seed), streamed: true);
        }
    }

    [Fact]
    public void Replies_and_chunks_are_valid_by_OpenAIs_document()
    {
        var document = OpenAIDocument.Get();
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var said = ResponseMaker.FromSeed(seed);
            document.AssertValid("CreateChatCompletionResponse", JsonElement.Parse(Whole(said)), OracleRuns.Repeat(seed));
            foreach (var chunk in Chunks(Streamed(said, usage: seed % 2 == 0)))
            {
                document.AssertValid("CreateChatCompletionStreamResponse", chunk, OracleRuns.Repeat(seed));
            }
        }
    }

    [Fact]
    public void Chunks_are_in_order()
    {
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var said = ResponseMaker.FromSeed(seed);
            var usage = seed % 2 == 0;
            var bytes = Streamed(said, usage);
            Assert.EndsWith("data: [DONE]\n\n", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            var chunks = Chunks(bytes).ToList();
            Assert.All(chunks, chunk => Assert.Equal(
                ("chatcmpl-1", "chat.completion.chunk", 1_790_000_000L, "desk/chat"),
                (chunk.GetProperty("id").GetString(), chunk.GetProperty("object").GetString(), chunk.GetProperty("created").GetInt64(),
                    chunk.GetProperty("model").GetString())));
            Assert.Equal("""{"role":"assistant","content":"","refusal":null}""", Choice(chunks[0]).GetProperty("delta").GetRawText());
            var last = usage ? chunks.Count - 2 : chunks.Count - 1;
            Assert.All(chunks[..last], chunk => Assert.Equal(JsonValueKind.Null, Choice(chunk).GetProperty("finish_reason").ValueKind));
            Assert.Equal(JsonValueKind.String, Choice(chunks[last]).GetProperty("finish_reason").ValueKind);
            Assert.Equal("{}", Choice(chunks[last]).GetProperty("delta").GetRawText());
            AssertCallsInOrder(chunks[..last]);
            if (usage)
            {
                Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
                Assert.Equal(JsonValueKind.Object, chunks[^1].GetProperty("usage").ValueKind);
                Assert.All(chunks[..^1], chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
            }
            else
            {
                Assert.All(chunks, chunk => Assert.False(chunk.TryGetProperty("usage", out _)));
            }
        }
    }

    [Fact]
    public async Task A_broken_stream_has_an_error_and_no_end()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new ChatCompletionsStreamWriter(buffer, Head, includesUsage: true);
        writer.Write(new(ChatRole.Assistant, "half a"));
        writer.Break(new("server_error", "The provider broke off.", null, "stream_broken"));
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"finish_reason\":\"", text, StringComparison.Ordinal);
        var error = Chunks(buffer.WrittenSpan.ToArray()).Last();
        OpenAIDocument.Get().AssertValid("ErrorResponse", error, "a broken stream");
        using var client = ChatCompletionsRequests.Sdk(new CannedReply(buffer.WrittenSpan.ToArray(), CannedReply.Events));
        Assert.Null((await client.GetStreamingResponseAsync("hi").ToChatResponseAsync()).FinishReason);
    }

    private static JsonElement Choice(JsonElement chunk) => chunk.GetProperty("choices")[0];

    private static void AssertCallsInOrder(IEnumerable<JsonElement> chunks)
    {
        var begun = new HashSet<int>();
        foreach (var chunk in chunks)
        {
            if (Choice(chunk).GetProperty("delta").TryGetProperty("tool_calls", out var calls))
            {
                foreach (var call in calls.EnumerateArray())
                {
                    var isFirst = begun.Add(call.GetProperty("index").GetInt32());
                    Assert.Equal(isFirst, call.TryGetProperty("id", out _));
                    Assert.Equal(isFirst, call.TryGetProperty("type", out _));
                    Assert.Equal(isFirst, call.GetProperty("function").TryGetProperty("name", out _));
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, begun.Count), begun.Order());
    }

    private static byte[] Whole(ChatResponse said)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            ChatCompletionsReplyWriter.Write(json, said, Head);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Streamed(ChatResponse said, bool usage)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new ChatCompletionsStreamWriter(buffer, Head, usage);
        foreach (var update in said.ToChatResponseUpdates())
        {
            writer.Write(update);
        }

        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    private static IEnumerable<JsonElement> Chunks(byte[] events) => Encoding.UTF8.GetString(events)
        .Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line["data: ".Length..])
        .Where(data => data != "[DONE]").Select(data => JsonElement.Parse(data));

    private static void AssertSame(ChatResponse said, ChatResponse read, string about, bool streamed = false)
    {
        var (expected, actual) = (new ResponseFacts(said), new ResponseFacts(read));
        Assert.True(expected.Text == actual.Text, about);
        Assert.True(expected.Reasoning == actual.Reasoning, about);
        Assert.True(
            expected.Calls.SequenceEqual(actual.Calls),
            $"{about}:\n{string.Join('\n', expected.Calls)}\n{string.Join('\n', actual.Calls)}");
        Assert.True(expected.Finish == actual.Finish, $"{about}: {expected.Finish}, {actual.Finish}");
        Assert.True(expected.Usage == actual.Usage, $"{about}: {expected.Usage}, {actual.Usage}");
        Assert.Equal(("chatcmpl-1", "desk/chat"), (read.ResponseId, read.ModelId));
        if (!streamed)
        {
            // Their streams lose both: a refusal without calls, and all annotations.
            Assert.True(expected.Refusal == actual.Refusal, about);
            Assert.True(expected.Citations.SequenceEqual(actual.Citations), about);
        }
    }
}
