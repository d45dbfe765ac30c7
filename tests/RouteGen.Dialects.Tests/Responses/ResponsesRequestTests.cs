#pragma warning disable MEAI001, OPENAI001 // Tools that run at the provider are experimental, and so are Responses in the SDK.
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI.Responses;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Tests.Oracles;
using RouteGen.Wire;

namespace RouteGen.Dialects.Tests.Responses;

/// <summary>Requests, beside what the oracle compares.</summary>
public class ResponsesRequestTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "Hi");

    [Fact]
    public async Task Nothing_is_stored_and_reasoning_comes_back_encrypted()
    {
        var sent = await Sdk.SentAsync([Hi], reasons: true, streamed: true);
        Assert.Equal(
            """{"model":"the-model","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]"""
                + ""","store":false,"stream":true,"include":["reasoning.encrypted_content"]}""",
            sent.GetRawText());
        Assert.False((await Sdk.SentAsync([Hi])).TryGetProperty("include", out _));
    }

    [Fact]
    public async Task Reasoning_that_is_known_by_its_id_alone_is_not_sent()
    {
        var sent = await Sdk.SentAsync([new(ChatRole.Assistant, [new TextReasoningContent("Hm."), new TextContent("Good.")])]);
        Assert.Equal("message", Assert.Single(sent.GetProperty("input").EnumerateArray()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_the_api_has_no_words_for_is_reported()
    {
        var options = new ChatOptions
        {
            TopK = 1,
            FrequencyPenalty = 1,
            PresencePenalty = 1,
            Seed = 1,
            StopSequences = ["x"],
            AllowBackgroundResponses = true,
            Tools = [new Foreign()],
        };
        using var client = Sdk.Ours(new CannedReply("""{"status":"completed","output":[]}"""u8.ToArray(), CannedReply.Json));
        var reply = await client.GetResponseAsync(
            [new(ChatRole.User, [new TextContent("x"), new DataContent(new byte[1], "video/mp4")])], options);
        Assert.Equal(
            "tools, topK, frequencyPenalty, presencePenalty, seed, stopSequences, allowBackgroundResponses, video",
            reply.AdditionalProperties![WireFacts.DroppedKey]);
    }

    [Fact]
    public async Task Tools_of_the_provider_are_written_as_theirs_writes_them()
    {
        var options = new ChatOptions
        {
            Tools =
            [
                new HostedWebSearchTool(new Dictionary<string, object?>
                {
                    ["SearchContextSize"] = WebSearchToolContextSize.High,
                    ["UserLocation"] = WebSearchToolLocation.CreateApproximateLocation("NO"),
                }),
                new HostedCodeInterpreterTool { Inputs = [new HostedFileContent("file_1")] },
                new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("vs")], MaximumResultCount = 3 },
                new HostedImageGenerationTool
                {
                    Options = new() { ModelId = "gpt-image-1", ImageSize = new(1024, 768), MediaType = "image/webp", StreamingCount = 2 },
                },
                new HostedMcpServerTool("s", new Uri("https://mcp.example/sse"))
                {
                    Headers = new Dictionary<string, string> { ["X-A"] = "b" }, AllowedTools = ["a"], ServerDescription = "d",
                    ApprovalMode = HostedMcpServerToolApprovalMode.RequireSpecific(["q"], ["r"]),
                },
                new HostedMcpServerTool("t", "connector_x")
                {
                    Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer abc" },
                    ApprovalMode = HostedMcpServerToolApprovalMode.NeverRequire,
                },
                ResponseTool.CreateComputerTool(ComputerToolEnvironment.Linux, 1, 2).AsAITool(),
            ],
            ToolMode = ChatToolMode.Auto,
        };
        AssertSame(await Sdk.SentByTheirsAsync([Hi], options), await Sdk.SentAsync([Hi], options), "tools");
    }

    [Fact]
    public async Task A_search_for_tools_is_written_as_theirs_writes_it()
    {
        var a = AIFunctionFactory.CreateDeclaration("a", "A", JsonElement.Parse("{}"));
        var b = AIFunctionFactory.CreateDeclaration("b", "B", JsonElement.Parse("{}"));
        foreach (var search in new HostedToolSearchTool[][]
        {
            [new()], [new() { DeferredTools = ["a"] }], [new() { Namespace = "n", NamespaceDescription = "N" }],
            [new() { DeferredTools = ["a"], Namespace = "n" }, new() { DeferredTools = ["b", "a"], Namespace = "m" }],
        })
        {
            var options = new ChatOptions { Tools = [a, .. search, b] };
            AssertSame(await Sdk.SentByTheirsAsync([Hi], options), await Sdk.SentAsync([Hi], options), "tools");
        }
    }

    [Fact]
    public async Task What_a_tool_returned_is_written_as_theirs_writes_it()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.Tool,
            [
                new FunctionResultContent("a", "text"), new FunctionResultContent("b", null), new FunctionResultContent("c", 5),
                new FunctionResultContent("d", new DataContent(new byte[] { 1 }, "application/pdf") { Name = "a.pdf" }),
                new FunctionResultContent("e", new AIContent[]
                {
                    new TextContent("x"), new HostedFileContent("f"), new UriContent("https://a.example/b.pdf", "application/pdf"),
                }),
                new FunctionResultContent("g", Array.Empty<AIContent>()),
            ]),
        ];
        AssertSame(await Sdk.SentByTheirsAsync(messages), await Sdk.SentAsync(messages), "input");
    }

    [Fact]
    public async Task Calls_at_servers_go_back()
    {
        var call = new McpServerToolCallContent("mcp_1", "roll", "dmcp") { Arguments = new Dictionary<string, object?> { ["d"] = 1 } };
        var sent = await Sdk.SentAsync(
        [
            new(ChatRole.Assistant,
            [
                call, new McpServerToolResultContent("mcp_1") { Outputs = [new TextContent("4")] },
                new ToolApprovalRequestContent("mcpr_1", call),
            ]),
            new(ChatRole.User, [new ToolApprovalResponseContent("mcpr_1", true, call)]),
        ]);
        Assert.Equal(
            """[{"type":"mcp_call","id":"mcp_1","server_label":"dmcp","name":"roll","arguments":"{\"d\":1}","output":"4"},"""
                + """{"type":"mcp_approval_request","id":"mcpr_1","server_label":"dmcp","name":"roll","arguments":"{\"d\":1}"},"""
                + """{"type":"mcp_approval_response","approval_request_id":"mcpr_1","approve":true}]""",
            sent.GetProperty("input").GetRawText());
    }

    [Fact]
    public async Task Files_are_sent_under_the_same_name_each_time()
    {
        var sent = await Sdk.SentAsync([new(ChatRole.User,
        [
            new DataContent(new byte[] { 2 }, "text/csv"), new DataContent(new byte[] { 3 }, "application/pdf"),
        ])]);
        Assert.Equal(
            """[{"type":"input_file","filename":"file.csv","file_data":"data:text/csv;base64,Ag=="},"""
            + """{"type":"input_file","filename":"file.pdf","file_data":"data:application/pdf;base64,Aw=="}]""",
            sent.GetProperty("input")[0].GetProperty("content").GetRawText());
    }

    [Fact]
    public async Task A_callers_own_request_fills_what_is_left_open_and_no_more()
    {
        var options = new ChatOptions
        {
            MaxOutputTokens = 500,
            RawRepresentationFactory = _ => new CreateResponseOptions
            {
                Model = "another",
                StoredOutputEnabled = true,
                MaxOutputTokenCount = 9000,
                EndUserId = "u",
                TruncationMode = ResponseTruncationMode.Auto,
            },
        };
        var sent = await Sdk.SentAsync([Hi], options);
        Assert.Equal(
            ("the-model", false, 500, "u", "auto"),
            (sent.GetProperty("model").GetString(), sent.GetProperty("store").GetBoolean(),
                sent.GetProperty("max_output_tokens").GetInt32(), sent.GetProperty("user").GetString(),
                sent.GetProperty("truncation").GetString()));
    }

    // Asking for more of what the reply includes must not stop reasoning from coming back.
    [Fact]
    public async Task A_callers_own_includes_are_added()
    {
        var options = new ChatOptions
        {
            RawRepresentationFactory = _ => new JsonObject { ["include"] = new JsonArray("web_search_call.action.sources") },
        };
        var sent = await Sdk.SentAsync([Hi], options, reasons: true);
        Assert.Equal(
            ["reasoning.encrypted_content", "web_search_call.action.sources"],
            sent.GetProperty("include").EnumerateArray().Select(name => name.GetString()).Order());
    }

    private static void AssertSame(JsonElement theirs, JsonElement ours, string member)
    {
        var differences = new JsonComparison("$[*].arguments").Compare(theirs.GetProperty(member), ours.GetProperty(member))
            .Where(difference => !difference.Path.EndsWith(".detail", StringComparison.Ordinal));
        Assert.True(!differences.Any(), string.Join('\n', differences) + $"\n{theirs}\n{ours}");
    }

    private sealed class Foreign : AITool
    {
    }
}
