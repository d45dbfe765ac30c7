using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Wire;

namespace RouteGen.Dialects.Tests.Messages;

/// <summary>What is sent, against what the official SDK sends.</summary>
public sealed class MessagesRequestTests
{
    private static readonly byte[] Image = [1, 2, 3, 250, 251];

    public static TheoryData<string> Cases => [.. All.Keys];

    internal static (ChatMessage[] Messages, ChatOptions? Options) Case(string name) => All[name];

    private static Dictionary<string, (ChatMessage[] Messages, ChatOptions? Options)> All { get; } = new()
    {
        ["text"] = ([User("Hello")], null),
        ["system"] = ([System("Be brief."), System("Be kind."), User("Hello")], new() { Instructions = "Be exact." }),
        ["system midway"] = ([User("Hello"), System("Now in French."), User("And?")], null),
        ["nothing"] = ([], null),
        ["trimmed"] = ([User("Hello"), new(ChatRole.Assistant, "Hi. \n"), User("Bye")], null),
        ["images"] = (
            [
                new(ChatRole.User,
                [
                    new TextContent("What is it?"), new DataContent(Image, "image/png"),
                    new UriContent("https://example.com/a.jpg", "image/jpeg"),
                    new DataContent(Image, "application/pdf"), new UriContent("https://example.com/a.pdf", "application/pdf"),
                    new DataContent("Grüße"u8.ToArray(), "text/plain"), new HostedFileContent("file_1"),
                    new HostedFileContent("file_2") { MediaType = "image/png" },
                ]),
            ],
            null),
        ["tools"] = (
            [
                User("Weather?"),
                new(ChatRole.Assistant,
                [
                    new TextReasoningContent("Let me see.") { ProtectedData = "sig+/=" },
                    new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Oslo", ["days"] = 2 }),
                    new FunctionCallContent("c2", "weather"),
                ]),
                new(ChatRole.Tool, [new FunctionResultContent("c1", "rain"), new FunctionResultContent("c2", true)]),
            ],
            new() { Tools = [Weather()], ToolMode = ChatToolMode.RequireSpecific("weather"), AllowMultipleToolCalls = false }),
        ["results"] = (
            [
                User("Weather?"), new(ChatRole.Assistant, [new FunctionCallContent("c1", "weather")]),
                new(ChatRole.Tool,
                [
                    new FunctionResultContent("c1", null),
                    new FunctionResultContent("c2", "no") { Exception = new InvalidOperationException() },
                    new FunctionResultContent("c3", new List<AIContent> { new TextContent("see"), new DataContent(Image, "image/png") }),
                    new FunctionResultContent("c4", 4.5), new FunctionResultContent("c5", Json("\"quoted\"")),
                ]),
            ],
            new() { Tools = [Weather(), new HostedWebSearchTool(), new HostedCodeInterpreterTool()], ToolMode = ChatToolMode.RequireAny }),
        ["redacted"] = (
            [
                User("Hello"),
                new(ChatRole.Assistant,
                [
                    new TextReasoningContent("")
                    {
                        ProtectedData = "hidden", AdditionalProperties = new() { ["anthropic:redacted_thinking"] = true },
                    },
                    new TextReasoningContent("") { ProtectedData = "signature only" }, new TextReasoningContent("") , new TextContent("Hi"),
                ]),
                User("Bye"),
            ],
            null),
        ["low"] = ([User("Hello")], new() { Reasoning = new() { Effort = ReasoningEffort.Low } }),
        ["high"] = (
            [User("Hello")],
            new() { MaxOutputTokens = 40_000, Reasoning = new() { Effort = ReasoningEffort.ExtraHigh, Output = ReasoningOutput.Full } }),
        ["no thoughts"] = ([User("Hello")], new() { Reasoning = new() { Effort = ReasoningEffort.None } }),
        ["hidden thoughts"] = ([User("Hello")], new() { MaxOutputTokens = 40_000, Reasoning = new() { Output = ReasoningOutput.None } }),
        ["schema"] = (
            [User("Hello")],
            new() { ResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat.ForJsonSchema(Json(Schema), "answer") }),
        ["choices"] = ([User("Hello")], new() { StopSequences = ["END", "STOP"], Tools = [Weather()], ToolMode = ChatToolMode.None }),
        ["auto"] = ([User("Hello")], new() { Tools = [Weather()], ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = true }),
        ["cached"] = (
            [
                new(ChatRole.System, [new TextContent("Be brief.").WithCacheControl(Ttl.Ttl1h)]),
                new(ChatRole.User, [new TextContent("Hello").WithCacheControl(new CacheControlEphemeral())]),
            ],
            null),
    };

    private const string Schema =
        """{"type":"object","title":"Answer","properties":{"n":{"type":"integer","minimum":1},"when":"""
            + """{"type":["string","null"],"format":"date"}"""
        + ""","code":{"type":"string","pattern":"^a+$","description":"The code"},"list":{"type":"array","items":"""
        + """{"type":"string"},"maxItems":3}"""
        + ""","one":{"oneOf":[{"type":"string","format":"iban"},{"$ref":"#/$defs/x"}]}},"required":["n"],"$defs":{"x":"""
        + """{"type":"object"}}}""";

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_same_is_sent_as_by_the_official_sdk(string name)
    {
        var (messages, options) = All[name];
        var expected = await MessagesStand.SentAsync((server, http) => MessagesStand.Sdk(server, http), messages, options);
        var sent = await MessagesStand.SentAsync((server, http) => MessagesStand.Ours(server, http), messages, options);
        if (options?.Reasoning?.Effort is not null && options.MaxOutputTokens is null)
        {
            // The SDK exceeds what it was told that the model can write.
            expected["max_tokens"] = 1024;
        }

        Assert.True(JsonNode.DeepEquals(expected, sent), $"Expected {expected.ToJsonString()}\n     Sent {sent.ToJsonString()}");
    }

    [Fact]
    public async Task What_the_sdk_drops_is_sent()
    {
        var sent = await SentAsync([User("Hello")], new()
        {
            Temperature = 0.7f,
            TopP = 0.25f,
            TopK = 7,
            AdditionalProperties = new() { [WireFacts.RequestedServiceTierKey] = "default", ["user"] = "u-1" },
        });

        Assert.Equal(
            """{"model":"some-model","max_tokens":1024,"messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}]"""
            + ""","temperature":0.7,"top_p":0.25,"top_k":7,"service_tier":"standard_only","metadata":{"user_id":"u-1"}}""",
            sent.ToJsonString());
    }

    [Fact]
    public async Task Arguments_go_back_byte_for_byte_and_turns_of_one_role_are_one()
    {
        var call = ToolArguments.Create("{ \"b\" : 1.0, \"a\":\"\\u00e9\" }", "c1", "weather");
        var sent = await TextSentAsync(
        [
            User("One"), User("Two"), new(ChatRole.Assistant, [call]), new(ChatRole.Tool, [new FunctionResultContent("c1", "rain")]),
            new(ChatRole.Tool, [new FunctionResultContent("c2", "sun")]), User("Thanks"),
        ]);

        Assert.Contains("\"input\":{ \"b\" : 1.0, \"a\":\"\\u00e9\" }", sent, StringComparison.Ordinal);
        var roles = JsonNode.Parse(sent)!["messages"]!.AsArray().Select(m => $"{m!["role"]} {m["content"]!.AsArray().Count}");
        Assert.Equal(["user 2", "assistant 1", "user 3"], roles);
    }

    [Fact]
    public async Task What_the_api_has_no_words_for_is_told()
    {
        await using var server = MessagesStand.Serve(MessagesStand.Plain);
        using var http = new HttpClient();
        using var client = MessagesStand.Ours(server, http);
        var reply = await client.GetResponseAsync(
            [new(ChatRole.User, [new TextContent("Hello"), new DataContent(Image, "audio/wav")])],
            new()
            {
                FrequencyPenalty = 1,
                PresencePenalty = 1,
                Seed = 1,
                ResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat.Json,
                ConversationId = "c",
                Tools = [new HostedFileSearchTool()],
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(
            "content (audio/wav), tool (file_search), responseFormat, frequencyPenalty, presencePenalty, seed, conversationId",
            reply.AdditionalProperties![WireFacts.DroppedKey]);
        Assert.Equal(["model", "max_tokens", "messages"], MessagesStand.BodyOf(server).Select(member => member.Key));
    }

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", """{"type":"enabled","budget_tokens":8192}""", null)]
    [InlineData("us.anthropic.claude-3-7-sonnet-20250219-v1:0", """{"type":"enabled","budget_tokens":8192}""", null)]
    [InlineData("claude-opus-4-20250514", """{"type":"enabled","budget_tokens":8192}""", null)]
    [InlineData("claude-opus-4-7", """{"type":"adaptive"}""", """{"effort":"medium"}""")]
    [InlineData("claude-sonnet-5", """{"type":"adaptive"}""", """{"effort":"medium"}""")]
    public async Task An_older_model_thinks_by_a_budget(string model, string thinking, string? output)
    {
        var sent = await MessagesStand.SentAsync(
            (server, http) => MessagesStand.Ours(server, http, model, null),
            [User("Hello")],
            new() { Reasoning = new() { Effort = ReasoningEffort.Medium } });

        Assert.Equal((thinking, output), (sent["thinking"]!.ToJsonString(), sent["output_config"]?.ToJsonString()));
        Assert.Equal(8192 + 4096, sent["max_tokens"]!.GetValue<int>());
    }

    [Fact]
    public async Task Servers_of_tools_are_named_with_the_beta_that_takes_them()
    {
        await using var server = MessagesStand.Serve(MessagesStand.Plain);
        using var http = new HttpClient();
        using var client = MessagesStand.Ours(server, http);
        await client.GetResponseAsync(
            "Hello",
            new()
            {
                Tools =
                [
                    new HostedMcpServerTool("house", "https://mcp.example.com/sse")
                    {
                        AllowedTools = ["look"], Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer t" },
                    },
                ],
            },
            TestContext.Current.CancellationToken);

        var sent = MessagesStand.BodyOf(server);
        Assert.Equal(
            """[{"type":"mcp_toolset","mcp_server_name":"house","default_config":{"enabled":false},"configs":{"look":{"enabled":true}}}]""",
            sent["tools"]!.ToJsonString());
        Assert.Equal(
            """[{"type":"url","url":"https://mcp.example.com/sse","name":"house","authorization_token":"t"}]""",
            sent["mcp_servers"]!.ToJsonString());
        Assert.Contains("\r\nanthropic-beta: mcp-client-2025-11-20\r\n", server.LastRequest, StringComparison.Ordinal);
        Assert.Contains("\r\nanthropic-version: 2023-06-01\r\n", server.LastRequest, StringComparison.Ordinal);
        Assert.StartsWith("POST /v1/messages HTTP/1.1\r\n", server.LastRequest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1h", """{"type":"ephemeral","ttl":"1h"}""")]
    [InlineData(true, """{"type":"ephemeral"}""")]
    public async Task A_caches_end_is_marked_without_the_sdk(object mark, string expected)
    {
        var tool = AIFunctionFactory.Create((string city) => city, new AIFunctionFactoryOptions
        {
            Name = "weather",
            AdditionalProperties = new Dictionary<string, object?> { ["cache_control"] = mark, ["strict"] = true },
        });
        var sent = await SentAsync(
            [new(ChatRole.User, [new TextContent("Hello") { AdditionalProperties = new() { ["cache_control"] = mark } }])],
            new() { Tools = [tool] });

        Assert.Equal(expected, sent["messages"]![0]!["content"]![0]!["cache_control"]!.ToJsonString());
        Assert.Equal(expected, sent["tools"]![0]!["cache_control"]!.ToJsonString());
        Assert.True(sent["tools"]![0]!["strict"]!.GetValue<bool>());
    }

    private static ChatMessage User(string text) => new(ChatRole.User, text);

    private static ChatMessage System(string text) => new(ChatRole.System, text);

    private static JsonElement Json(string json) => JsonElement.Parse(json);

    private static AIFunction Weather() =>
        AIFunctionFactory.Create(([Description("The city")] string city, int days = 1) => $"Rain in {city}{days}", "weather", "Tells it");

    private static Task<JsonObject> SentAsync(ChatMessage[] messages, ChatOptions? options = null) =>
        MessagesStand.SentAsync((server, http) => MessagesStand.Ours(server, http), messages, options);

    private static async Task<string> TextSentAsync(ChatMessage[] messages)
    {
        await using var server = MessagesStand.Serve(MessagesStand.Plain);
        using var http = new HttpClient();
        using var client = MessagesStand.Ours(server, http);
        await client.GetResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken);
        return server.LastRequest!.Split("\r\n\r\n", 2)[1];
    }
}
