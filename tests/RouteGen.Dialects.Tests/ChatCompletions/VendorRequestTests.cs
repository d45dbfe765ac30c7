using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Tests.Ollama;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;
using RouteGen.Wire;

namespace RouteGen.Dialects.Tests.ChatCompletions;

/// <summary>What is written to each vendor where it differs from OpenAI's protocol.</summary>
public sealed class VendorRequestTests
{
    private static readonly ChatOptions Everything = new()
    {
        MaxOutputTokens = 5,
        Seed = 1,
        TopK = 2,
        StopSequences = ["x"],
        AllowMultipleToolCalls = true,
        Reasoning = new() { Effort = ReasoningEffort.ExtraHigh },
        ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{}}""")),
        Tools = [AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse("{}"))],
        ToolMode = ChatToolMode.RequireAny,
        AdditionalProperties = new() { [WireFacts.RequestedServiceTierKey] = "flex" },
    };

    private static readonly ChatMessage[] Loop =
    [
        new(ChatRole.User, "Oslo?"),
        new(ChatRole.Assistant, [new TextReasoningContent("Hm."), new FunctionCallContent("call_long_id_1", "f")]),
        new(ChatRole.Tool, [new FunctionResultContent("call_long_id_1", "rain")]),
    ];

    [Theory]
    [InlineData("openai", "topK")]
    [InlineData("gemini", "topK, serviceTier")]
    [InlineData("openrouter", "")]
    [InlineData("openai-compatible", "topK")]
    [InlineData("groq", "topK")]
    [InlineData("mistral", "topK, serviceTier")]
    [InlineData("deepseek", "topK, seed, allowMultipleToolCalls, responseFormat.schema, serviceTier")]
    [InlineData("moonshot", "topK, seed, toolMode, allowMultipleToolCalls, serviceTier")]
    [InlineData("perplexity", "seed, stopSequences, tools, serviceTier")]
    [InlineData("vllm", "serviceTier")]
    public void What_a_vendor_refuses_is_left_out_and_named(string kind, string names) =>
        Assert.Equal(names, Write(kind, [new(ChatRole.User, "Hi")], Everything).Dropped ?? "");

    [Fact]
    public void Mistral_is_written_to_in_its_own_words()
    {
        var body = Write("mistral", Loop, Everything, streamed: true).Body;

        Assert.Equal((5, 1), (Number(body, "max_tokens"), Number(body, "random_seed")));
        Assert.Equal("high", body["reasoning_effort"]!.GetValue<string>());
        foreach (var refused in new[] { "max_completion_tokens", "seed", "stream_options", "top_k", "service_tier" })
        {
            Assert.False(body.ContainsKey(refused), refused);
        }

        var assistant = body["messages"]![1]!;
        var id = assistant["tool_calls"]![0]!["id"]!.GetValue<string>();
        Assert.Matches("^[A-Za-z0-9]{9}$", id);
        Assert.Equal(id, body["messages"]![2]!["tool_call_id"]!.GetValue<string>());
        Assert.Equal("""[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]}]""", assistant["content"]!.ToJsonString());
    }

    [Theory]
    [InlineData("deepseek", "reasoning_content", "Hm.")]
    [InlineData("moonshot", "reasoning_content", "Hm.")]
    [InlineData("fireworks", "reasoning_content", "Hm.")]
    [InlineData("vllm", "reasoning", "Hm.")]
    [InlineData("groq", "reasoning", "Hm.")]
    [InlineData("openrouter", "reasoning", "Hm.")]
    [InlineData("openai", "reasoning", null)]
    [InlineData("openai-compatible", "reasoning_content", null)]
    public void Thought_goes_back_in_a_tool_loop_where_its_vendor_wants_it(string kind, string member, string? thought) =>
        Assert.Equal(thought, Write(kind, Loop, null).Body["messages"]![1]![member]?.GetValue<string>());

    [Fact]
    public void Calls_of_another_model_have_an_empty_thought_where_one_is_insisted_on()
    {
        ChatMessage[] foreign = [new(ChatRole.User, "Oslo?"), new(ChatRole.Assistant, [new FunctionCallContent("a", "f")])];

        var written = Write("deepseek", foreign, null).Body["messages"]![1]!;
        Assert.Equal(("", ""), (written["reasoning_content"]!.GetValue<string>(), written["content"]!.GetValue<string>()));
        Assert.Equal("", Write("moonshot", foreign, null).Body["messages"]![1]!["reasoning_content"]!.GetValue<string>());
    }

    // openrouter.ai/docs/guides/best-practices/reasoning-tokens: "the entire sequence of consecutive reasoning blocks must match".
    [Fact]
    public void Details_of_reasoning_go_back_as_they_came_whole_and_from_pieces()
    {
        const string Details = """
            [{"type":"reasoning.text","text":"Hm. So","signature":"sig","format":"anthropic-claude-v1","index":0},
            {"type":"reasoning.encrypted","data":"AAAA","id":"r1","format":"openai-responses-v1","index":1}]
            """;
        var whole = Reading.Message("""{"content":"Yes.","reasoning":"Hm. So","reasoning_details":""" + Details + "}");
        var streamed = Reading.Stream(
            Reading.Chunk(
                """{"reasoning":"Hm.","reasoning_details":[{"type":"reasoning.text","text":"Hm.","index":0}]}"""
                    .Replace("\"index\"", "\"format\":\"anthropic-claude-v1\",\"index\"", StringComparison.Ordinal)),
            Reading.Chunk("""{"reasoning":" So","reasoning_details":[{"type":"reasoning.text","text":" So","index":0}]}"""),
            Reading.Chunk("""{"reasoning_details":[{"type":"reasoning.text","signature":"sig","index":0}]}"""),
            Reading.Chunk("""{"reasoning_details":[{"type":"reasoning.encrypted","data":"AAAA","id":"r1","""
                + """ "format":"openai-responses-v1","index":1}]}"""),
            Reading.Chunk("""{"content":"Yes."}"""), Reading.Chunk("{}", "\"stop\""), "[DONE]");

        foreach (var response in new[] { whole, streamed })
        {
            var written = Write("openrouter", [new(ChatRole.User, "?"), .. response.Messages], null).Body["messages"]![1]!;
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Details), written["reasoning_details"]), written.ToJsonString());
            Assert.Equal("Yes.", written["content"]!.GetValue<string>());
            Assert.Null(Write("openai", response.Messages, null).Body["messages"]![0]!["reasoning_details"]);
        }
    }

    [Theory]
    [InlineData("openai", """{"reasoning_effort":"none"}""")]
    [InlineData("deepseek", """{"thinking":{"type":"disabled"}}""")]
    [InlineData("moonshot", """{"thinking":{"type":"disabled"}}""")]
    [InlineData("together", """{"reasoning":{"enabled":false}}""")]
    [InlineData("perplexity", """{"reasoning_effort":"minimal"}""")]
    [InlineData("llama-cpp", """{"chat_template_kwargs":{"enable_thinking":false}}""")]
    public void No_effort_is_said_in_the_vendors_way(string kind, string members)
    {
        var body = Write(kind, [], new() { Reasoning = new() { Effort = ReasoningEffort.None } }).Body;
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            Assert.True(JsonNode.DeepEquals(value, body[name]), body.ToJsonString());
        }
    }

    [Fact]
    public void Every_kind_has_a_source_and_what_it_is_sent_is_json()
    {
        Assert.Equal(19, ChatVendors.All.Select(vendor => vendor.Kind).Distinct().Count());
        foreach (var vendor in ChatVendors.All)
        {
            Assert.Equal("m", Write(vendor.Kind, Loop, Everything, streamed: true).Body["model"]!.GetValue<string>());
            Assert.True(vendor.Endpoint is not null || vendor.Kind is "azure-openai" or "openai-compatible" or "routegen", vendor.Kind);
        }
    }

    [Theory]
    [InlineData("""{"n":2}""", true)]
    [InlineData("""{"n":1}""", false)]
    public async Task Several_choices_are_refused_by_name(string raw, bool isRefused)
    {
        await using var server = new OneReplyServer("""{"choices":[{"message":{"content":"Yes."}}]}""", "application/json");
        using var http = new HttpClient();
        using var client = new ChatCompletionsClient(new() { HttpClient = http, Endpoint = server.Endpoint, Model = "m" });
        var asked = client.GetResponseAsync("Hi", new() { RawRepresentationFactory = _ => JsonNode.Parse(raw)!.AsObject() });

        if (isRefused)
        {
            Assert.Contains("'n'", (await Assert.ThrowsAsync<NotSupportedException>(() => asked)).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("Yes.", (await asked).Text);
        }

        Assert.Equal(isRefused ? 0 : 1, server.Requests.Count);
    }

    [Fact]
    public async Task A_request_of_the_sdks_fills_in_and_the_model_and_the_bound_stay()
    {
        await using var server = new OneReplyServer("""{"choices":[{"message":{"content":"Yes."}}]}""", "application/json");
        using var http = new HttpClient();
        using var client = new ChatCompletionsClient(new() { HttpClient = http, Endpoint = server.Endpoint, Model = "m" });
        await client.GetResponseAsync("Hi", new()
        {
            MaxOutputTokens = 100,
            RawRepresentationFactory = _ => new OpenAI.Chat.ChatCompletionOptions { EndUserId = "u", MaxOutputTokenCount = 9000 },
        });

        var body = JsonNode.Parse(server.Requests.Single())!.AsObject();
        Assert.Equal(("m", "u"), (body["model"]!.GetValue<string>(), body["user"]!.GetValue<string>()));
        Assert.Equal(100, Number(body, "max_completion_tokens"));
        Assert.IsAssignableFrom<IJsonModel<object>>(new OpenAI.Chat.ChatCompletionOptions());
    }

    private static int Number(JsonObject body, string name) => body[name]!.GetValue<int>();

    private static (JsonObject Body, string? Dropped) Write(
        string kind, IEnumerable<ChatMessage> messages, ChatOptions? options, bool streamed = false)
    {
        var dropped = new DroppedOptions();
        using var text = new JsonText();
        ChatRequest.Write(text.Writer, "m", ChatVendors.Find(kind)!, [.. messages], options, streamed, dropped);
        return (JsonNode.Parse(text.Written)!.AsObject(), dropped.Names);
    }
}
