using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Messages;
using RouteGen.Dialects.Messages.Server;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Tests.Messages.Server;

/// <summary>Requests as clients send them, read; and written again, where nothing may be lost.</summary>
public sealed class MessagesRequestReaderTests
{
    // What Claude Code sends (shortened), with what it does not allow anybody to touch.
    internal const string Agent =
        """
        {"model":"claude-desk","max_tokens":32000,"stream":true,"temperature":1,"metadata":{"user_id":"user_1"},
        "system":[{"type":"text","text":"You are a tool.","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"text",
        "text":"Be brief."}],
        "thinking":{"type":"enabled","budget_tokens":31999},"context_management":{"edits":[]},"x_new":[1,{"a":"b"}],"top_k":null,
        "tools":[{"name":"Bash","description":"Runs","input_schema":{"type":"object","properties":{"c":{"type":"string"}}},
        "cache_control":{"type":"ephemeral"}},
        {"type":"web_search_20260209","name":"web_search","max_uses":3},{"type":"memory_20250818","name":"memory"}],
        "messages":[{"role":"user","content":"Hello"},
        {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"s1"},{"type":"redacted_thinking","data":"d1"},
        {"type":"text","text":"Let me see."},{"type":"tool_use","id":"t1","name":"Bash","input":{ "c" : "ls", "n": 1.0 },
        "cache_control":{"type":"ephemeral"}},
        {"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"q"}},{"type":"later_kind","x":{"y":1}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":true,"content":[{"type":"text","text":"no"},
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}]},
        {"type":"document","source":{"type":"text","media_type":"text/plain","data":"Words"},"title":"T","citations":{"enabled":true}},
        {"type":"text","text":"And?","cache_control":{"type":"ephemeral"}}]}]}
        """;

    [Fact]
    public void An_agents_request_is_read()
    {
        var asked = Read(Agent);

        Assert.Empty(asked.Problems);
        Assert.Equal(("claude-desk", true, "user_1", 32000), (asked.Model, asked.Streamed, asked.User, asked.Options.MaxOutputTokens));
        Assert.Equal(
            [ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Tool, ChatRole.User],
            asked.Messages.Select(message => message.Role));
        Assert.Equal("You are a tool.Be brief.", asked.Messages[0].Text);
        var call = asked.Messages[2].Contents.OfType<FunctionCallContent>().Single();
        Assert.Equal(("t1", "Bash", """{ "c" : "ls", "n": 1.0 }"""), (call.CallId, call.Name, ToolArguments.Text(call)));
        var result = Assert.IsType<FunctionResultContent>(Assert.Single(asked.Messages[3].Contents));
        Assert.NotNull(result.Exception);
        Assert.Equal([1, 2, 3], Assert.IsType<DataContent>(Assert.IsType<List<AIContent>>(result.Result)[1]).Data.ToArray());
        Assert.Equal(ReasoningEffort.ExtraHigh, asked.Options.Reasoning!.Effort);
        Assert.Equal(["Bash", "web_search", "memory"], asked.Options.Tools!.Select(tool => tool.Name));
        Assert.Equal(
            [("metadata", true), ("thinking", true), ("context_management", true), ("x_new", false)],
            asked.Others.Select(other => (other.Name, other.IsKnown)));
        Assert.Equal("x_new: [1,{\"a\":\"b\"}]", asked.Others[^1].ToString());
    }

    [Fact]
    public void What_is_read_goes_on_as_it_came()
    {
        var sent = Written(Read(Agent));
        var original = JsonNode.Parse(Agent)!;
        original["messages"]![0]!["content"] = JsonNode.Parse("""[{"type":"text","text":"Hello"}]""");
        foreach (var member in new[] { "system", "tools", "messages" })
        {
            Assert.True(
                JsonNode.DeepEquals(original[member], sent[member]),
                $"Expected {original[member]!.ToJsonString()}\nSent {sent[member]!.ToJsonString()}");
        }
    }

    [Theory]
    [MemberData(nameof(MessagesRequestTests.Cases), MemberType = typeof(MessagesRequestTests))]
    public async Task What_the_sdk_sends_is_read_whole(string name)
    {
        var (messages, options) = MessagesRequestTests.Case(name);
        var original = await MessagesStand.SentAsync((server, http) => MessagesStand.Sdk(server, http), messages, options);
        var asked = Read(original.ToJsonString());
        var sent = Written(asked);

        Assert.Empty(asked.Problems);
        original["max_tokens"] = sent["max_tokens"]!.DeepClone();
        if (name == "nothing")
        {
            original["messages"]![0]!["content"] = JsonNode.Parse("""[{"type":"text","text":"\u200b"}]""");
        }

        Assert.True(JsonNode.DeepEquals(original, sent), $"Expected {original.ToJsonString()}\n     Sent {sent.ToJsonString()}");
    }

    [Theory]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":"a"}]}""", "model")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}]}""", "max_tokens")]
    [InlineData("""{"model":"m","max_tokens":0,"messages":[{"role":"user","content":"a"}]}""", "max_tokens")]
    [InlineData("""{"model":"m","max_tokens":1}""", "messages")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":{}}""", "messages")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"robot","content":"a"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user"}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages[0].content[0].text")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"text":"a"}]}]}""", "messages[0].content[0].type")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":"""
        + """{"type":"base64","media_type":"image/png","data":"*"}}]}]}""", "messages[0].content[0].source.data")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"a"}],"temperature":"hot"}""", "temperature")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"a"}],"tool_choice":"""
        + """{"type":"maybe"}}""", "tool_choice.type")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"a"}],"tools":[{"input_schema":"""
        + """{}}]}""", "tools[0].name")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"a"}],"system":["""
        + """{"type":"image"}]}""", "system[0].type")]
    [InlineData("""{"model":"m","max_tokens":1,"model":"n","messages":[{"role":"user","content":"a"}]}""", "model")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public void What_is_wrong_is_named(string body, string? member)
    {
        var problems = Read(body).Problems;
        Assert.NotEmpty(problems);
        Assert.Equal(member, problems[0].Param);
    }

    [Fact]
    public void Null_is_nothing_and_a_count_needs_no_bound()
    {
        const string Body =
            """
            {"model":"m","messages":[{"role":"user","content":"a"}],"system":null,"tools":null,"tool_choice":null,"stop_sequences":null,
            "thinking":null,"metadata":null,"temperature":null,"top_p":null,"stream":null,"service_tier":null,"output_config":null}
            """;
        Assert.Equal("max_tokens", Assert.Single(Read(Body).Problems).Param);
        var counted = MessagesRequestReader.Read(Encoding.UTF8.GetBytes(Body), isCount: true);
        Assert.Empty(counted.Problems);
        Assert.Empty(counted.Others);
        Assert.Null(counted.Options.Reasoning);
    }

    private static MessagesAsked Read(string body) => MessagesRequestReader.Read(Encoding.UTF8.GetBytes(body));

    private static JsonObject Written(MessagesAsked asked)
    {
        using var text = new JsonText();
        MessagesRequest.Write(text.Writer, asked.Messages, asked.Options, false, new DroppedOptions(), asked.Model, null);
        return JsonNode.Parse(text.ToString())!.AsObject();
    }
}
