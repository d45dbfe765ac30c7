using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Tests.Ollama;

/// <summary>Replies are read as OllamaSharp reads them, and those too that it cannot.</summary>
public sealed class OllamaReplyTests
{
    public static TheoryData<string, bool> Transcripts => new()
    {
        { OllamaTranscripts.Whole, false },
        { OllamaTranscripts.Structured, false },
        { OllamaTranscripts.OfImage, false },
        { OllamaTranscripts.Calling, false },
        { OllamaTranscripts.Structured, true },
        { OllamaTranscripts.Calling, true },
        { OllamaTranscripts.StreamedCalling, true },
        { Thinking, false },
        { Thinking, true },
        { Cut, false },
        { Cut, true },
    };

    private const string Thinking =
        """{"model":"qwen3","created_at":"2025-05-30T00:00:00.12345Z","done_reason":"stop","total_duration":1"""
        + ""","prompt_eval_count":5,"eval_count":9,"done":true"""
        + ""","message":{"role":"assistant","content":"Three.","thinking":"s-t-r: one …"}}""";

    private const string Cut =
        """{"model":"qwen3","created_at":"2025-05-30T00:00:00Z","message":{"role":"assistant","content":"Once upon"},"done":true"""
        + ""","done_reason":"length","prompt_eval_count":5,"eval_count":2}""";

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task A_reply_says_what_OllamaSharp_makes_of_it(string reply, bool streamed)
    {
        await using var server = new OneReplyServer(reply);
        using var http = new HttpClient();
        var (expected, theirs) = await OllamaSides.AskAsync(OllamaSides.Sdk(server, http), streamed);
        var (actual, ours) = await OllamaSides.AskAsync(OllamaSides.Ours(server, http), streamed);

        Assert.Equal(Contents(expected).Order(StringComparer.Ordinal), Contents(actual).Order(StringComparer.Ordinal));
        Assert.Equal((expected.ModelId, expected.CreatedAt), (actual.ModelId, actual.CreatedAt));
        Assert.Equal(
            (expected.Usage?.InputTokenCount, expected.Usage?.OutputTokenCount, expected.Usage?.TotalTokenCount),
            (actual.Usage?.InputTokenCount, actual.Usage?.OutputTokenCount, actual.Usage?.TotalTokenCount));
        Assert.Equal(
            (streamed ? theirs[^1].AdditionalProperties : expected.AdditionalProperties)?
                .Where(property => property.Value is TimeSpan { Ticks: > 0 }).OrderBy(property => property.Key),
            ((streamed ? ours[^1].AdditionalProperties : actual.AdditionalProperties) ?? [])
                .Where(property => property.Value is TimeSpan { Ticks: > 0 }).OrderBy(property => property.Key));

        // A reply that calls tools says so here; one that is done and says nothing of why has stopped.
        var calls = actual.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Any();
        Assert.Equal(calls ? ChatFinishReason.ToolCalls : expected.FinishReason ?? ChatFinishReason.Stop, actual.FinishReason);
    }

    [Fact]
    public async Task A_stream_of_the_documentation_is_read_whose_last_line_has_no_message()
    {
        // OllamaSharp fails at it: NullReferenceException at the last line's role.
        var (response, updates) = await ReadAsync(OllamaTranscripts.Streamed, streamed: true);

        Assert.Equal(("The sky", ChatFinishReason.Stop, "llama3.2"), (response.Text, response.FinishReason, response.ModelId));
        Assert.Equal((61, 468, 529), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Equal(3, updates.Count);
        Assert.Equal("2023-08-04T08:52:19.385406455-07:00", Assert.Single(updates.Select(update => update.ResponseId).Distinct()));
        Assert.Equal(TimeSpan.FromTicks(81133315), updates[^1].AdditionalProperties!["total_duration"]);
    }

    [Fact]
    public async Task A_call_keeps_its_id_and_gets_one_where_it_has_none()
    {
        const string Named =
            """{"message":{"tool_calls":[{"id":"call_77","function":{"index":0,"name":"f","arguments":{"b" : 1.50, "a":null}}}"""
            + """,{"function":{"name":"g","arguments":{}}},{"function":{"name":"h"}},{"function":{"name":"i","arguments":"{\"x\":1}"}}]}"""
            + ""","done":true}""";

        var (response, _) = await ReadAsync(Named, streamed: false);

        var calls = response.Messages.Single().Contents.Cast<FunctionCallContent>().ToArray();
        Assert.Equal(["f", "g", "h", "i"], calls.Select(call => call.Name));
        Assert.Equal("call_77", calls[0].CallId);
        Assert.Equal(4, calls.Select(call => call.CallId).Where(id => id.Length > 5).Distinct().Count());
        Assert.Equal(["{\"b\" : 1.50, \"a\":null}", "{}", "{}", "{\"x\":1}"], calls.Select(ToolArguments.Text));
        Assert.All(calls, call => Assert.Null(call.Exception));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_that_the_last_line_says_again_are_said_once(bool otherIds)
    {
        static string Call(string id, string arguments) =>
            $$$"""{"id":"{{{id}}}","function":{"name":"f","arguments":{{{arguments}}}}}""";
        var stream =
            $$$"""{"message":{"role":"assistant","tool_calls":[{{{Call("", "{\"a\":1}")}}}]},"done":false}""" + "\n"
            + $$$"""{"message":{"role":"assistant","tool_calls":[{{{Call("call_2", "{\"a\":1}")}}}]},"done":false}""" + "\n"
            + $$$"""{"message":{"role":"assistant","tool_calls":[{{{Call("", "{ \"a\": 1 }")}}},"""
            + $$$"""{{{Call(otherIds ? "call_3" : "call_2", "{\"a\":1}")}}}]},"done":true}""";

        var (response, _) = await ReadAsync(stream, streamed: true);

        Assert.Equal(otherIds ? 4 : 2, response.Messages.Single().Contents.OfType<FunctionCallContent>().Count());
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Theory]
    [InlineData("""{"error":"llama runner process has terminated"}""", "llama runner process has terminated", "ollama_error")]
    [InlineData("""{"error":"too many","status":429}""", "too many", "429")]
    [InlineData("""{"status":"503","error":"busy"}""", "busy", "503")]
    [InlineData("""{"error":{"message":"slow down","type":"rate_limit_error","code":null}}""", "slow down", "rate_limit_error")]
    public async Task An_error_is_content_whole_and_in_a_stream(string line, string message, string code)
    {
        var piece = OllamaTranscripts.Failing.Split('\n')[0];
        foreach (var streamed in new[] { false, true })
        {
            var (alone, _) = await ReadAsync(line, streamed);
            var (midway, updates) = await ReadAsync($"{piece}\n{line}\n{piece}\n", streamed);

            foreach (var response in new[] { alone, midway })
            {
                var error = Assert.Single(response.Messages.SelectMany(said => said.Contents).OfType<ErrorContent>());
                Assert.Equal((message, code, null), (error.Message, error.ErrorCode, response.FinishReason?.Value));
            }

            Assert.Equal(" Yes", midway.Text);
            Assert.Equal(streamed ? 2 : 0, updates.Count);
        }
    }

    [Theory]
    [InlineData("""{"message":{"content":["a",{"type":"text","text":"b"}]},"done":true,"done_reason":""}""", "ab", "stop")]
    [InlineData("""{"message":{"role":"assistant","content":"ab"},"done":"true","done_reason":null,"eval_count":"3"}""", "ab", "stop")]
    [InlineData("""{"message":{"content":"ab"},"done":true,"done_reason":"eos","eval_count":3.0}""", "ab", "stop")]
    [InlineData("""{"message":{"content":"ab","tool_calls":null},"done":true,"done_reason":"max_tokens","error":null}""", "ab", "length")]
    [InlineData("""{"created_at":1700000000.5,"message":{"content":"ab"},"done":true,"done_reason":"unheard_of"}""", "ab", "unheard_of")]
    [InlineData(OllamaTranscripts.Loaded, "", "load")]
    public async Task What_a_person_can_read_is_read(string reply, string text, string finish)
    {
        foreach (var streamed in new[] { false, true })
        {
            var (response, _) = await ReadAsync(reply, streamed);

            Assert.Equal((text, finish), (response.Text, response.FinishReason?.Value));
            Assert.Equal(reply.Contains("eval_count", StringComparison.Ordinal) ? 3 : null, response.Usage?.OutputTokenCount);
            Assert.Null(response.Usage?.InputTokenCount);
        }
    }

    [Fact]
    public async Task A_whole_reply_that_came_in_lines_is_put_together()
    {
        var (response, _) = await ReadAsync(OllamaTranscripts.Streamed, streamed: false);

        Assert.Equal(("The sky", ChatFinishReason.Stop, 468), (response.Text, response.FinishReason, response.Usage!.OutputTokenCount));
    }

    [Fact]
    public async Task A_stream_that_ends_early_has_no_finish_and_a_whole_reply_is_refused()
    {
        for (var length = 1; length < OllamaTranscripts.Streamed.TrimEnd().Length; length += 7)
        {
            var cut = OllamaTranscripts.Streamed[..length];
            var (response, _) = await ReadAsync(cut, streamed: true);

            Assert.Null(response.FinishReason);
            await Assert.ThrowsAsync<InvalidReplyException>(() => ReadAsync(cut, streamed: false));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("%PDF-1.7")]
    [InlineData("")]
    [InlineData("""{"response":"x","done":false}""")]
    public async Task What_is_no_reply_is_refused_without_being_quoted(string reply)
    {
        var refused = await Assert.ThrowsAsync<InvalidReplyException>(() => ReadAsync(reply, streamed: false));

        Assert.DoesNotContain("PDF", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_an_exception_with_its_status()
    {
        await using var server = new OneReplyServer("""{"error":"model 'x' not found"}""", "application/json", status: 404);
        using var http = new HttpClient();
        foreach (var streamed in new[] { false, true })
        {
            var refused = await Assert.ThrowsAsync<HttpRequestException>(
                () => OllamaSides.AskAsync(OllamaSides.Ours(server, http), streamed));
            Assert.Equal(404, (int?)refused.StatusCode);
        }
    }

    [Fact]
    public async Task Embeddings_are_asked_for_and_read_as_OllamaSharp_does()
    {
        await using var server = new OneReplyServer(OllamaTranscripts.Embeddings, "application/json");
        using var http = new HttpClient();
        string[] texts = ["Why is the sky blue?", "Why is the grass green?"];
        EmbeddingGenerationOptions options = new()
        {
            Dimensions = 10,
            AdditionalProperties = new() { ["truncate"] = true, ["keep_alive"] = "5m" },
        };
        IEmbeddingGenerator<string, Embedding<float>> sdk = OllamaSides.Sdk(server, http);
        var expected = await sdk.GenerateAsync(texts, options);
        var actual = await OllamaSides.OurGenerator(server, http).GenerateAsync(texts, options);

        Assert.Equal(expected.Select(vector => vector.Vector.ToArray()), actual.Select(vector => vector.Vector.ToArray()));
        Assert.Equal((8, 8), (actual.Usage?.InputTokenCount, actual.Usage?.TotalTokenCount));
        Assert.Equal("all-minilm", actual[0].ModelId);
        var theirs = System.Text.Json.Nodes.JsonNode.Parse(server.Requests.First())!.AsObject();
        Assert.True(theirs.Remove("CustomHeaders") && theirs.Remove("options"));
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(theirs, System.Text.Json.Nodes.JsonNode.Parse(server.Requests.Last())));
    }

    [Theory]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"error":"no such model"}""")]
    [InlineData("""{"embeddings":[[1,"x"]]}""")]
    [InlineData("""{"embeddings":[[1,""")]
    public async Task Embeddings_that_cannot_be_read_are_refused(string reply)
    {
        await using var server = new OneReplyServer(reply, "application/json");
        using var http = new HttpClient();

        await Assert.ThrowsAsync<InvalidReplyException>(() => OllamaSides.OurGenerator(server, http).GenerateAsync(["x"]));
    }

    private static async Task<(ChatResponse Response, IReadOnlyList<ChatResponseUpdate> Updates)> ReadAsync(string reply, bool streamed)
    {
        await using var server = new OneReplyServer(reply);
        using var http = new HttpClient();
        return await OllamaSides.AskAsync(OllamaSides.Ours(server, http), streamed);
    }

    private static IEnumerable<string> Contents(ChatResponse response) =>
        from message in response.Messages
        from content in message.Contents
        select content switch
        {
            TextContent text => text.Text.Length == 0 ? "" : $"text {text.Text}",
            TextReasoningContent thought => $"thought {thought.Text}",
            FunctionCallContent call => $"call {call.Name} {JsonSerializer.Serialize(call.Arguments)}",
            _ => content.GetType().Name,
        }
        into told
        where told.Length > 0
        select told;
}
