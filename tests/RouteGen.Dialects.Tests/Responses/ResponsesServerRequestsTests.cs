using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Responses.Server;
using RouteGen.Dialects.Tests.Oracles;
using RouteGen.Dialects.Tests.Oracles.Generation;
using RouteGen.Dialects.Tests.Oracles.Requests;

namespace RouteGen.Dialects.Tests.Responses;

/// <summary>Requests as the official SDK and coding agents send them, read.</summary>
public class ResponsesServerRequestsTests(ITestOutputHelper output)
{
    private static readonly KnownDifference[] Known =
    [
        new("$.input[*].role", "developer is read as system", difference =>
            difference.Theirs?.GetString() == "developer" && difference.Ours?.GetString() == "system"),
        new("$.input[*].content[*].filename", "their client makes up a name for what has none, another each time"),
    ];

    [Fact]
    public async Task A_request_of_the_sdk_is_read_whole()
    {
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var conversation = Conversation.FromSeed(seed);
            if (conversation.Options is { } options)
            {
                // Nothing is stored, so that there is nothing to go on from.
                options.ConversationId = null;
                options.AllowBackgroundResponses = null;
                options.ContinuationToken = null;

                // A server to call is for the provider alone; it rides along as it is, which their client cannot send.
                options.Tools = options.Tools?.Where(tool => tool is not HostedMcpServerTool).ToList();
            }

            var (first, refusal) = await SentJson.FromAsync(Sdk.Theirs, conversation);
            Assert.True(first is not null, refusal?.ToString());
            var asked = ResponsesRequestReader.Read(JsonSerializer.SerializeToUtf8Bytes(first.Value));
            Assert.True(asked.Problems.Count == 0, $"{OracleRuns.Repeat(seed)}: {string.Join('\n', asked.Problems)}\n{first}");
            Assert.Equal(conversation.Streamed, asked.Streamed);
            asked.Options.ModelId = asked.Model;
            var (second, failure) = await SentJson.FromAsync(Sdk.Theirs, new(asked.Messages, asked.Options, asked.Streamed));
            Assert.True(second is not null, failure?.ToString());
            var differences = new JsonComparison("$.input[*].arguments").Compare(first.Value, second.Value)
                .Where(difference => !Known.Any(known => known.Covers(difference))).ToList();
            Assert.True(differences.Count == 0, $"{OracleRuns.Repeat(seed)}:\n{string.Join('\n', differences)}\n{first}\n{second}");
        }
    }

    [Fact]
    public void A_text_is_a_turn_of_the_users()
    {
        var asked = Read("""{"model":"m","input":"Hi","stream":true}""");
        Assert.Equal((ChatRole.User, "Hi", "m", true), (asked.Messages[0].Role, asked.Messages[0].Text, asked.Model, asked.Streamed));
    }

    [Fact]
    public void Null_is_accepted_for_whatever_may_be_left_out()
    {
        var asked = Read(
            """
            {"model":"m","input":[{"type":null,"role":"user","content":"x","id":null,"status":null}],"instructions":null,"temperature":null,
            "top_p":null,"max_output_tokens":null,"tools":null,"tool_choice":null,"parallel_tool_calls":null,"text":null,"reasoning":null,
            "stream":null,"previous_response_id":null,"conversation":null,"background":null,"store":null,"prompt":null,"include":null,
            "metadata":null,"service_tier":null,"user":null,"safety_identifier":null,"prompt_cache_key":null,"truncation":null,
            "top_logprobs":null,"max_tool_calls":null,"stream_options":null,"context_management":null}
            """);
        Assert.Empty(asked.Problems);
        Assert.Empty(asked.Others);
        Assert.Equal("x", Assert.Single(asked.Messages).Text);
    }

    [Theory]
    [InlineData("\"previous_response_id\":\"resp_1\"", "previous_response_id")]
    [InlineData("\"conversation\":{\"id\":\"conv_1\"}", "conversation")]
    [InlineData("\"conversation\":\"conv_1\"", "conversation")]
    [InlineData("\"background\":true", "background")]
    [InlineData("\"store\":true", "store")]
    [InlineData("\"prompt\":{\"id\":\"pmpt_1\"}", "prompt")]
    [InlineData("\"temperature\":\"hot\"", "temperature")]
    [InlineData("\"tools\":[{\"type\":\"function\"}]", "tools[0].name")]
    [InlineData("\"tools\":[{\"name\":\"f\"}]", "tools[0].type")]
    [InlineData("\"tool_choice\":\"perhaps\"", "tool_choice")]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":{}}}", "text.format.name")]
    [InlineData("\"model\":\"again\"", "model")]
    public void What_is_wrong_is_named(string member, string param)
    {
        var asked = Read($$"""{"model":"m","input":"x",{{member}}}""");
        Assert.Equal(param, Assert.Single(asked.Problems).Param);
    }

    [Theory]
    [InlineData("""{"type":"item_reference","id":"msg_1"}""", "input[0].type")]
    [InlineData("""{"type":"message","role":"robot","content":"x"}""", "input[0].role")]
    [InlineData("""{"type":"message","content":"x"}""", "input[0].role")]
    [InlineData("""{"role":"user","content":[{"type":"input_smell"}]}""", "input[0].content[0].type")]
    [InlineData("""{"role":"user","content":[{"type":"input_image","image_url":"nowhere"}]}""", "input[0].content[0].image_url")]
    [InlineData("""{"type":"function_call","name":"f","arguments":"{}"}""", "input[0].call_id")]
    [InlineData("""{"type":"function_call_output","call_id":"c"}""", "input[0].output")]
    [InlineData("7", "input[0]")]
    public void A_wrong_item_is_named(string item, string param) =>
        Assert.Equal(param, Assert.Single(Read($$"""{"model":"m","input":[{{item}}]}""").Problems).Param);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"model\":\"m\",\"input\":\"x\"")]
    [InlineData("{\"model\":\"m\",\"input\":\"x\"} more")]
    [InlineData("{\"input\":\"x\"}")]
    [InlineData("{\"model\":\"m\"}")]
    public void What_is_no_request_is_a_problem(string body) => Assert.NotEmpty(Read(body).Problems);

    // As Codex sends it (github.com/openai/codex, codex-rs/core/src/client_common.rs and its tests).
    [Fact]
    public async Task The_items_of_a_turn_are_one_message_and_go_on_in_order()
    {
        const string Input =
            """
            [{"type":"message","role":"developer","content":[{"type":"input_text","text":"Rules."}]},
            {"type":"message","role":"user","content":[{"type":"input_text","text":"List."},
                {"type":"input_image","image_url":"data:image/png;base64,AQID"}]},
            {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm."}],"content":null,"encrypted_content":"enc"},
            {"type":"message","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"Looking."}]},
            {"type":"function_call","name":"ls","arguments":"{\"p\": \"/\"}","call_id":"c1"},
            {"type":"custom_tool_call","status":"completed","call_id":"c2","name":"apply_patch","input":"*** Begin"},
            {"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}},
            {"type":"local_shell_call","id":"lsh_1","call_id":"c3","status":"completed","action":{"type":"exec","command":["ls"],"env":{}}},
            {"type":"function_call_output","call_id":"c1","output":"a b"},
            {"type":"custom_tool_call_output","call_id":"c2","output":[{"type":"input_text","text":"ok"}]},
            {"type":"local_shell_call_output","id":"o","output":"x"}]
            """;
        var asked = Read($$"""{"model":"m","input":{{Input}},"tools":[],"include":["reasoning.encrypted_content"]"""
            + $$""","prompt_cache_key":"k"}""");

        Assert.Empty(asked.Problems);
        Assert.Equal(
            [ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Tool], asked.Messages.Select(message => message.Role));
        Assert.Equal(["input[6]", "input[7]", "input[10]"], asked.DialectMembers);
        Assert.Equal(["include", "prompt_cache_key"], asked.Others.Select(member => member.Name));
        var sent = await Sdk.SentAsync(asked.Messages, asked.Options);
        var expected = JsonElement.Parse(Input);
        Assert.Equal(
            expected.EnumerateArray().Select(item => item.GetProperty("type").GetString()),
            sent.GetProperty("input").EnumerateArray().Select(item => item.GetProperty("type").GetString()));
        Assert.Equal("developer", sent.GetProperty("input")[0].GetProperty("role").GetString());
        Assert.Equal("enc", sent.GetProperty("input")[2].GetProperty("encrypted_content").GetString());
        Assert.Equal("commentary", sent.GetProperty("input")[3].GetProperty("phase").GetString());
        Assert.Equal("""{"p": "/"}""", sent.GetProperty("input")[4].GetProperty("arguments").GetString());
        Assert.Equal("*** Begin", sent.GetProperty("input")[5].GetProperty("input").GetString());
        Assert.Equal("lsh_1", sent.GetProperty("input")[7].GetProperty("id").GetString());
        Assert.Equal("reasoning.encrypted_content", sent.GetProperty("include")[0].GetString());
    }

    [Fact]
    public void What_names_something_in_the_providers_account_is_told()
    {
        var asked = Read(
            """
            {"model":"m","input":[{"role":"user","content":[{"type":"input_file","file_id":"file_1"},
                {"type":"input_image","file_id":"file_2"}]}],
            "tools":[{"type":"file_search","vector_store_ids":["vs"]},{"type":"code_interpreter","container":"cntr_1"},
            {"type":"code_interpreter","container":{"type":"auto"}},{"type":"mcp","server_label":"s","server_url":"https://mcp.example"}]}
            """);
        Assert.Empty(asked.Problems);
        Assert.Equal(
            [
                "input[0].content[0].file_id", "input[0].content[1].file_id", "tools[0].vector_store_ids", "tools[1].container",
                "tools[3].server_url",
            ],
            asked.AccountMembers);
    }

    private static ResponsesAsked Read(string body) => ResponsesRequestReader.Read(Encoding.UTF8.GetBytes(body));
}
