using System.Text;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Tests.Server;

/// <summary>What clients send that no SDK of OpenAI's does, by the letter of its document and beyond.</summary>
public class ChatCompletionsRequestReaderTests
{
    [Fact]
    public void Null_is_accepted_for_whatever_may_be_left_out()
    {
        // What Copilot and VS Code send, and every optional member besides.
        var asked = Read("""
            {"model":"m","messages":[
              {"role":"user","content":"a","name":null},
              {"role":"assistant","content":null,"refusal":null,"audio":null,"function_call":null,"reasoning_content":null,
               "tool_calls":null},
              {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"c","content":null}],
             "tools":[{"type":"function","function":{"name":"f","description":null,"parameters":null,"strict":null}}],
             "temperature":null,"top_p":null,"frequency_penalty":null,"presence_penalty":null,"seed":null,"max_tokens":null,
             "max_completion_tokens":null,"stop":null,"tool_choice":null,"parallel_tool_calls":null,"response_format":null,
             "reasoning_effort":null,"stream":null,"stream_options":null,"n":null,"logprobs":null,"top_logprobs":null,"service_tier":null,
             "store":null,"user":null,"metadata":null,"logit_bias":null,"modalities":null,"audio":null,"verbosity":null,"functions":null,
             "function_call":null,"web_search_options":null,"safety_identifier":null,"x_vendor":null}
            """);
        Assert.Empty(asked.Others);
        Assert.Equal(4, asked.Messages.Count);
        Assert.Equal("", ((FunctionResultContent)asked.Messages[3].Contents[0]).Result);
        var tool = Assert.IsAssignableFrom<AIFunctionDeclaration>(Assert.Single(asked.Options.Tools!));
        Assert.Equal("""{"type":"object","properties":{}}""", tool.JsonSchema.GetRawText());
        Assert.Empty(tool.AdditionalProperties);
    }

    [Theory]
    [InlineData("""{"max_tokens":5}""", 5)]
    [InlineData("""{"max_completion_tokens":6}""", 6)]
    [InlineData("""{"max_tokens":5,"max_completion_tokens":6}""", 6)]
    [InlineData("""{"max_completion_tokens":6,"max_tokens":5}""", 6)]
    [InlineData("""{"max_tokens":5.0,"max_completion_tokens":null}""", 5)]
    public void The_bound_of_the_output_has_two_names(string members, int expected) =>
        Assert.Equal(expected, Read(With(members)).Options.MaxOutputTokens);

    [Theory]
    [InlineData("\"none\"", typeof(NoneChatToolMode), null)]
    [InlineData("\"auto\"", typeof(AutoChatToolMode), null)]
    [InlineData("\"required\"", typeof(RequiredChatToolMode), null)]
    [InlineData("""{"type":"function","function":{"name":"f"}}""", typeof(RequiredChatToolMode), "f")]
    [InlineData("""{"type":"custom","custom":{"name":"g"}}""", typeof(RequiredChatToolMode), "g")]
    [InlineData("""{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"f"}}]}}""",
        typeof(RequiredChatToolMode), null)]
    public void Tools_are_chosen_in_all_forms(string choice, Type mode, string? name)
    {
        var asked = Read(With($$$"""
            {"tool_choice":{{{choice}}},"tools":[{"type":"function","function":{"name":"f"}},{"type":"custom","custom":{"name":"g"}}]}
            """));
        Assert.IsType(mode, asked.Options.ToolMode);
        Assert.Equal(name, (asked.Options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName);
        Assert.Equal(choice.Contains("allowed", StringComparison.Ordinal) ? 1 : 2, asked.Options.Tools!.Count);
    }

    [Fact]
    public void What_came_before_tools_is_read()
    {
        var asked = Read("""
            {"model":"m","functions":[{"name":"f","parameters":{"type":"object"}}],"function_call":{"name":"f"},"messages":[
              {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{\"a\":1}"}},
              {"role":"function","name":"f","content":"7"}]}
            """);
        Assert.Equal("f", Assert.IsType<RequiredChatToolMode>(asked.Options.ToolMode).RequiredFunctionName);
        Assert.Equal("f", Assert.IsType<FunctionCallContent>(asked.Messages[0].Contents[0]).CallId);
        Assert.Equal(("f", "7"), asked.Messages[1].Contents[0] is FunctionResultContent result ? (result.CallId, result.Result) : default);
    }

    [Fact]
    public void Custom_tools_are_called_with_text()
    {
        var asked = Read("""
            {"model":"m","messages":[{"role":"assistant","tool_calls":[
               {"id":"c","type":"custom","custom":{"name":"g","input":"*** Begin"}}]}],
             "tools":[{"type":"custom","custom":{"name":"g","format":{"type":"text"}}}]}
            """);
        var call = Assert.IsType<FunctionCallContent>(asked.Messages[0].Contents[0]);
        Assert.Equal("*** Begin", CustomCalls.InputOf(call));
        Assert.Equal("""{"type":"text"}""", Assert.IsType<CustomTool>(asked.Options.Tools![0]).Format!.Value.GetRawText());
    }

    [Fact]
    public void Members_come_in_any_order()
    {
        var asked = Read("""
            {"tool_choice":"auto","messages":[{"content":[{"image_url":{"detail":"low","url":"https://a.example/b.png"},
              "type":"image_url"}],"role":"user"}],"model":"m"}
            """);
        var image = Assert.IsType<UriContent>(asked.Messages[0].Contents[0]);
        Assert.Equal(("image/png", "low"), (image.MediaType, image.AdditionalProperties!["detail"]));
    }

    [Fact]
    public void Arguments_stay_as_they_were_written()
    {
        const string Arguments = """{ "b" : 1.50, "a":"é" }""";
        var asked = Read($$$$$"""
            {"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","extra_content":{"google":{"thought_signature":"s"}},
              "function":{"name":"f","arguments":{{{{{System.Text.Json.JsonSerializer.Serialize(Arguments)}}}}}}}]}]}
            """);
        var call = Assert.IsType<FunctionCallContent>(asked.Messages[0].Contents[0]);
        Assert.Equal(Arguments, ToolArguments.Text(call));
        Assert.Contains("thought_signature", call.AdditionalProperties!["RouteGen.ExtraContent"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_place_is_kept_as_it_stands()
    {
        var asked = Read(With("""
            {"n":3,"logprobs":true,"top_logprobs":2,"service_tier":"flex","user":"u","safety_identifier":"s","store":true,
             "modalities":["text","audio"],"provider" : { "order":["a"] },"metadata":{"a":"b"}}
            """));
        Assert.Equal((3, true, "flex", "s", true, true),
            (asked.Choices, asked.Logprobs, asked.ServiceTier, asked.User, asked.Store, asked.Audio));
        var vendor = Assert.Single(asked.Others, other => !other.IsKnown);
        Assert.Equal("""provider: { "order":["a"] }""", vendor.ToString());
        Assert.Equal(
            ["n", "logprobs", "top_logprobs", "service_tier", "user", "safety_identifier", "store", "modalities", "metadata"],
            asked.Others.Where(other => other.IsKnown).Select(other => other.Name));
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"a"}]}""", "model")]
    [InlineData("""{"model":"m"}""", "messages")]
    [InlineData("""{"model":"m","messages":[]}""", "messages")]
    [InlineData("""{"model":"m","messages":"a"}""", "messages")]
    [InlineData("""{"model":7,"messages":[{"role":"user","content":"a"}]}""", "model")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"boss","content":"a"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"content":"a"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"},7]}""", "messages[1]")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","content":"a"}]}""", "messages[0].tool_call_id")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"video"}]}]}""",
        "messages[0].content[1].type")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages[0].content[0].text")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png,x"}}]}]}""",
        "messages[0].content[0].image_url.url")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":7}}]}]}""",
        "messages[0].content[0].image_url.url")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","function":{"arguments":"{}"}}]}]}""",
        "messages[0].tool_calls[0].function.name")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":{}}}]}]}""",
        "messages[0].tool_calls[0].function.arguments")]
    public void What_is_wrong_with_messages_is_named(string json, string param) => AssertProblem(json, param);

    [Theory]
    [InlineData("""{"temperature":"hot"}""", "temperature")]
    [InlineData("""{"temperature":1e300}""", "temperature")]
    [InlineData("""{"max_tokens":0}""", "max_tokens")]
    [InlineData("""{"max_tokens":1.5}""", "max_tokens")]
    [InlineData("""{"n":0}""", "n")]
    [InlineData("""{"stop":[1]}""", "stop[0]")]
    [InlineData("""{"stream":"yes"}""", "stream")]
    [InlineData("""{"stream_options":{"include_usage":1}}""", "stream_options.include_usage")]
    [InlineData("""{"tools":[{"type":"retrieval"}]}""", "tools[0].type")]
    [InlineData("""{"tools":[{"type":"function"}]}""", "tools[0].function")]
    [InlineData("""{"tools":[{"type":"function","function":{}}]}""", "tools[0].function.name")]
    [InlineData("""{"tools":[{"type":"function","function":{"name":"f","parameters":[]}}]}""", "tools[0].function.parameters")]
    [InlineData("""{"tool_choice":"maybe"}""", "tool_choice")]
    [InlineData("""{"tool_choice":{}}""", "tool_choice.function.name")]
    [InlineData("""{"response_format":{"type":"json_schema"}}""", "response_format.json_schema.name")]
    [InlineData("""{"response_format":{"type":"xml"}}""", "response_format.type")]
    [InlineData("""{"reasoning_effort":"extreme"}""", "reasoning_effort")]
    [InlineData("""{"temperature":1,"temperature":2}""", "temperature")]
    public void What_is_wrong_with_options_is_named(string members, string param) => AssertProblem(With(members), param);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}]} {}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}],}""")]
    [InlineData("""{"model":"m","x":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[""")]
    public void What_is_no_JSON_is_told(string json) => AssertProblem(json, null);

    [Fact]
    public void Bytes_that_are_no_text_are_told()
    {
        byte[] body = [.. "{\"model\":\""u8, 0xFF, .. "\"}"u8];
        Assert.Equal("The body is not UTF-8.", Assert.Single(ChatCompletionsRequestReader.Read(body).Problems).Message);
    }

    [Fact]
    public void Half_a_character_becomes_its_replacement()
    {
        var asked = Read("""{"model":"m","messages":[{"role":"user","content":"a \ud83c b \ud83c\udf26"}]}""");
        Assert.Equal("a \uFFFD b \U0001F326", asked.Messages[0].Text);
    }

    [Fact]
    public void A_byte_order_mark_moves_no_slice()
    {
        var json = "\uFEFF" + With("""{"x_vendor":[1, 2]}""");
        Assert.Equal("x_vendor: [1, 2]", Assert.Single(Read(json).Others).ToString());
    }

    private static string With(string members) => """{"model":"m","messages":[{"role":"user","content":"a"}],""" + members[1..];

    private static ChatCompletionsAsked Read(string json)
    {
        var asked = ChatCompletionsRequestReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(asked.Problems);
        return asked;
    }

    private static void AssertProblem(string json, string? param)
    {
        var problem = Assert.Single(ChatCompletionsRequestReader.Read(Encoding.UTF8.GetBytes(json)).Problems);
        Assert.Equal(param, problem.Param);
    }
}
