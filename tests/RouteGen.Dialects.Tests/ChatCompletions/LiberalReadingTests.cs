using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Tests.ChatCompletions;

/// <summary>What a person could read is read: replies of many vendors, in forms that the protocol does not have.</summary>
public sealed class LiberalReadingTests
{
    [Theory]
    [InlineData("\"stop\"", "stop")]
    [InlineData("\"eos\"", "stop")]
    [InlineData("\"EOS_TOKEN\"", "stop")]
    [InlineData("\"end_turn\"", "stop")]
    [InlineData("\"STOP\"", "stop")]
    [InlineData("\"model_length\"", "length")]
    [InlineData("\"MAX_TOKENS\"", "length")]
    [InlineData("\"length\"", "length")]
    [InlineData("\"tool_use\"", "tool_calls")]
    [InlineData("\"function_call\"", "tool_calls")]
    [InlineData("\"SAFETY\"", "content_filter")]
    [InlineData("\"refusal\"", "content_filter")]
    [InlineData("\"\"", null)]
    [InlineData("\"null\"", null)]
    [InlineData("null", null)]
    [InlineData("7", null)]
    [InlineData("{\"type\":\"stop\"}", null)]
    public void Any_finish_word_leaves_the_answer(string word, string? meant)
    {
        var response = Reading.Message("""{"role":"assistant","content":"Good morning."}""", word);

        Assert.Equal(("Good morning.", meant), (response.Text, response.FinishReason?.Value));
        Assert.Empty(Reading.Of<ErrorContent>(response));
    }

    [Theory]
    [InlineData("error")]
    [InlineData("cancelled")]
    [InlineData("insufficient_system_resource")]
    [InlineData("MALFORMED_FUNCTION_CALL")]
    public void A_finish_word_for_a_failure_is_an_error(string word)
    {
        foreach (var response in new[]
        {
            Reading.Message("""{"role":"assistant","content":"Good"}""", $"\"{word}\""),
            Reading.Stream(Reading.Chunk("""{"content":"Good"}"""), Reading.Chunk("{}", $"\"{word}\""), "[DONE]"),
        })
        {
            Assert.Equal(word, Assert.Single(Reading.Of<ErrorContent>(response)).ErrorCode);
            Assert.Null(response.FinishReason);
        }
    }

    [Theory]
    [InlineData("1764000000", 1764000000_000)]
    [InlineData("1764000000.5", 1764000000_500)]
    [InlineData("\"1764000000\"", 1764000000_000)]
    [InlineData("1764000000123", 1764000000_123)]
    [InlineData("null", null)]
    [InlineData("\"yesterday\"", null)]
    [InlineData("1e300", null)]
    [InlineData("-1", null)]
    public void Any_time_of_creation_leaves_the_answer(string created, long? expected)
    {
        var response = Reading.Whole(
            """{"id":7,"created":""" + created + ""","model":"m","choices":[{"message":{"content":"Yes."}}]}""");

        Assert.Equal(("7", "Yes.", expected), (response.ResponseId, response.Text, response.CreatedAt?.ToUnixTimeMilliseconds()));
    }

    // docs.mistral.ai/capabilities/reasoning: magistral's content, whole and in a stream.
    [Fact]
    public void A_content_that_is_a_list_of_parts_is_thought_and_text()
    {
        const string Parts = """
            [{"type":"thinking","thinking":[{"type":"text","text":"Two and"},{"type":"text","text":" two."}]},
            {"type":"text","text":"Four."}]
            """;
        foreach (var response in new[]
        {
            Reading.Message("""{"role":"assistant","content":""" + Parts + "}"),
            Reading.Stream(Reading.Chunk("""{"content":""" + Parts + "}"), Reading.Chunk("""{"content":""}""", "\"stop\"")),
        })
        {
            Assert.Equal("Four.", response.Text);
            Assert.Equal("Two and two.", string.Concat(Reading.Of<TextReasoningContent>(response).Select(thought => thought.Text)));
        }
    }

    [Theory]
    [InlineData("""["Good ","morning"]""")]
    [InlineData("""{"type":"text","text":"Good morning"}""")]
    [InlineData("""[{"type":"output_text","text":{"value":"Good morning","annotations":[]}}]""")]
    [InlineData("""[null,7,{"text":"Good morning"},{"type":"unknown","data":[1]}]""")]
    public void Other_forms_of_a_content_are_its_text(string content) =>
        Assert.Equal("Good morning", Reading.Message("""{"content":""" + content + "}").Text);

    [Theory]
    [InlineData("""{"content":"x","reasoning_content":"Hm."}""")]
    [InlineData("""{"content":"x","reasoning":"Hm."}""")]
    [InlineData("""{"content":"x","reasoning":"Hm.","reasoning_content":"Hm."}""")]
    [InlineData("""{"content":"x","reasoning":"Hm.","reasoning_details":[{"type":"reasoning.text","text":"Hm.","index":0}]}""")]
    [InlineData("""{"content":"x","reasoning_details":[{"type":"reasoning.summary","summary":"Hm.","index":0}]}""")]
    [InlineData("""{"content":"x","thinking":"Hm.","reasoning":null}""")]
    public void Thought_is_read_once_under_any_of_its_names(string message)
    {
        foreach (var response in new[]
        {
            Reading.Message(message), Reading.Stream(Reading.Chunk(message), Reading.Chunk("{}", "\"stop\"")),
        })
        {
            Assert.Equal("Hm.", string.Concat(Reading.Of<TextReasoningContent>(response).Select(thought => thought.Text)));
            Assert.Equal("x", response.Text);
        }
    }

    [Theory]
    [InlineData("""{"error":{"message":"No","code":502,"metadata":{"provider_name":"p"}}}""", "No", "502")]
    [InlineData("""{"error":{"message":"No","type":"server_error","param":null,"code":null}}""", "No", "server_error")]
    [InlineData("""{"error":"No"}""", "No", null)]
    [InlineData("""[{"error":{"code":400,"message":"No","status":"INVALID_ARGUMENT"}}]""", "No", "400")]
    [InlineData("""{"detail":"No"}""", "No", null)]
    [InlineData("""{"detail":[{"type":"missing","loc":["body"],"msg":"No"}]}""", "No", "missing")]
    [InlineData("""{"object":"error","message":"No","type":"BadRequestError","code":400}""", "No", "400")]
    [InlineData("""{"errors":[{"code":7003,"message":"No"}],"success":false}""", "No", "7003")]
    [InlineData("""{"choices":[{"index":0,"finish_reason":"error","error":{"code":502,"message":"No"}}]}""", "No", "502")]
    [InlineData("""{"id":"c","choices":[],"x_groq":{"id":"r","error":"No"}}""", "No", null)]
    public void An_error_inside_a_success_is_one_in_any_form(string json, string message, string? code)
    {
        foreach (var response in new[] { Reading.Whole(json), Reading.Stream(json) })
        {
            var error = Assert.Single(Reading.Of<ErrorContent>(response));
            Assert.Equal((message, code), (error.Message, error.ErrorCode));
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("false")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void No_error_is_none(string error) => Assert.Empty(Reading.Of<ErrorContent>(
        Reading.Whole("""{"choices":[{"message":{"content":"Yes."}}],"error":""" + error + "}")));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"Good morning\"")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":{"message":"x"}}""")]
    public void What_is_no_reply_is_said_to_be_none_without_quoting_it(string json)
    {
        var thrown = Assert.Throws<InvalidReplyException>(() => Reading.Whole(json));
        Assert.DoesNotContain("morning", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_choices_the_first_that_came_is_read()
    {
        var whole = Reading.Whole(
            """{"choices":[{"index":1,"message":{"content":"B"}},{"index":0,"message":{"content":"A"}}]}""");
        var streamed = Reading.Stream(
            """{"choices":[{"index":0,"delta":{"content":"A"}},{"index":1,"delta":{"content":"B"}}]}""",
            """{"choices":[{"index":1,"delta":{"content":"B"},"finish_reason":"length"}]}""",
            """{"choices":[{"delta":{"content":"A"},"index":0,"finish_reason":"stop"}]}""");

        Assert.Equal(("B", "AA", ChatFinishReason.Stop), (whole.Text, streamed.Text, streamed.FinishReason));
    }

    // docs.perplexity.ai/api-reference/chat-completions-post: search_results, and the addresses alone as citations.
    [Fact]
    public void Sources_are_citations_of_the_text()
    {
        const string Sources = ""","citations":["https://a.example/"],"search_results":[{"title":"A","url":"https://a.example/"}]""";
        foreach (var response in new[]
        {
            Reading.Whole("""{"choices":[{"message":{"content":"Yes [1]."},"finish_reason":"stop"}]""" + Sources + "}"),
            Reading.Stream(
                Reading.Chunk("""{"content":"Yes"}""", rest: Sources), Reading.Chunk("""{"content":" [1]."}""", "\"stop\"", Sources)),
            Reading.Message(
                """{"content":"Yes [1].","annotations":[{"type":"url_citation","url_citation":"""
                + """{"url":"https://a.example/","title":"A"}}]}"""),
        })
        {
            var citation = Assert.IsType<CitationAnnotation>(
                Assert.Single(Reading.Of<TextContent>(response).SelectMany(text => text.Annotations ?? [])));
            Assert.Equal(("A", "https://a.example/", "Yes [1]."), (citation.Title, citation.Url?.AbsoluteUri, response.Text));
        }
    }

    // openrouter.ai/docs/guides/overview/multimodal/image-generation
    [Fact]
    public void Images_and_sound_are_data()
    {
        const string Images = """[{"image_url":{"url":"data:image/png;base64,AQID"}},{"image_url":{"url":"data:cut"}}]""";
        const string Audio = """{"id":"a1","data":"T2dnUw==","transcript":"Hello.","expires_at":1}""";
        var response = Reading.Message("""{"content":"Here.","images":""" + Images + ""","audio":""" + Audio + "}");

        Assert.Equal(["image/png", "audio/opus"], Reading.Of<DataContent>(response).Select(data => data.MediaType));
        Assert.Equal("Here.Hello.", response.Text);
    }

    [Fact]
    public void Log_probabilities_stay_raw()
    {
        var response = Reading.Whole(
            """{"choices":[{"message":{"content":"A"},"logprobs":{"content":[{"token":"A","logprob":-0.1}]},"finish_reason":"stop"}]}""");

        var raw = Assert.IsType<System.Text.Json.JsonElement>(response.AdditionalProperties!["logprobs"]);
        Assert.Equal(-0.1, raw.GetProperty("content")[0].GetProperty("logprob").GetDouble());
    }

    [Fact]
    public void A_refusal_is_an_error_of_its_own_in_a_whole_reply_and_in_a_stream()
    {
        var whole = Reading.Message("""{"content":null,"refusal":"I cannot."}""");
        var streamed = Reading.Stream(
            Reading.Chunk("""{"role":"assistant","content":"","refusal":null}"""), Reading.Chunk("""{"refusal":"I "}"""),
            Reading.Chunk("""{"refusal":"cannot."}"""), Reading.Chunk("{}", "\"stop\""), "[DONE]");

        Assert.All([whole, streamed], response =>
        {
            var refusal = Assert.Single(Reading.Of<ErrorContent>(response));
            Assert.Equal(("I cannot.", "Refusal"), (refusal.Message, refusal.ErrorCode));
        });
        Assert.Equal(ChatFinishReason.ContentFilter, streamed.FinishReason);
    }

    [Theory]
    [InlineData("\"\"", true)]
    [InlineData("null", false)]
    public void A_stream_that_is_done_without_a_word_is_whole_only_where_something_shows_it(string last, bool isWhole)
    {
        var done = Reading.Stream(Reading.Chunk("""{"content":"Good"}"""), Reading.Chunk("{}", last), "[DONE]");
        var counted = Reading.Stream(
            Reading.Chunk("""{"content":"Good"}"""),
            Reading.Chunk("{}", last),
            """{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}""",
            "[DONE]");
        var cut = Reading.Stream(Reading.Chunk("""{"content":"Good"}"""), Reading.Chunk("{}", last));

        Assert.Equal(isWhole ? ChatFinishReason.Stop : null, done.FinishReason);
        Assert.Equal(ChatFinishReason.Stop, counted.FinishReason);
        Assert.Null(cut.FinishReason);
    }

    // platform.minimax.io/docs/api-reference/text-post: the last event of a stream has the whole message.
    [Fact]
    public void A_stream_that_says_the_whole_again_at_its_end_says_it_once()
    {
        var response = Reading.Stream(
            Reading.Chunk("""{"content":"Good "}"""),
            Reading.Chunk("""{"content":"morning."}"""),
            """{"object":"chat.completion","choices":[{"index":0,"message":{"content":"Good morning."},"finish_reason":"stop"}]}""");

        Assert.Equal(("Good morning.", ChatFinishReason.Stop), (response.Text, response.FinishReason));
    }

    [Fact]
    public void Events_without_an_empty_line_between_them_are_read_each()
    {
        var response = Reading.Stream(
            Reading.Chunk("""{"content":"Good "}""") + "\n" + Reading.Chunk("""{"content":"morning."}"""),
            Reading.Chunk("{}", "\"stop\"") + "\n[DONE]");

        Assert.Equal(("Good morning.", ChatFinishReason.Stop), (response.Text, response.FinishReason));
    }

    [Fact]
    public void What_a_stream_holds_back_is_bounded()
    {
        var stream = new RouteGen.Dialects.ChatCompletions.ChatStream(maxBytes: 10_000);
        var piece = System.Text.Encoding.UTF8.GetBytes(
            Reading.Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"12345678"}}]}"""));

        Assert.Throws<InvalidReplyException>(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                stream.Read(default, piece);
            }
        });
    }
}
