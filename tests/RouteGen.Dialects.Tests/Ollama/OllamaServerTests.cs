using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OllamaSharp;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Ollama;
using RouteGen.Dialects.Ollama.Server;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Tests.Ollama;

/// <summary>The server's side: requests as they are documented and as OllamaSharp sends them, replies as it reads them.</summary>
public sealed class OllamaServerTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 29, 17, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_request_is_read_and_sent_on_as_it_came()
    {
        // The example requests of docs/api.md (ollama/ollama at fb307609), put together.
        const string Body =
            """
            {
              "model": "llama3.2", "stream": false, "think": "high", "keep_alive": "10m", "logprobs": true,
              "format": { "type": "object", "properties": { "age": { "type": "integer" } }, "required": ["age"] },
              "options": { "seed": 101, "temperature": 0, "num_predict": 100, "top_k": 20, "top_p": 0.9, "min_p": 0.0,
                "stop": ["\n", "user:"], "presence_penalty": 1.5, "frequency_penalty": 1.0, "num_ctx": 1024, "use_mmap": true },
              "messages": [
                { "role": "system", "content": "You are a guide." },
                { "role": "user", "content": "what is the weather in Toronto?", "images": ["iVBORw0KGgo="] },
                { "role": "assistant", "content": "", "thinking": "Look it up.", "tool_calls": [
                  { "id": "call_9", "function": { "name": "get_weather", "arguments": { "city" : "Toronto", "n": 1.50 } } } ] },
                { "role": "tool", "content": "11 degrees celsius", "tool_name": "get_weather", "tool_call_id": "call_9" }
              ],
              "tools": [ { "type": "function", "function": { "name": "get_weather", "description": "Get the weather in a given city",
                "parameters": { "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"],
                  "additionalProperties": false } } } ]
            }
            """;

        var asked = OllamaRequestReader.Read(Encoding.UTF8.GetBytes(Body));
        using var sent = new JsonText();
        OllamaRequest.Write(sent.Writer, asked.Model, asked.Messages, asked.Options, asked.Streamed, new DroppedOptions());

        Assert.Empty(asked.Problems);
        Assert.Empty(asked.Others);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Body), JsonNode.Parse(sent.Written)), sent.ToString());
        Assert.Contains("""{ "city" : "Toronto", "n": 1.50 }""", sent.ToString(), StringComparison.Ordinal);
        var options = asked.Options;
        Assert.Equal((101, 0f, 100, 20), (options.Seed, options.Temperature, options.MaxOutputTokens, options.TopK));
        Assert.Equal(ReasoningEffort.High, asked.Options.Reasoning?.Effort);
        Assert.Equal("image/png", asked.Messages[1].Contents.OfType<DataContent>().Single().MediaType);
    }

    [Fact]
    public void Results_of_tools_find_their_calls_without_ids()
    {
        var asked = OllamaRequestReader.Read(Encoding.UTF8.GetBytes(
            """
            {"model":"m","messages":[
              {"role":"Assistant",
                "tool_calls":[{"function":{"name":"f","arguments":{}}},{"function":{"name":"g"}},{"function":{"name":"f"}}]},
              {"role":"tool","content":"of g","tool_name":"g"},{"role":"tool","content":"of f"},{"role":"tool","content":"of the other f"},
              {"role":"tool","content":"of none"}]}
            """));

        var ids = asked.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => call.CallId).ToArray();
        var results = asked.Messages.Skip(1).Select(message => message.Contents.OfType<FunctionResultContent>().Single()).ToArray();
        Assert.Equal([ids[1], ids[0], ids[2]], results.Take(3).Select(result => result.CallId));
        Assert.DoesNotContain(results[3].CallId, ids);
        Assert.True(asked.Streamed);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("[]", null)]
    [InlineData("""{"model":"m","messages":[}""", null)]
    [InlineData("""{"messages":[]}""", "model")]
    [InlineData("""{"model":"m","messages":"x"}""", "messages")]
    [InlineData("""{"model":"m","messages":[{"content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":["x"]}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","images":["https://example.com"]}]}""", "messages[0].images[0]")]
    [InlineData(
        """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":{}}}]}]}""",
        "messages[0].tool_calls[0].function.name")]
    [InlineData("""{"model":"m","options":{"temperature":"hot"}}""", "options.temperature")]
    [InlineData("""{"model":"m","format":"xml"}""", "format")]
    [InlineData("""{"model":"m","think":"hard"}""", "think")]
    [InlineData("""{"model":"m","stream":1}""", "stream")]
    [InlineData("""{"model":"m","tools":[{"type":"web"}]}""", "tools[0].type")]
    [InlineData("""{"model":"m","tools":[{"type":"function","function":{}}]}""", "tools[0].function.name")]
    [InlineData("""{"model":"m","model":"n"}""", "model")]
    public void What_is_wrong_is_named(string body, string? member)
    {
        var asked = OllamaRequestReader.Read(Encoding.UTF8.GetBytes(body));

        Assert.Equal(member, Assert.Single(asked.Problems).Param);
    }

    [Fact]
    public void Null_is_nothing_and_what_is_unknown_is_kept()
    {
        var asked = OllamaRequestReader.Read(
            """
            {"model":"m","messages":null,"options":null,"tools":null,"format":null,"think":null,"keep_alive":null,
              "x":{"y":1},"template":"t"}
            """u8.ToArray());

        Assert.Empty(asked.Problems);
        Assert.Equal(["x: {\"y\":1}", "template: \"t\""], asked.Others.Select(other => other.ToString()));
        Assert.Equal([false, true], asked.Others.Select(other => other.IsKnown));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replies_are_read_by_OllamaSharp_and_by_our_client(bool streamed)
    {
        await using var server = new OneReplyServer(streamed ? Streamed() : Whole());
        using var http = new HttpClient();
        var clients = new IChatClient[] { OllamaSides.Sdk(server, http), OllamaSides.Ours(server, http) };
        foreach (var client in clients)
        {
            var (response, _) = await OllamaSides.AskAsync(client, streamed);

            var contents = response.Messages.SelectMany(message => message.Contents).ToArray();
            Assert.Equal("It rains.", response.Text);
            Assert.Equal("Let me see.", string.Concat(contents.OfType<TextReasoningContent>().Select(thought => thought.Text)));
            Assert.Equal(
                ["f {\"a\":1}", "g {}"],
                contents.OfType<FunctionCallContent>().Select(call => $"{call.Name} {ArgumentsOf(call)}"));
            Assert.Equal((50, 9), (response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount));
            Assert.Equal("the-alias", response.ModelId);
            Assert.Equal(client is OllamaApiClient ? ChatFinishReason.Stop : ChatFinishReason.ToolCalls, response.FinishReason);
        }
    }

    [Fact]
    public void A_stream_that_breaks_has_no_end()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new OllamaStreamWriter(output, "the-alias", new StoppedTime());
        writer.Write(new(ChatRole.Assistant, "It"));
        writer.Break("the provider failed");

        Assert.Equal(
            """
            {"model":"the-alias","created_at":"2026-11-29T17:00:00Z","message":{"role":"assistant","content":"It"},"done":false}
            {"error":"the provider failed"}

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static string ArgumentsOf(FunctionCallContent call) =>
        JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>());

    private static string Whole()
    {
        using var json = new JsonText();
        OllamaReplyWriter.Write(json.Writer, Updates().ToChatResponse(), "the-alias", Time);
        return json.ToString();
    }

    private static string Streamed()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new OllamaStreamWriter(output, "the-alias", new StoppedTime());
        foreach (var update in Updates())
        {
            writer.Write(update);
        }

        writer.Complete();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static List<ChatResponseUpdate> Updates() =>
    [
        new(ChatRole.Assistant, [new TextReasoningContent("Let me "), new TextReasoningContent("see.")]),
        new(ChatRole.Assistant, "It "),
        new(
            ChatRole.Assistant,
            [new TextContent("rains."), ToolArguments.Create("{\"a\":1}", "call_1", "f"), new FunctionCallContent("call_2", "g")]),
        new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 50, OutputTokenCount = 9 })])
        {
            FinishReason = ChatFinishReason.ToolCalls,
        },
    ];

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Time;
    }
}
