using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using OpenAI.Responses;
using RouteGen.Dialects.Ollama;

namespace RouteGen.Providers.Tests;

/// <summary>One member of <see cref="ChatOptions"/> and what must arrive of it.</summary>
internal sealed record OptionRow(
    Func<ChatOptions, ChatOptions> Set,
    string OpenAI, string Anthropic, string Responses = OptionRow.Nothing, string Ollama = OptionRow.Nothing)
{
    private const string Nothing = "{}";

    private const string Schema =
        """{"type":"object","properties":{"lines":{"type":"integer"}},"required":["lines"],"additionalProperties":false}""";

    /// <summary>Set in both requests: a member that speaks about tools says nothing without any.</summary>
    public Func<ChatOptions> Given { get; init; } = () => new();

    /// <summary>What must arrive at OpenRouter, where that is something else than at OpenAI.</summary>
    public string? OpenRouter { get; init; }

    public string For(Dialect dialect) => dialect switch
    {
        Dialect.OpenRouter => OpenRouter ?? OpenAI,
        Dialect.OpenAIResponses or Dialect.AzureResponses => Responses,
        Dialect.Anthropic => Anthropic,
        Dialect.Ollama => Ollama,
        _ => OpenAI,
    };

    public static IReadOnlyDictionary<string, OptionRow> All { get; } = new Dictionary<string, OptionRow>
    {
        [nameof(ChatOptions.Instructions)] = new(
            o => With(o, () => o.Instructions = "Be brief."),
            """{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Good morning"}]}""",
            """{"system":[{"type":"text","text":"Be brief."}]}""",
            """{"instructions":"Be brief."}""",
            """{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Good morning"}]}"""),
        [nameof(ChatOptions.Temperature)] = new(
            o => With(o, () => o.Temperature = 0.5f), """{"temperature":0.5}""", """{"temperature":0.5}""", """{"temperature":0.5}""",
            """{"options":{"temperature":0.5,"num_predict":500}}"""),
        [nameof(ChatOptions.MaxOutputTokens)] = new(
            o => With(o, () => o.MaxOutputTokens = 77), """{"max_completion_tokens":77}""", """{"max_tokens":77}""",
            """{"max_output_tokens":77}""", """{"options":{"num_predict":77}}"""),
        [nameof(ChatOptions.TopP)] = new(
            o => With(o, () => o.TopP = 0.25f), """{"top_p":0.25}""", """{"top_p":0.25}""", """{"top_p":0.25}""",
            """{"options":{"num_predict":500,"top_p":0.25}}"""),
        [nameof(ChatOptions.TopK)] = new(
            o => With(o, () => o.TopK = 7), Nothing, """{"top_k":7}""", Nothing, """{"options":{"num_predict":500,"top_k":7}}""")
        { OpenRouter = """{"top_k":7}""" },
        [nameof(ChatOptions.FrequencyPenalty)] = new(
            o => With(o, () => o.FrequencyPenalty = 0.5f), """{"frequency_penalty":0.5}""", Nothing, Nothing,
            """{"options":{"frequency_penalty":0.5,"num_predict":500}}"""),
        [nameof(ChatOptions.PresencePenalty)] = new(
            o => With(o, () => o.PresencePenalty = 0.75f), """{"presence_penalty":0.75}""", Nothing, Nothing,
            """{"options":{"presence_penalty":0.75,"num_predict":500}}"""),
        [nameof(ChatOptions.Seed)] = new(
            o => With(o, () => o.Seed = 42), """{"seed":42}""", Nothing, Nothing, """{"options":{"seed":42,"num_predict":500}}"""),
        [nameof(ChatOptions.Reasoning)] = new(
            o => With(o, () => o.Reasoning = new() { Effort = ReasoningEffort.Low }),
            """{"reasoning_effort":"low"}""",
            """{"thinking":{"type":"adaptive"},"output_config":{"effort":"low"}}""",
            """{"reasoning":{"effort":"low"}}""",
            """{"think":"low"}"""),
        [nameof(ChatOptions.ResponseFormat)] = new(
            o => With(
                o, () => o.ResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat.ForJsonSchema(JsonElement.Parse(Schema), "answer")),
            """{"response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":""" + Schema + "}}}",
            """{"output_config":{"format":{"type":"json_schema","schema":""" + Schema + "}}}",
            """{"text":{"format":{"type":"json_schema","name":"answer","schema":""" + Schema + "}}}",
            """{"format":""" + Schema + "}"),

        // The target's name is sent; the caller's is in the record.
        [nameof(ChatOptions.ModelId)] = new(o => With(o, () => o.ModelId = "another-model"), Nothing, Nothing),
        [nameof(ChatOptions.StopSequences)] = new(
            o => With(o, () => o.StopSequences = ["END"]), """{"stop":["END"]}""", """{"stop_sequences":["END"]}""",
            Nothing, """{"options":{"stop":["END"],"num_predict":500}}"""),
        [nameof(ChatOptions.AllowMultipleToolCalls)] = new(
            o => With(o, () => o.AllowMultipleToolCalls = false),
            """{"parallel_tool_calls":false}""",
            """{"tool_choice":{"type":"auto","disable_parallel_tool_use":true}}""",
            """{"parallel_tool_calls":false}""")
        { Given = Tools },
        [nameof(ChatOptions.ToolMode)] = new(
            o => With(o, () => o.ToolMode = ChatToolMode.RequireSpecific("weather")),
            """{"tool_choice":{"type":"function","function":{"name":"weather"}}}""",
            """{"tool_choice":{"type":"tool","name":"weather"}}""",
            """{"tool_choice":{"type":"function","name":"weather"}}""")
        { Given = Tools },
        [nameof(ChatOptions.Tools)] = new(
            o => With(o, () => o.Tools = [Weather()]),
            """{"tools":[{"type":"function","function":{"description":"Tells the weather","name":"weather","parameters":"""
            + """{"type":"object","required":["city"],"""
                + "\"properties\""
                + """:{"city":{"description":"The city","type":"string"}},"additionalProperties":false}}}],"tool_choice":"auto"}""",
            """{"tools":[{"name":"weather","description":"Tells the weather","input_schema":{"type":"object","properties":"""
                + """{"city":{"description":"The city","type":"string"}},"required":["city"],"additionalProperties":false}}]}""",
            """{"tools":[{"type":"function","name":"weather","description":"Tells the weather","parameters":"""
            + """{"type":"object","properties":"""
                + """{"city":{"description":"The city","type":"string"}},"required":["city"],"additionalProperties":false},"strict":"""
                    + """null}]}""",
            """{"tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather","parameters":"""
            + """{"type":"object","properties":"""
                + """{"city":{"description":"The city","type":"string"}},"required":["city"],"additionalProperties":false}}}]}"""),
        [nameof(ChatOptions.RawRepresentationFactory)] = new(
            o => With(o, () => o.RawRepresentationFactory = client => RawRequest(client, maxTokens: 500)),
            """{"user":"u"}""",
            """{"metadata":{"user_id":"u"}}""",
            """{"user":"u"}""",
            """{"keep_alive":"u"}"""),
        [nameof(ChatOptions.AdditionalProperties)] = new(
            o => With(o, () => o.AdditionalProperties = new() { ["custom"] = 1 }), Nothing, Nothing),
#pragma warning disable MEAI001 // Of other kinds of request than chat completions and messages; they must do no harm here.
        [nameof(ChatOptions.AllowBackgroundResponses)] = new(o => With(o, () => o.AllowBackgroundResponses = true), Nothing, Nothing),
        [nameof(ChatOptions.ContinuationToken)] = new(
            o => With(o, () => o.ContinuationToken = ResponseContinuationToken.FromBytes(new byte[] { 1 })), Nothing, Nothing),
#pragma warning restore MEAI001
    };

    /// <summary>The SDK's own request, as a caller makes it who knows which SDK it will be.</summary>
    public static object RawRequest(IChatClient client, int maxTokens) => client switch
    {
        Dialects.ChatCompletions.ChatCompletionsClient =>
            new ChatCompletionOptions { EndUserId = "u", MaxOutputTokenCount = maxTokens },
#pragma warning disable OPENAI001
        _ when client.GetService(typeof(RouteGen.Dialects.Responses.ResponsesChatClient)) is not null =>
            new CreateResponseOptions { EndUserId = "u", MaxOutputTokenCount = maxTokens },
#pragma warning restore OPENAI001
        OllamaClient => new JsonObject { ["keep_alive"] = "u", ["options"] = new JsonObject { ["num_predict"] = maxTokens } },
        _ => new JsonObject
        {
            ["model"] = "raw-model",
            ["max_tokens"] = maxTokens,
            ["messages"] = new JsonArray(),
            ["metadata"] = new JsonObject { ["user_id"] = "u" },
        },
    };

    private static ChatOptions Tools() => new() { Tools = [Weather()] };

    private static AIFunction Weather() =>
        AIFunctionFactory.Create(([Description("The city")] string city) => $"Rain in {city}", "weather", "Tells the weather");

    private static ChatOptions With(ChatOptions options, Action set)
    {
        set();
        return options;
    }
}
