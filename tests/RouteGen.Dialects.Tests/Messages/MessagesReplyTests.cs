using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Wire;

namespace RouteGen.Dialects.Tests.Messages;

/// <summary>Whole replies, as the documentation shows them and as servers bend them.</summary>
public sealed class MessagesReplyTests
{
    // platform.claude.com/docs/en/agents-and-tools/tool-use/web-search-tool, shortened.
    internal const string Searched =
        """
        {"id":"msg_a930390d3a","type":"message","role":"assistant","model":"claude-opus-4-7","content":[
        {"type":"text","text":"I'll search for when Claude Shannon was born."},
        {"type":"server_tool_use","id":"srvtoolu_01WYG3ziw53XMcoyKL4XcZmE","name":"web_search",
        "input":{"query":"claude shannon birth date"}},
        {"type":"web_search_tool_result","tool_use_id":"srvtoolu_01WYG3ziw53XMcoyKL4XcZmE","content":[{"type":"web_search_result",
        "url":"https://en.wikipedia.org/wiki/Claude_Shannon","title":"Claude Shannon - Wikipedia","encrypted_content":"EqgfCioIARgB",
        "page_age":"April 30, 2025"}]},
        {"text":"Claude Shannon was born on April 30, 1916, in Petoskey, Michigan","type":"text",
        "citations":[{"type":"web_search_result_location",
        "url":"https://en.wikipedia.org/wiki/Claude_Shannon","title":"Claude Shannon - Wikipedia",
        "encrypted_index":"Eo8BCioIAhgBIiQyYjQ0OWJmZi1l",
        "cited_text":"Claude Elwood Shannon (April 30, 1916 – February 24, 2001)"}]}],
        "stop_reason":"end_turn","stop_sequence":null,
        "usage":{"input_tokens":6039,"output_tokens":931,"server_tool_use":{"web_search_requests":1},"service_tier":"priority",
        "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},"cache_creation_input_tokens":30,
        "cache_read_input_tokens":5}}
        """;

    internal const string Ran =
        """
        {"content":[{"type":"server_tool_use","id":"s1","name":"bash_code_execution","input":{"command":"ls"}},
        {"type":"bash_code_execution_tool_result","tool_use_id":"s1","content":{"type":"bash_code_execution_result","stdout":"a\n",
        "stderr":"w","return_code":1,
        "content":[{"type":"bash_code_execution_output","file_id":"file_1"}]}},
        {"type":"code_execution_tool_result","tool_use_id":"s2","content":{"type":"code_execution_tool_result_error",
        "error_code":"unavailable"}},
        {"type":"mcp_tool_use","id":"m1","name":"look","server_name":"house","input":{"q":1}},
        {"type":"mcp_tool_result","tool_use_id":"m1","is_error":false,"content":[{"type":"text","text":"found"}]},
        {"type":"web_search_tool_result","tool_use_id":"s3","content":{"type":"web_search_tool_result_error",
        "error_code":"max_uses_exceeded"}},
        {"type":"container_upload","file_id":"file_2"}],"stop_reason":"end_turn"}
        """;

    [Fact]
    public async Task A_search_is_read_with_its_pages_citations_and_bill()
    {
        var reply = await MessagesStand.ReadAsync(Searched);

        var contents = Assert.Single(reply.Messages).Contents;
        Assert.Equal("claude shannon birth date", Assert.Single(contents.OfType<WebSearchToolCallContent>()).Queries!.Single());
        var page = Assert.IsType<UriContent>(Assert.Single(Assert.Single(contents.OfType<WebSearchToolResultContent>()).Outputs!));
        Assert.Equal("https://en.wikipedia.org/wiki/Claude_Shannon", page.Uri.AbsoluteUri);
        var citation = Assert.IsType<CitationAnnotation>(Assert.Single(Assert.IsType<TextContent>(contents[3]).Annotations!));
        Assert.Equal(
            ("Claude Shannon - Wikipedia", "Claude Elwood Shannon (April 30, 1916 – February 24, 2001)", page.Uri),
            (citation.Title, citation.Snippet, citation.Url));
        Assert.Equal(
            (6074L, 931L, 5L, 7005L),
            (reply.Usage!.InputTokenCount, reply.Usage.OutputTokenCount, reply.Usage.CachedInputTokenCount, reply.Usage.TotalTokenCount));
        Assert.Equal(30L, reply.Usage.AdditionalCounts![WireFacts.CacheWriteKey]);
        Assert.Equal(20L, reply.Usage.AdditionalCounts[WireFacts.CacheWrite1hKey]);
        Assert.Equal(1L, reply.Usage.AdditionalCounts[WireFacts.WebSearchesKey]);
        Assert.Equal("priority", reply.AdditionalProperties![WireFacts.ServiceTierKey]);
        Assert.Equal(("msg_a930390d3a", "claude-opus-4-7", ChatFinishReason.Stop), (reply.ResponseId, reply.ModelId, reply.FinishReason));
    }

    [Fact]
    public async Task What_the_provider_ran_goes_back_as_it_came()
    {
        var reply = await MessagesStand.ReadAsync(Searched);
        var sent = await MessagesStand.SentAsync(
            (server, http) => MessagesStand.Ours(server, http), [new(ChatRole.User, "When?"), .. reply.Messages], null);

        using var original = JsonDocument.Parse(Searched);
        var blocks = original.RootElement.GetProperty("content");
        for (var i = 1; i < 3; i++)
        {
            Assert.True(JsonElement.DeepEquals(
                blocks[i], JsonElement.Parse(sent["messages"]![1]!["content"]![i]!.ToJsonString())));
        }
    }

    [Theory]
    [InlineData("""{"content":"Good morning.","stop_reason":"end_turn"}""", "Good morning.", "stop")]
    [InlineData("""{"content":[{"text":"Good morning."}],"stop_reason":""}""", "Good morning.", "stop")]
    [InlineData("""{"content":{"type":"text","text":"Good morning."},"stop_reason":null,"usage":null}""", "Good morning.", null)]
    [InlineData("""{"content":["Good"," morning.",null,5],"stop_reason":"eos"}""", "Good morning.", "eos")]
    [InlineData("""{"content":null,"stop_reason":"max_tokens","usage":[]}""", "", "length")]
    [InlineData("""{"content":[],"stop_reason":"model_context_window_exceeded"}""", "", "length")]
    [InlineData("""{"content":[],"stop_reason":"refusal","stop_details":{"type":"refusal","category":"cyber"}}""", "", "content_filter")]
    [InlineData("""{"content":[],"stop_reason":"pause_turn"}""", "", "pause_turn")]
    [InlineData("""{"content":[],"stop_reason":"compaction"}""", "", "compaction")]
    [InlineData("""{"content":[{"type":"text","text":"Comma"},],"stop_reason":"stop_sequence","stop_sequence":"END",}""", "Comma", "stop")]
    public async Task Whatever_a_person_can_read_is_read(string body, string text, string? finish)
    {
        var reply = await MessagesStand.ReadAsync(body);
        Assert.Equal((text, finish), (reply.Text, reply.FinishReason?.Value));
    }

    [Fact]
    public async Task Half_a_character_is_read() => Assert.Equal(
        "Half \ud83d", (await MessagesStand.ReadAsync("""{"content":[{"type":"text","text":"Half \ud83d"}]}""")).Text);

    [Fact]
    public async Task Counts_may_be_written_in_any_way()
    {
        var reply = await MessagesStand.ReadAsync(
            """{"content":"a","usage":"""
                + """{"input_tokens":"12","output_tokens":7.0,"cache_read_input_tokens":2000000000,"cache_creation_input_tokens":null}}""");
        Assert.Equal((2_000_000_012L, 7L), (reply.Usage!.InputTokenCount, reply.Usage.OutputTokenCount));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("5")]
    [InlineData("")]
    [InlineData("""{"detail":"no"}""")]
    [InlineData("""{"content":[""")]
    [InlineData("<html>No</html>")]
    public async Task What_is_no_message_is_told_apart(string body) =>
        await Assert.ThrowsAsync<InvalidReplyException>(() => MessagesStand.ReadAsync(body));

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded","details":"""
        + """{"a":1}},"request_id":"r"}""", "overloaded_error", "Overloaded")]
    [InlineData("""{"error":"no"}""", null, "no")]
    [InlineData("""{"error":{"message":"bad","code":502}}""", "502", "bad")]
    public async Task An_error_with_a_good_status_is_an_error(string body, string? code, string message)
    {
        var error = Assert.IsType<ErrorContent>(Assert.Single((await MessagesStand.ReadAsync(body)).Messages[0].Contents));
        Assert.Equal((code, message), (error.ErrorCode, error.Message));
    }

    [Fact]
    public async Task Calls_keep_their_bytes_and_who_called()
    {
        var reply = await MessagesStand.ReadAsync(
            """{"content":[{"type":"tool_use","id":"t1","name":"get","input":{ "b": 1.50, "a": [] },"caller":"""
                + """{"type":"code_execution_20250825","tool_id":"s1"}},"""
            + """{"input":{},"name":"none","id":"t2","type":"tool_use","caller":{"type":"direct"}}],"stop_reason":"tool_use"}""");

        var calls = reply.Messages[0].Contents.Cast<FunctionCallContent>().ToArray();
        Assert.Equal("""{ "b": 1.50, "a": [] }""", ToolArguments.Text(calls[0]));
        Assert.Equal(("t1", "get", "t2", "none"), (calls[0].CallId, calls[0].Name, calls[1].CallId, calls[1].Name));
        Assert.Equal(ChatFinishReason.ToolCalls, reply.FinishReason);
        Assert.Equal("code_execution_20250825", ((JsonElement)calls[0].AdditionalProperties!["caller"]!).GetProperty("type").GetString());
        Assert.Null(calls[1].AdditionalProperties);
        Assert.Empty(calls[1].Arguments!);
    }

    [Fact]
    public async Task Thoughts_keep_what_proves_them()
    {
        var reply = await MessagesStand.ReadAsync(
            """{"content":[{"type":"thinking","thinking":"Let me see.","signature":"sig=="},{"type":"redacted_thinking","data":"Emw="},"""
            + """{"type":"compaction","content":"So far."}],"stop_reason":"end_turn"}""");

        var sent = await MessagesStand.SentAsync(
            (server, http) => MessagesStand.Ours(server, http), [new(ChatRole.User, "Hello"), .. reply.Messages], null);
        Assert.Equal(
            """[{"type":"thinking","thinking":"Let me see.","signature":"sig=="},{"type":"redacted_thinking","data":"Emw="},"""
            + """{"type":"compaction","content":"So far."}]""",
            sent["messages"]![1]!["content"]!.ToJsonString());
    }

    [Fact]
    public async Task Code_and_foreign_tools_are_read()
    {
        var reply = await MessagesStand.ReadAsync(Ran);
        var contents = reply.Messages[0].Contents;

        var code = (DataContent)((CodeInterpreterToolCallContent)contents[0]).Inputs!.Single();
        Assert.Equal("ls", System.Text.Encoding.UTF8.GetString(code.Data.Span));
        var outputs = ((CodeInterpreterToolResultContent)contents[1]).Outputs!;
        Assert.Equal(
            ("a\n", "1", "file_1"),
            (((TextContent)outputs[0]).Text, ((ErrorContent)outputs[1]).ErrorCode, ((HostedFileContent)outputs[2]).FileId));
        Assert.Equal("unavailable", ((ErrorContent)((CodeInterpreterToolResultContent)contents[2]).Outputs!.Single()).ErrorCode);
        Assert.Equal(("look", "house"), (((McpServerToolCallContent)contents[3]).Name, ((McpServerToolCallContent)contents[3]).ServerName));
        Assert.Equal("found", ((TextContent)((McpServerToolResultContent)contents[4]).Outputs!.Single()).Text);
        Assert.Equal("max_uses_exceeded", ((ErrorContent)((WebSearchToolResultContent)contents[5]).Outputs!.Single()).ErrorCode);
        Assert.Equal("file_2", ((HostedFileContent)contents[6]).FileId);
    }
}
