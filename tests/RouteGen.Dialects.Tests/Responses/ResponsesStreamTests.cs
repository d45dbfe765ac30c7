#pragma warning disable MEAI001 // Tools that run at the provider are experimental.
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Tests.Responses;

/// <summary>Streams as OpenAI and as gateways send them.</summary>
public class ResponsesStreamTests
{
    private const string Added = """{"type":"response.output_item.added","output_index":0"""
        + ""","item":{"id":"msg_1","type":"message","content":[]}}""";

    private static readonly string Message = Item("Good morning.");

    [Fact]
    public async Task Pieces_are_handed_on_one_by_one_and_their_ends_say_nothing_new()
    {
        var updates = await Sdk.UpdatesAsync(Sdk.Events(
            $$"""{"type":"response.created","response":{{Sdk.Response("in_progress")}}}""",
            $$"""{"type":"response.in_progress","response":{{Sdk.Response("in_progress")}}}""",
            Added, Delta("Good "), Delta("morning."), TextDone("Good morning."), PartDone("Good morning."), ItemDone(Message),
            Sdk.End("completed", Message, Usage)));

        Assert.Equal(["", "Good ", "morning.", ""], updates.Select(update => update.Text));
        Assert.All(updates[1..], update => Assert.Equal(
            ("resp_1", "gpt-x-2026", "msg_1", ChatRole.Assistant), (update.ResponseId, update.ModelId, update.MessageId, update.Role)));
        Assert.Equal((null, ChatFinishReason.Stop), (updates[^2].FinishReason, updates[^1].FinishReason));
        Assert.Equal(9, Assert.Single(updates[^1].Contents.OfType<UsageContent>()).Details.OutputTokenCount);
    }

    public static TheoryData<string, string[]> Gateways => new()
    {
        { "text only in output_text.done", [TextDone("Good morning."), Sdk.End("completed")] },
        { "text only in content_part.done", [PartDone("Good morning."), Sdk.End("completed")] },
        { "text only in output_item.done", [ItemDone(Message), Sdk.End("completed")] },
        { "text only in the response", [Sdk.End("completed", Message)] },
        { "text only beside the output", [Sdk.End("completed", "", ",\"output_text\":\"Good morning.\"")] },
        {
            "text in every end and in no piece",
            [TextDone("Good morning."), PartDone("Good morning."), ItemDone(Message), Sdk.End("completed", Message)]
        },

        // github.com/vercel/ai/pull/13844: xAI ends a stream before all pieces have come.
        { "the last pieces are missing", [Delta("Good "), ItemDone(Message), Sdk.End("completed", Message)] },
        { "the last pieces are missing and no item ends", [Delta("Good "), Sdk.End("completed", Message)] },

        // github.com/tombii/better-ccflare/pull/233: a piece is an object, and every piece is of part 0 of item 0.
        {
            "pieces are objects",
            [
                Delta("Good ").Replace("\"Good \"", "{\"type\":\"output_text\",\"text\":\"Good \"}", StringComparison.Ordinal),
                Delta("morning."), Sdk.End("completed"),
            ]
        },
        {
            "pieces are counted otherwise than ends",
            [Delta("Good "), Delta("morning."), ItemDone(Message, 3), Sdk.End("completed", Reasoning + "," + Message)]
        },
        {
            "pieces have no numbers",
            [
                """{"type":"response.output_text.delta","delta":"Good morning."}""", ItemDone(Message, 1),
                Sdk.End("completed", Reasoning + "," + Message),
            ]
        },

        // github.com/diegosouzapw/OmniRoute/issues/13693: the item is closed after the first piece.
        {
            "pieces after the end",
            [Delta("Good "), TextDone("Good "), ItemDone(Item("Good ")), Delta("morning."), Sdk.End("completed", Message)]
        },

        // github.com/openai/openai-python/pull/3126.
        {
            "null items",
            [
                """{"type":"response.output_item.added","output_index":0,"item":null}""", Delta("Good morning."),
                """{"type":"response.output_item.done","output_index":0,"item":null}""", Sdk.End("completed", "null"),
            ]
        },
        {
            "unknown events",
            [
                """{"type":"response.mood.delta","delta":"x"}""", """{"type":"keepalive","sequence_number":7}""",
                Delta("Good morning."), Sdk.End("completed"),
            ]
        },
        { "a response that says nothing", [Delta("Good morning."), """{"type":"response.completed"}"""] },
    };

    [Theory]
    [MemberData(nameof(Gateways))]
    public async Task No_text_is_lost_and_none_comes_twice(string what, string[] events)
    {
        var read = await Sdk.StreamAsync(Sdk.Events(events));
        Assert.Equal((what, "Good morning.", ChatFinishReason.Stop), (what, read.Text, read.FinishReason));
    }

    [Fact]
    public async Task The_type_says_what_an_event_is_and_not_its_name()
    {
        var events = Sdk.Events(Delta("Good morning."), Sdk.End("completed"));
        var unnamed = string.Join('\n', events.Split('\n').Where(line => !line.StartsWith("event:", StringComparison.Ordinal)));
        Assert.Equal("Good morning.", (await Sdk.StreamAsync(unnamed)).Text);
        var misnamed = events.Replace("event: response.output_text.delta", "event: message", StringComparison.Ordinal);
        Assert.Equal("Good morning.", (await Sdk.StreamAsync(misnamed)).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data: [DONE]\n\n")]
    public async Task Without_its_last_event_a_stream_has_no_finish(string end)
    {
        var read = await Sdk.StreamAsync(Sdk.Events(Added, Delta("Good morning."), TextDone("Good morning."), ItemDone(Message)) + end);
        Assert.Equal(("Good morning.", null), (read.Text, read.FinishReason));
    }

    [Theory]
    [InlineData("max_output_tokens", "length")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("a_new_reason", "a_new_reason")]
    public async Task A_response_that_stopped_short_says_why_and_what_it_used(string reason, string finish)
    {
        var read = await Sdk.StreamAsync(Sdk.Events(Delta("Good"), Sdk.End("incomplete", "", Usage)
            .Replace("\"incomplete_details\":null", "\"incomplete_details\":{\"reason\":\"" + reason + "\"}", StringComparison.Ordinal)));
        Assert.Equal((finish, 50L), (read.FinishReason?.Value, read.Usage?.InputTokenCount));
    }

    [Theory]
    [InlineData("""{"type":"error","code":"server_error","message":"No.","param":"p","sequence_number":1}""", "No.", "server_error", "p")]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","message":"No."}}""", "No.", "invalid_request_error", null)]
    [InlineData("""{"error":{"message":"No.","code":429}}""", "No.", "429", null)]
    [InlineData(
        """{"type":"response.failed","response":{"status":"failed","error":{"code":"rate_limit_exceeded","message":"No."}}}""",
        "No.", "rate_limit_exceeded", null)]
    [InlineData(
        """{"type":"response.failed","response":{"status":"failed","error":null}}""", "The response ended as failed.", "failed", null)]
    [InlineData(
        """{"type":"response.completed","response":{"status":"cancelled"}}""", "The response ended as cancelled.", "cancelled", null)]
    public async Task An_error_is_one(string data, string message, string code, string? details)
    {
        var read = await Sdk.StreamAsync($"data: {data}\n\n");
        var error = Assert.Single(read.Messages[0].Contents.OfType<ErrorContent>());
        Assert.Equal((message, code, details, null), (error.Message, error.ErrorCode, error.Details, read.FinishReason));
    }

    [Fact]
    public async Task Calls_come_whole_and_once()
    {
        const string Call =
            """{"id":"fc_1","type":"function_call","status":"completed","arguments":"{\"a\": 1}","call_id":"call_1","name":"f"}""";
        var added = Call.Replace("""{\"a\": 1}""", "", StringComparison.Ordinal)
            .Replace("completed", "in_progress", StringComparison.Ordinal);
        var updates = await Sdk.UpdatesAsync(Sdk.Events(
            $$"""{"type":"response.output_item.added","output_index":0,"item":{{added}}}""",
            """{"type":"response.function_call_arguments.delta","output_index":0,"item_id":"fc_1","delta":"{\"a\": "}""",
            """{"type":"response.function_call_arguments.delta","output_index":0,"item_id":"fc_1","delta":"1}"}""",
            """{"type":"response.function_call_arguments.done","output_index":0,"item_id":"fc_1","arguments":"{\"a\": 1}"}""",
            ItemDone(Call), ItemDone(Call), Sdk.End("completed", Call)));

        var call = Assert.Single(updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>());
        Assert.Equal(("call_1", "f", null), (call.CallId, call.Name, call.Exception));
        Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);

        // What the model wrote goes back byte for byte.
        var sent = await Sdk.SentAsync([updates.ToChatResponse().Messages[0]]);
        Assert.Equal("""{"a": 1}""", sent.GetProperty("input")[0].GetProperty("arguments").GetString());
    }

    public static TheoryData<string, string[]> EndlessCalls => new()
    {
        { "only in the response", [Sdk.End("completed", Call())] },
        { "without the item's end", [CallAdded, """{"type":"response.function_call_arguments.done","output_index":0"""
            + ""","arguments":"{\"a\":1}"}""", Sdk.End("completed")] },
        {
            "in pieces alone",
            [
                CallAdded, """{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\"a\":1}"}""",
                Sdk.End("completed"),
            ]
        },
        {
            "its arguments as an object",
            [ItemDone(Call().Replace("\"{\\\"a\\\":1}\"", "{\"a\":1}", StringComparison.Ordinal)), Sdk.End("completed")]
        },
    };

    [Theory]
    [MemberData(nameof(EndlessCalls))]
    public async Task A_call_is_not_lost(string what, string[] events)
    {
        var read = await Sdk.StreamAsync(Sdk.Events(events));
        var call = Assert.Single(read.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        Assert.Equal((what, "call_1", "1", null), (what, call.CallId, call.Arguments?["a"]?.ToString(), call.Exception));
        Assert.Equal(ChatFinishReason.ToolCalls, read.FinishReason);
    }

    [Fact]
    public async Task A_call_without_its_arguments_is_not_whole()
    {
        var read = await Sdk.StreamAsync(Sdk.Events(
            CallAdded,
            """{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\"a\":1}"}""",
            ItemDone(Call().Replace("""{\"a\":1}""", "", StringComparison.Ordinal)),
            Sdk.End("completed")));
        Assert.NotNull(Assert.Single(read.Messages[0].Contents.OfType<FunctionCallContent>()).Exception);
    }

    [Fact]
    public async Task Reasoning_goes_back_with_what_is_encrypted_of_it()
    {
        var read = await Sdk.StreamAsync(Sdk.Events(
            """{"type":"response.output_item.added","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}""",
            """{"type":"response.reasoning_summary_part.added","item_id":"rs_1","output_index":0,"summary_index":0"""
                + ""","part":{"type":"summary_text","text":""}}""",
            """{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"Let me "}""",
            """{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"see."}""",
            """{"type":"response.reasoning_summary_text.done","item_id":"rs_1","output_index":0,"summary_index":0,"text":"Let me see."}""",
            ItemDone("""{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Let me see."}]"""
                + ""","encrypted_content":"ZW5j"}"""),
            Delta("Good."), Sdk.End("completed")));

        var reasoning = Assert.Single(read.Messages[0].Contents.OfType<TextReasoningContent>());
        Assert.Equal(("Let me see.", "ZW5j"), (reasoning.Text, reasoning.ProtectedData));
        var sent = (await Sdk.SentAsync(read.Messages.AsReadOnly())).GetProperty("input")[0];
        Assert.Equal(
            """{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Let me see."}],"encrypted_content":"ZW5j"}""",
            sent.GetRawText());
    }

    // As an open-weight model on vLLM thinks: in the open, without a summary.
    [Fact]
    public async Task Thoughts_in_the_open_are_reasoning_once()
    {
        var read = await Sdk.StreamAsync(Sdk.Events(
            """{"type":"response.reasoning_text.delta","item_id":"rs_1","output_index":0,"content_index":0,"delta":"Hm."}""",
            """{"type":"response.reasoning_text.done","item_id":"rs_1","output_index":0,"content_index":0,"text":"Hm."}""",
            """{"type":"response.content_part.done","item_id":"rs_1","output_index":0,"content_index":0"""
                + ""","part":{"type":"reasoning_text","text":"Hm."}}""",
            ItemDone("""{"id":"rs_1","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Hm."}]}"""),
            Delta("Good.", 1), Sdk.End("completed")));
        Assert.Equal(["Hm."], read.Messages[0].Contents.OfType<TextReasoningContent>().Select(content => content.Text));
        Assert.Equal("Good.", read.Text);
    }

    [Fact]
    public async Task A_refusal_is_how_the_model_ended()
    {
        var read = await Sdk.StreamAsync(Sdk.Events(
            """{"type":"response.refusal.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"I "}""",
            """{"type":"response.refusal.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"cannot."}""",
            """{"type":"response.refusal.done","item_id":"msg_1","output_index":0,"content_index":0,"refusal":"I cannot."}""",
            ItemDone("""{"id":"msg_1","type":"message","content":[{"type":"refusal","refusal":"I cannot."}]}"""),
            Sdk.End("completed", """{"id":"msg_1","type":"message","content":[{"type":"refusal","refusal":"I cannot."}]}""")));
        var refusal = Assert.Single(read.Messages[0].Contents.OfType<ErrorContent>());
        Assert.Equal(("I cannot.", "Refusal", ChatFinishReason.ContentFilter), (refusal.Message, refusal.ErrorCode, read.FinishReason));
    }

    [Fact]
    public async Task Citations_come_with_the_item_or_by_themselves()
    {
        const string Citation = """{"type":"url_citation","start_index":0,"end_index":4,"url":"https://a.example/x","title":"A"}""";
        var one = $$"""{"type":"response.output_text.annotation.added","item_id":"msg_1","output_index":0,"content_index":0"""
            + $$""","annotation_index":0,"annotation":{{Citation}}}""";
        var cited = Message.Replace("\"annotations\":[]", $"\"annotations\":[{Citation}]", StringComparison.Ordinal);
        foreach (var events in new[]
        {
            Sdk.Events(Delta("Good morning."), one, ItemDone(cited), Sdk.End("completed", cited)),
            Sdk.Events(Delta("Good morning."), one, Sdk.End("completed")),
            Sdk.Events(Delta("Good morning."), Sdk.End("completed", cited)),
            Sdk.Events(ItemDone(cited), Sdk.End("completed", cited)),
        })
        {
            var read = await Sdk.StreamAsync(events);
            var citation = Assert.IsType<CitationAnnotation>(
                Assert.Single(read.Messages[0].Contents.SelectMany(content => content.Annotations ?? [])));
            Assert.Equal(("A", "https://a.example/x"), (citation.Title, citation.Url?.ToString()));
        }
    }

    [Fact]
    public async Task Only_searches_are_searches()
    {
        string[] actions = ["search", "open_page", "find_in_page", "search"];
        var items = actions.Select((action, i) => ItemDone(
            $$$"""{"id":"ws_{{{i}}}","type":"web_search_call","status":"completed","action":{"type":"{{{action}}}"}}""", i));
        var read = await Sdk.StreamAsync(Sdk.Events([
            """{"type":"response.web_search_call.in_progress","item_id":"ws_0"}""", .. items, Delta("Good."), Sdk.End("completed")]));
        var searches = read.Messages.SelectMany(message => message.Contents).OfType<WebSearchToolCallContent>();
        Assert.Equal(["ws_0", "ws_3"], searches.Select(call => call.CallId));
    }

    [Fact]
    public async Task Facts_of_the_bill_come_with_the_end()
    {
        var read = await Sdk.StreamAsync(Sdk.Events(Delta("Good."), Sdk.End("completed", "",
            ""","service_tier":"priority","usage":{"input_tokens":50,"input_tokens_details":{"cached_tokens":7},"output_tokens":9.0"""
                + ""","total_tokens":"59","cost":0.5}""")));
        Assert.Equal((50L, 7L, 9L), (read.Usage!.InputTokenCount, read.Usage.CachedInputTokenCount, read.Usage.OutputTokenCount));
        Assert.Equal("priority", read.AdditionalProperties![RouteGen.Wire.WireFacts.ServiceTierKey]);
        Assert.Equal(0.5m, read.AdditionalProperties[RouteGen.Wire.WireFacts.CostUsdKey]);
    }

    private const string Usage = ""","usage":{"input_tokens":50,"output_tokens":9,"total_tokens":59}""";

    private const string Reasoning = """{"id":"rs_9","type":"reasoning","summary":[]}""";

    private const string CallAdded =
        """{"type":"response.output_item.added","output_index":0"""
            + ""","item":{"id":"fc_1","type":"function_call","arguments":"","call_id":"call_1","name":"f"}}""";

    private static string Call() => """{"id":"fc_1","type":"function_call","arguments":"{\"a\":1}","call_id":"call_1","name":"f"}""";

    private static string Item(string text) =>
        $$"""{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","annotations":[],"text":"{{text}}"}]}""";

    private static string Delta(string text, int index = 0) =>
        $$"""{"type":"response.output_text.delta","item_id":"msg_1","output_index":{{index}},"content_index":0"""
            + $$""","delta":"{{text}}","logprobs":[]}""";

    private static string TextDone(string text) =>
        $$"""{"type":"response.output_text.done","item_id":"msg_1","output_index":0,"content_index":0,"text":"{{text}}"}""";

    private static string PartDone(string text) =>
        $$$"""{"type":"response.content_part.done","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[]"""
            + $$$""","text":"{{{text}}}"}}""";

    private static string ItemDone(string item, int index = 0) =>
        $$"""{"type":"response.output_item.done","output_index":{{index}},"item":{{item}}}""";
}
