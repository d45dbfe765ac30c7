#pragma warning disable MEAI001 // Tools that run at the provider are experimental.
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Tests.Oracles;

namespace RouteGen.Dialects.Tests.Responses;

/// <summary>Whole replies, as OpenAI's documentation shows them and as gateways send them.</summary>
public class ResponsesReplyTests
{
    private const string Message =
        """{"id":"msg_1","type":"message","status":"completed","role":"assistant","""
        + """ "content":[{"type":"output_text","text":"Good.","annotations":[]}]}""";

    // developers.openai.com/api/docs/guides: web search, file search, code interpreter, image generation, MCP, reasoning.
    public static TheoryData<string> Documented =>
    [
        Message,
        """{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"A "},{"type":"summary_text","text":"B"}]"""
            + ""","encrypted_content":"ZW5j"},""" + Message,
        """{"type":"function_call","id":"fc_1","call_id":"call_1","name":"w","arguments":"{\"city\":\"Paris\"}","status":"completed"}""",
        """{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q","queries":["q","r"]"""
            + ""","sources":[{"type":"url","url":"https://a.example/"}]}},""" + Message,
        """{"type":"code_interpreter_call","id":"ci_1","status":"completed","code":"print(1)","container_id":"cntr_1","""
            + """ "outputs":[{"type":"logs","logs":"1\n"},{"type":"image","url":"https://a.example/i.png"}]},""" + Message,
        """{"type":"image_generation_call","id":"ig_1","status":"completed","result":"iVBORw0KGgo="}""",
        """{"type":"file_search_call","id":"fs_1","status":"completed","queries":["q"],"results":null},""" + Message,
        """{"type":"mcp_call","id":"mcp_1","approval_request_id":null,"arguments":"{\"d\":\"2d4\"}","error":null"""
            + ""","name":"roll","output":"4","server_label":"dmcp"},""" + Message,
        """{"type":"mcp_approval_request","id":"mcpr_1","arguments":"{\"d\":1}","name":"roll","server_label":"dmcp"}""",
        """{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","""
            + """ "text":"A","annotations":[{"type":"file_citation","index":3,"file_id":"file-1","filename":"a.pdf"},"""
            + """{"type":"container_file_citation","container_id":"cntr_1","file_id":"cf_1","filename":"b.png","start_index":0,"""
            + """ "end_index":4},{"type":"url_citation","start_index":1,"end_index":2,"url":"https://a.example/","title":"T"}]}]}""",
        """{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"refusal","refusal":"I cannot."}]}""",
        """{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","""
            + """ "text":"A","annotations":[]}]},{"id":"msg_2","type":"message","role":"assistant","status":"completed","""
            + """ "content":[{"type":"output_text","text":"B","annotations":[]}]}""",
    ];

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task A_documented_reply_is_read_as_theirs_reads_it(string output)
    {
        var reply = Sdk.Response("completed", output, Usage);
        var (ours, theirs) = (await Sdk.ReadAsync(reply), await Sdk.ReadByTheirsAsync(reply));
        AssertSame(theirs, ours);
        var events = Sdk.Events(Sdk.End("completed", output, Usage));
        AssertSame(theirs, await Sdk.StreamAsync(events));
    }

    [Fact]
    public async Task Images_and_code_are_what_they_are()
    {
        var read = await Sdk.ReadAsync(Sdk.Response("completed",
            """{"type":"image_generation_call","id":"ig_1","result":"iVBORw0KGgo="},"""
                + """{"type":"code_interpreter_call","id":"ci_1","code":"1+1","outputs":[{"type":"logs","logs":"2"}]}"""));
        var contents = read.Messages[0].Contents;
        var image = Assert.IsType<DataContent>(Assert.Single(contents.OfType<ImageGenerationToolResultContent>().Single().Outputs!));
        Assert.Equal(("image/png", 8), (image.MediaType, image.Data.Length));
        var logs = contents.OfType<CodeInterpreterToolResultContent>().Single().Outputs!;
        Assert.Equal("2", Assert.IsType<TextContent>(Assert.Single(logs)).Text);
    }

    [Theory]
    [InlineData("completed", "", "tool_calls")]
    [InlineData("incomplete", "", "length")]
    [InlineData("incomplete", "max_output_tokens", "length")]
    [InlineData("incomplete", "content_filter", "content_filter")]
    [InlineData("incomplete", "pause", "pause")]
    [InlineData("done", "", "tool_calls")]
    public async Task A_finish_is_said(string status, string reason, string finish)
    {
        var reply = Sdk.Response(status, """{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}""");
        if (reason.Length > 0)
        {
            reply = reply.Replace(
                "\"incomplete_details\":null", $"\"incomplete_details\":{{\"reason\":\"{reason}\"}}", StringComparison.Ordinal);
        }

        Assert.Equal(finish, (await Sdk.ReadAsync(reply)).FinishReason?.Value);
    }

    [Theory]
    [InlineData("""{"id":"r","status":"failed","error":{"code":"server_error","message":"No."},"output":[]}""", "No.", "server_error")]
    [InlineData("""{"id":"r","status":"cancelled","error":null,"output":[]}""", "The response ended as cancelled.", "cancelled")]
    [InlineData("""{"id":"r","status":"in_progress","output":[]}""", "The response ended as in_progress.", "in_progress")]
    [InlineData("""{"error":{"message":"No.","type":"t","code":500}}""", "No.", "500")]
    [InlineData("""{"error":"No."}""", "No.", null)]
    public async Task A_reply_that_failed_is_an_error_without_a_finish(string reply, string message, string? code)
    {
        var read = await Sdk.ReadAsync(reply);
        var error = Assert.IsType<ErrorContent>(Assert.Single(read.Messages).Contents.Single());
        Assert.Equal((message, code, null), (error.Message, error.ErrorCode, read.FinishReason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"detail":"Not Found"}""")]
    [InlineData("""{"id":"r","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Go""")]
    [InlineData("<html></html>")]
    public async Task What_is_no_response_cannot_be_read(string reply) =>
        await Assert.ThrowsAsync<InvalidReplyException>(() => Sdk.ReadAsync(reply));

    // A reply that a person can read is served.
    [Theory]
    [InlineData("""{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Good."}]}]}""")]
    [InlineData("""{"output":[{"content":[{"text":"Good.","type":"text"}],"type":"message"}]}""")]
    [InlineData("""{"output":[{"type":"message","content":"Good."}],"created_at":1790000000.25,"id":7,"usage":"none","error":{}"""
        + ""","model":null}""")]
    [InlineData("""{"output":[null,7,"x",{"type":"message","content":["Good."]}],"created_at":1e300}""")]
    [InlineData("""{"output":[],"output_text":"Good."}""")]
    [InlineData("\uFEFF{\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Good.\","
        + "\"annotations\":null,\"logprobs\":null,}]}],}")]
    public async Task A_reply_that_can_be_read_is(string reply)
    {
        var read = await Sdk.ReadAsync(reply);
        Assert.Equal(("Good.", ChatFinishReason.Stop), (read.Text, read.FinishReason));
    }

    [Theory]
    [InlineData("completed", "{\\\"a\\\":1}", true)]
    [InlineData("incomplete", "{\\\"a\\\":1}", false)]
    [InlineData("completed", "{\\\"a\\\":", false)]
    [InlineData("completed", "7", false)]
    [InlineData("completed", "", true)]
    public async Task A_call_that_is_not_whole_says_so(string status, string arguments, bool isWhole)
    {
        var read = await Sdk.ReadAsync(Sdk.Response(
            "completed", $$"""{"type":"function_call","status":"{{status}}","call_id":"c","name":"f","arguments":"{{arguments}}"}"""));
        Assert.Equal(isWhole, Assert.Single(read.Messages[0].Contents.OfType<FunctionCallContent>()).Exception is null);
    }

    [Fact]
    public async Task What_the_sdk_loses_is_read()
    {
        var read = await Sdk.ReadAsync(Sdk.Response("completed",
            """
            {"type":"custom_tool_call","id":"ctc_1","call_id":"call_1","name":"shell","input":"ls"},
            {"id":"msg_1","type":"message","phase":"final_answer","content":[{"type":"output_text","text":"A","annotations":[],
            "logprobs":[{"token":"A","logprob":-1}]}]}
            """,
            ""","service_tier":"flex","usage":{"input_tokens":50,"input_tokens_details":{"cached_tokens":1,"cache_write_tokens":20}"""
                + ""","output_tokens":9,"total_tokens":59}"""));
        var call = Assert.Single(read.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal(("shell", "ls"), (call.Name, call.Arguments!["input"]));
        var text = read.Messages[0].Contents.OfType<TextContent>().Single();
        Assert.Equal("final_answer", text.AdditionalProperties!["phase"]);
        Assert.Contains("-1", text.AdditionalProperties["logprobs"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("flex", read.AdditionalProperties![RouteGen.Wire.WireFacts.ServiceTierKey]);
        Assert.Equal(20, read.Usage!.AdditionalCounts![RouteGen.Wire.WireFacts.CacheWriteKey]);
    }

    // What the API wrote of its own tools goes back as it came.
    [Fact]
    public async Task Items_go_back_as_they_came()
    {
        const string Search = """{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}}""";
        const string Reasoning = """{"id":"rs_1","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Hm."}]"""
            + ""","encrypted_content":"ZW5j"}""";
        const string New = """{"type":"a_new_kind","id":"x_1","more":{"a":[1]}}""";
        var read = await Sdk.ReadAsync(Sdk.Response("completed", $"{Reasoning},{Search},{New},{Message}"));
        var sent = (await Sdk.SentAsync(read.Messages.AsReadOnly())).GetProperty("input");
        Assert.Equal([Reasoning, Search, New], sent.EnumerateArray().Take(3).Select(item => item.GetRawText()));
        Assert.Equal("""{"type":"message","role":"assistant","content":"Good."}""", sent[3].GetRawText());
    }

    private const string Usage =
        ""","usage":{"input_tokens":50,"input_tokens_details":{"cached_tokens":7},"output_tokens":9"""
            + ""","output_tokens_details":{"reasoning_tokens":3},"total_tokens":59}""";

    private static void AssertSame(ChatResponse theirs, ChatResponse ours)
    {
        var (expected, actual) = (new ResponseFacts(theirs), new ResponseFacts(ours));
        Assert.Equal(expected.Text, actual.Text);
        Assert.Equal(expected.Reasoning, actual.Reasoning);
        Assert.Equal(expected.Protected, actual.Protected);
        Assert.Equal(expected.Refusal, actual.Refusal);
        Assert.Equal(expected.Calls, actual.Calls);
        Assert.Equal(expected.Citations.Where(IsOfPage), actual.Citations.Where(IsOfPage));
        Assert.Equal(expected.Usage, actual.Usage);
        Assert.Equal((theirs.ResponseId, theirs.ModelId, theirs.CreatedAt), (ours.ResponseId, ours.ModelId, ours.CreatedAt));
        Assert.Equal(Kinds(theirs), Kinds(ours));
    }

    private static bool IsOfPage(string citation) => citation.StartsWith("https:", StringComparison.Ordinal);

    // Messages that only the last event tells are one.
    private static List<string> Kinds(ChatResponse response)
    {
        var kinds = response.Messages.SelectMany(message => message.Contents).Select(Kind).ToList();
        return [.. kinds.Where((kind, i) => i == 0 || kind != nameof(TextContent) || kinds[i - 1] != kind)];
    }

    private static string Kind(AIContent content) => content switch
    {
        ImageGenerationToolResultContent image => $"image {Joined(image.Outputs)}",
        CodeInterpreterToolCallContent code => $"code {Joined(code.Inputs)}",
        CodeInterpreterToolResultContent code => $"logs {Joined(code.Outputs)}",
        WebSearchToolCallContent search => $"search {string.Join(',', search.Queries ?? [])}",
        WebSearchToolResultContent search => $"found {Joined(search.Outputs)}",
        McpServerToolCallContent mcp => $"mcp {mcp.ServerName} {mcp.Name} {string.Join(',', mcp.Arguments?.Keys ?? [])}",
        McpServerToolResultContent mcp => $"mcp {mcp.CallId} {Joined(mcp.Outputs)}",
        ToolApprovalRequestContent request => $"approve {request.RequestId} {Kind(request.ToolCall)}",
        _ => content.GetType().Name,
    };

    private static string Joined(IList<AIContent>? contents) => string.Join(',', contents?.Select(content => content switch
    {
        DataContent data => data.Uri,
        UriContent uri => uri.Uri.ToString(),
        TextContent text => text.Text,
        _ => content.GetType().Name,
    }) ?? []);
}
