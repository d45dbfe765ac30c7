using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Dialects.Tests.Ollama;

/// <summary>What is sent is what OllamaSharp sends, up to order and to what is listed in <see cref="SetKnownRight"/>.</summary>
public sealed class OllamaRequestTests
{
    private const string Done =
        """{"model":"m","created_at":"2023-12-12T14:13:43.416799Z","message":{"role":"assistant","content":"Hello!"}"""
        + ""","done":true,"done_reason":"stop"}""";

    private static readonly AIFunction Weather = AIFunctionFactory.Create(
        ([Description("The city")] string city, int? days, string[] units) => $"{city} {days} {units}", "weather", "Tells the weather");

    private static readonly AIFunctionDeclaration Anything = AIFunctionFactory.CreateDeclaration(
        "anything",
        "Takes anything",
        JsonElement.Parse("""{"type":"object","properties":{"x":true,"y":{"type":"object","properties":{"z":{}}}}}"""));

    public static TheoryData<string, bool> Rows
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (var name in Cases.Keys)
            {
                rows.Add(name, false);
                rows.Add(name, true);
            }

            return rows;
        }
    }

    private static Dictionary<string, Func<ChatOptions>> Cases { get; } = new()
    {
        ["nothing"] = () => new(),
        ["every number"] = () => new()
        {
            Temperature = 0.7f,
            TopP = 0.9f,
            TopK = 40,
            FrequencyPenalty = 0.5f,
            PresencePenalty = -0.5f,
            Seed = 42,
            MaxOutputTokens = 300,
            StopSequences = ["END", "\n\n"],
        },
        ["instructions"] = () => new() { Instructions = "Be brief." },
        ["no instructions"] = () => new() { Instructions = " " },
        ["effort none"] = () => new() { Reasoning = new() { Effort = ReasoningEffort.None } },
        ["effort low"] = () => new() { Reasoning = new() { Effort = ReasoningEffort.Low } },
        ["effort medium"] = () => new() { Reasoning = new() { Effort = ReasoningEffort.Medium } },
        ["effort high"] = () => new() { Reasoning = new() { Effort = ReasoningEffort.High } },
        ["effort extra high"] = () => new() { Reasoning = new() { Effort = ReasoningEffort.ExtraHigh } },
        ["output of reasoning"] = () => new() { Reasoning = new() { Output = ReasoningOutput.Full } },
        ["json"] = () => new() { ResponseFormat = ChatResponseFormat.Json },
        ["text"] = () => new() { ResponseFormat = ChatResponseFormat.Text },
        ["schema"] = () => new()
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(
                JsonElement.Parse("""{"type":"object","properties":{"age":{"type":"integer"}},"required":["age"]}"""),
                "person",
                "A person"),
        },
        ["tools"] = () => new() { Tools = [Weather, Anything, new HostedWebSearchTool()] },
        ["hosted tools alone"] = () => new() { Tools = [new HostedWebSearchTool()] },
        ["a tool by choice"] = () => new() { Tools = [Weather], ToolMode = ChatToolMode.RequireAny, AllowMultipleToolCalls = false },
        ["by Ollama's names"] = () => new()
        {
            Temperature = 0.1f,
            AdditionalProperties = new()
            {
                ["num_ctx"] = 8192,
                ["repeat_penalty"] = 1.1f,
                ["min_p"] = 0.05f,
                ["temperature"] = 0.9f,
                ["keep_alive"] = "10m",
                ["think"] = true,
                ["num_predict"] = 17,
                ["stop"] = new[] { "a" },
                ["custom"] = 1,
                ["use_mmap"] = false,
                ["seed"] = null,
            },
        },
        ["think by a level"] = () => new() { AdditionalProperties = new() { ["think"] = "low" } },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Options_are_sent_as_OllamaSharp_sends_them(string name, bool streamed) =>
        await CompareAsync(Conversation, Cases[name], streamed);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_conversation_is_sent_as_OllamaSharp_sends_it(bool streamed) => await CompareAsync(
        () =>
        [
            new(ChatRole.System, "You are a guide."),
            new(new ChatRole("developer"), "Speak of the weather."),
            new(
                ChatRole.User,
                [new TextContent("What is "), new TextContent("this?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")]),
            new(ChatRole.User, [new DataContent(new byte[] { 4 }, "image/jpeg")]) { AuthorName = "bob" },
            new(ChatRole.User, [new UriContent("https://example.com/a.png", "image/png"), new TextContent("and that?")]),
            new(ChatRole.Assistant, []),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("Two "), new TextReasoningContent("cities."), new TextContent("I look."),
                new FunctionCallContent(
                    "c1", "weather", new Dictionary<string, object?> { ["city"] = "Oslo \"é\"", ["days"] = 2, ["x"] = null }),
                new FunctionCallContent("c2", "anything"),
            ]),
            new(
                ChatRole.Tool,
                [new FunctionResultContent("c1", "11 degrees celsius"), new FunctionResultContent("c2", JsonElement.Parse("[1]"))]),
            new(ChatRole.User, "Go on."),
        ],
        () => new() { Tools = [Weather] },
        streamed);

    [Fact]
    public async Task Results_of_tools_are_sent_as_the_documentation_has_them()
    {
        // docs/api.md, "Chat request (With history, with tools)"; the ids are of api/types.go.
        var sent = await SendAsync(
            [
                new(ChatRole.User, "what is the weather in Toronto?"),
                new(ChatRole.Assistant,
                    [new FunctionCallContent("call_1", "get_weather", new Dictionary<string, object?> { ["city"] = "Toronto" })]),
                new(ChatRole.Tool, [new FunctionResultContent("call_1", "11 degrees celsius")]),
            ],
            new());

        AssertSame(
            """
            [
              {"role":"user","content":"what is the weather in Toronto?"},
              {"role":"assistant","content":"","tool_calls":[
                {"id":"call_1","function":{"name":"get_weather","arguments":{"city":"Toronto"}}}]},
              {"role":"tool","content":"11 degrees celsius","tool_name":"get_weather","tool_call_id":"call_1"}
            ]
            """,
            sent["messages"]!);
    }

    [Theory]
    [InlineData(100, 20, 20)]
    [InlineData(100, 2000, 100)]
    [InlineData(100, -1, 100)]
    [InlineData(null, -1, -1)]
    public async Task A_bound_by_Ollamas_name_never_exceeds_that_of_the_route(int? allowed, int asked, int expected)
    {
        var given = await SendAsync(
            Conversation(), new() { MaxOutputTokens = allowed, AdditionalProperties = new() { ["num_predict"] = asked } });
        var raw = await SendAsync(
            Conversation(),
            new()
            {
                MaxOutputTokens = allowed,
                RawRepresentationFactory = _ => new JsonObject
                {
                    ["model"] = "another",
                    ["keep_alive"] = "1h",
                    ["options"] = new JsonObject { ["num_predict"] = asked, ["num_ctx"] = 4096 },
                },
            });

        Assert.Equal(expected, given["options"]!["num_predict"]!.GetValue<int>());
        Assert.Equal(
            (expected, 4096, "1h", OllamaSides.Model),
            (raw["options"]!["num_predict"]!.GetValue<int>(), raw["options"]!["num_ctx"]!.GetValue<int>(),
                raw["keep_alive"]!.GetValue<string>(), raw["model"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_the_dialect_has_no_words_for_is_reported()
    {
        await using var server = new OneReplyServer(Done);
        using var http = new HttpClient();
        ChatMessage[] messages =
            [new(ChatRole.User, [new TextContent("Hi"), new UriContent("https://example.com/a.png", "image/png")])];
        ChatOptions options = new()
        {
            Tools = [Weather, new HostedWebSearchTool()],
            ToolMode = ChatToolMode.RequireAny,
            AllowMultipleToolCalls = false,
        };

        foreach (var streamed in new[] { false, true })
        {
            var (response, updates) = await OllamaSides.AskAsync(OllamaSides.Ours(server, http), streamed, messages, options);

            var facts = streamed ? updates[0].AdditionalProperties : response.AdditionalProperties;
            Assert.Equal("UriContent, toolMode, allowMultipleToolCalls, HostedWebSearchTool", facts?[WireFacts.DroppedKey]);
        }
    }

    [Fact]
    public async Task No_tool_is_offered_where_none_is_to_be_called()
    {
        var sent = await SendAsync(Conversation(), new() { Tools = [Weather], ToolMode = ChatToolMode.None });

        Assert.Null(sent["tools"]);
    }

    private static List<ChatMessage> Conversation() => [new(ChatRole.User, "why is the sky blue?")];

    private static async Task<JsonObject> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        await using var server = new OneReplyServer(Done);
        using var http = new HttpClient();
        await OllamaSides.AskAsync(OllamaSides.Ours(server, http), streamed: false, messages, options);
        return JsonNode.Parse(Assert.Single(server.Requests))!.AsObject();
    }

    private static async Task CompareAsync(Func<List<ChatMessage>> messages, Func<ChatOptions> options, bool streamed)
    {
        await using var server = new OneReplyServer(Done);
        using var http = new HttpClient();
        await OllamaSides.AskAsync(OllamaSides.Sdk(server, http), streamed, messages(), options());
        await OllamaSides.AskAsync(OllamaSides.Ours(server, http), streamed, messages(), options());

        var (theirs, ours) = (server.Requests.First(), server.Requests.Last());
        var expected = JsonNode.Parse(theirs)!.AsObject();
        SetKnownRight(expected);
        AssertSame(expected.ToJsonString(), JsonNode.Parse(ours)!);
        Assert.All(server.Heads, head => Assert.StartsWith("POST /api/chat HTTP/1.1", head, StringComparison.Ordinal));
    }

    /// <summary>Where OllamaSharp 5.5.2 sends otherwise, with the reason.</summary>
    private static void SetKnownRight(JsonObject request)
    {
        // A property of its own class, which no server knows.
        request.Remove("CustomHeaders");

        // "tools": [] says the same as nothing.
        if (request["tools"] is JsonArray { Count: 0 })
        {
            request.Remove("tools");
        }

        var names = new Queue<string>();
        var results = new Queue<(string Id, string Content)>([("c1", "11 degrees celsius"), ("c2", "[1]")]);
        var ids = new Queue<string>(["c1", "c2"]);
        foreach (var message in request["messages"]!.AsArray().Select(message => message!.AsObject()))
        {
            // Templates know system, user, assistant and tool; another role would not be in the prompt.
            if (message["role"]!.GetValue<string>() == "developer")
            {
                message["role"] = "system";
            }

            // The ids of api/types.go are sent, so that servers which serve other providers can tell results apart.
            foreach (var call in message["tool_calls"]?.AsArray() ?? [])
            {
                call!["id"] = ids.Dequeue();
                call["function"]!.AsObject().Remove("index");
                names.Enqueue(call["function"]!["name"]!.GetValue<string>());

                // No arguments are an empty object (ToolCallFunctionArguments of api/types.go).
                call["function"]!["arguments"] ??= new JsonObject();
            }

            // The content of a tool's message is its result (docs/api.md), and not OllamaSharp's own object with CallId and Result.
            if (message["role"]!.GetValue<string>() == "tool")
            {
                var (id, content) = results.Dequeue();
                (message["content"], message["tool_name"], message["tool_call_id"]) = (content, names.Dequeue(), id);
            }
        }
    }

    private static void AssertSame(string expected, JsonNode actual) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nbut there is {actual.ToJsonString()}.");
}
