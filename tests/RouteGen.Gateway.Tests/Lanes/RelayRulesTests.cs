using System.Text;
using System.Text.Json.Nodes;

namespace RouteGen.Gateway.Tests.Lanes;

/// <summary>What no caller may ask of the provider behind the one key, by name.</summary>
public sealed class RelayRulesTests
{
    [Theory]
    [InlineData("/v1/chat/completions", """ "messages":[{"role":"user","content":"a"},{"role":"user","content":[{"type":"tex"""
        + """t","text":"x"},{"type":"file","file":{"file_id":"file-1"}}]}] """, "messages[1].content[1].file.file_id")]
    [InlineData("/v1/chat/completions", """ "messages":[{"role":"user","content":"a"}],"store":true """, "store")]
    [InlineData("/v1/chat/completions", """ "messages":[{"role":"user","content":"a"}],"n":2 """, "n")]
    [InlineData("/v1/chat/completions", """ "messages":[{"role":"user","content":"a"}],"\u006e":2 """, "n")]
    [InlineData("/v1/chat/completions", """ "messages":[{"role":"user","content":"a"}],"service_tier":"priority" """, "service_tier")]
    [InlineData("/v1/chat/completions", """ "messages":[{"role":"user","content":"a"}],"web_search_options":{} """, "web_search_options")]
    [InlineData("/v1/responses", """ "input":"a","previous_response_id":"resp_1" """, "previous_response_id")]
    [InlineData("/v1/responses", """ "input":"a","conversation":{"id":"conv_1"} """, "conversation")]
    [InlineData("/v1/responses", """ "input":"a","background":true """, "background")]
    [InlineData("/v1/responses", """ "input":"a","store":true """, "store")]
    [InlineData("/v1/responses", """ "input":"a","prompt":{"id":"pmpt_1"} """, "prompt")]
    [InlineData("/v1/responses",
        """ "input":[{"role":"user","content":[{"type":"input_file","file_id":"file-1"}]}] """, "input[0].content[0].file_id")]
    [InlineData("/v1/responses",
        """ "input":"a","tools":[{"type":"file_search","vector_store_ids":["vs_1"]}] """, "tools[0].vector_store_ids")]
    [InlineData("/v1/responses",
        """ "input":"a","tools":[{"type":"mcp","server_label":"x","server_url":"http://10.0.0.1"}] """, "tools[0].server_url")]
    [InlineData("/v1/responses", """ "input":"a","tools":[{"type":"code_interpreter","container":"cntr_1"}] """, "tools[0].container")]
    [InlineData("/v1/responses", """ "input":"a","tools":[{"type":"code_interpreter","container":{"type":"auto"}}] """, "tools[0].type")]
    [InlineData("/v1/responses", """ "input":"a","tools":[{"type":"web_search"}] """, "tools[0].type")]
    [InlineData("/v1/messages", """ "max_tokens":9,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"fi"""
        + """le","file_id":"file_1"}}]}] """, "messages[0].content[0].source.file_id")]
    [InlineData("/v1/messages", """ "max_tokens":9,"messages":[{"role":"user","content":"a"}],"container":"c" """, "container")]
    [InlineData("/v1/messages", """ "max_tokens":9,"messages":[{"role":"user","content":"a"}],"mcp_servers":[{"type":"url","ur"""
        + """l":"http://x","name":"n"}] """, "mcp_servers")]
    [InlineData("/v1/messages", """ "max_tokens":9,"messages":[{"role":"user","content":"a"}],"speed":"fast" """, "speed")]
    [InlineData("/v1/messages", """ "max_tokens":9,"messages":[{"role":"user","content":"a"}],"tools":[{"type":"web_search_20250"""
        + """305","name":"web_search"}] """, "tools[0].type")]
    public async Task It_is_refused_by_name_and_nothing_is_sent(string path, string members, string param)
    {
        await using var bench = await RelayBench.StartAsync(RelayBench.Whole("{}"));

        foreach (var model in (string[])["chat", "write", "think"])
        {
            var (status, reply, _) = await bench.SendAsync(path, Encoding.UTF8.GetBytes($$"""{"model":"{{model}}",{{members}}}"""));

            Assert.True(status == 400, reply);
            Assert.Contains($"'{param}'", (string?)JsonNode.Parse(reply)!["error"]!["message"], StringComparison.Ordinal);
        }

        Assert.Equal(0, bench.Requests);
    }

    [Theory]
    [InlineData("/v1/chat/completions", """ "messages":[{"role":"user","content":"a"}],"service_tier":"auto","n":1,"store":false"""
        + ""","tools":[{"type":"function","function":{"name":"f","parameters":{"properties":{"file_id":{},"container":{},"s"""
        + """erver_url":{}}}}}] """)]
    [InlineData("/v1/responses", """ "input":[{"role":"user","content":"a"},{"type":"function_call","call_id":"c","name":"f","ar"""
        + """guments":"{\"file_id\":1}"},{"type":"function_call_output","call_id":"c","output":"{\"file_id\":2}"}],"service"""
        + """_tier":"default","previous_response_id":null,"background":false """)]
    [InlineData("/v1/messages", """ "max_tokens":9,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"ty"""
        + """pe":"tool_use","id":"t","name":"f","input":{"file_id":"x","source":{"file_id":"y"}}}]},{"role":"user","conten"""
        + """t":[{"type":"tool_result","tool_use_id":"t","content":"ok"}]}],"service_tier":"auto","mcp_servers":[] """)]
    public async Task What_only_looks_like_it_goes_on(string path, string members)
    {
        await using var bench = await RelayBench.StartAsync(RelayBench.Whole("{}"));

        await bench.SendAsync(path, Encoding.UTF8.GetBytes($$"""{"model":"chat",{{members}}}"""));

        Assert.NotEqual(0, bench.Requests);
    }

    [Theory]
    [InlineData("{\"model\":\"chat\",\"model\":\"think\",\"messages\":[]}", "duplicate_parameter")]
    [InlineData("{\"model\":\"chat\",\"mod\\u0065l\":\"think\",\"messages\":[]}", "duplicate_parameter")]
    [InlineData("{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"\xFF\"}]}", "invalid_json")]
    [InlineData("{\"model\":\"chat\",\"messages\":[]} x", "invalid_json")]
    [InlineData("[]", "invalid_type")]
    public async Task What_is_no_body_of_the_dialect_is_refused(string latin1, string code)
    {
        await using var bench = await RelayBench.StartAsync(RelayBench.Whole("{}"));

        var (status, reply, _) = await bench.SendAsync("/v1/chat/completions", Encoding.Latin1.GetBytes(latin1));

        Assert.Equal((400, code), (status, (string?)JsonNode.Parse(reply)!["error"]!["code"]));
        Assert.Equal(0, bench.Requests);
    }

    [Fact]
    public async Task Half_a_character_becomes_the_replacement_character()
    {
        await using var bench = await RelayBench.StartAsync(RelayBench.Whole(
            """{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}"""));

        await bench.SendAsync("/v1/chat/completions", ("""{"model":"chat","messages":[{"role":"user","content":"\ud83d \\ud83d \u"""u8
            + """d83d\ude00 \ude00"}],"max_completion_tokens":9}"""u8).ToArray());

        Assert.Equal("""{"model":"gpt-wire","messages":[{"role":"user","content":"\ufffd \\ud83d \ud83d\ude00 \ufffd"}],"max_com"""
            + """pletion_tokens":9}""", bench.SentBody);
    }
}
