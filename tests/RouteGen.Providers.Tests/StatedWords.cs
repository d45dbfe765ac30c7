using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Doubles;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests;

/// <summary>What a server states of itself, over the wire: of any size, and with the key in it that it was sent.</summary>
public sealed class StatedWords
{
    private const string Key = "sk-test-" + "Zx9yWv8uTs7rQp6oNm5l";

    public static TheoryData<Dialect, bool> Wires => new()
    {
        { Dialect.OpenAI, false }, { Dialect.OpenAI, true }, { Dialect.Azure, false }, { Dialect.Compatible, true },
        { Dialect.Anthropic, false }, { Dialect.Anthropic, true }, { Dialect.Ollama, false }, { Dialect.Ollama, true },
    };

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task A_megabyte_of_model_and_of_finish_reason_makes_no_megabyte_of_record(Dialect dialect, bool streamed)
    {
        var huge = new string('m', 1_000_000);
        var call = await AskAsync(dialect, streamed, Serving(dialect, streamed, huge, huge), new());

        Assert.InRange(call.Record.ToJson().Length, 100, 10_000);
        Assert.Null(call.Record.Attempts[0].ResponseModel);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task A_key_that_is_stated_as_model_or_request_goes_nowhere(Dialect dialect, bool streamed)
    {
        var log = new LogLines();
        var call = await AskAsync(dialect, streamed, Serving(
            dialect, streamed, $"model-{Key}", "stop", $"x-request-id: {Key}\r\nrequest-id: {Key}\r\napim-request-id: {Key}\r\n"), log);

        Assert.Equal("Good morning.", call.Response.Text);
        Assert.Equal((null, null), (call.Record.Attempts[0].ResponseModel, call.Record.Attempts[0].RequestId));
        Nowhere(call, log);
    }

    [Theory]
    [InlineData("code", Key)]
    [InlineData("code", "sk-test-Zx9yWv8u")]
    [InlineData("type", Key)]
    [InlineData("type", "Incorrect_key_" + Key)]
    [InlineData("param", Key)]
    [InlineData("message", "Incorrect API key provided: " + Key)]
    public async Task A_key_that_is_stated_in_an_error_goes_nowhere(string member, string value)
    {
        foreach (var dialect in Adapters.Dialects)
        {
            foreach (var status in new[] { 400, 401, 429, 500 })
            {
                var log = new LogLines();
                var body = $$$"""{"type":"error","error":{"{{{member}}}":"{{{value}}}"}}""";
                var call = await AskAsync(dialect, streamed: status == 429, $"HTTP/1.1 {status} No\r\nx-request-id: {Key}\r\n" +
                    $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}", log);

                Assert.Equal(status, call.Record.Attempts[0].StatusCode);
                Nowhere(call, log);
            }
        }
    }

    private static void Nowhere(CallView call, LogLines log)
    {
        var left = string.Join('\n', log.All.Select(l => l.Text)) + call.Record.ToJson() + call.Record + call.Exception;
        Assert.DoesNotContain(Key[..12], left, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<CallView> AskAsync(Dialect dialect, bool streamed, string reply, LogLines log)
    {
        await using var server = new RawServer(reply);
        await using var stand = await Stand.StartAsync(
            dialect, s => s.AddLogging(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(log)), key: Key, primary: server.Endpoint);
        return await stand.AskAsync(streamed);
    }

    private static string Serving(Dialect dialect, bool streamed, string model, string finish, string headers = "")
    {
        var (type, body) = (dialect, streamed) switch
        {
            (Dialect.Anthropic, false) => ("application/json", $$$"""{"id":"msg_1","type":"message","role":"assistant","mode""" +
                $$$"""l":"{{{model}}}","content":[{"type":"text","text":"Good morning."}],"stop_reason":"end_turn","stop_sequence":null""" +
                $$$""","usage":{"input_tokens":1,"output_tokens":1}}"""),
            (Dialect.Anthropic, true) => ("text/event-stream", Events(
                $$$"""{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"{{{model}}}","conten""" +
                $$$"""t":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1} } }""",
                """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Good morning."}}""",
                """{"type":"content_block_stop","index":0}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":1}}""",
                """{"type":"message_stop"}""")),
            (Dialect.Ollama, _) => ("application/x-ndjson", $$$"""{"model":"{{{model}}}","created_at":"2026-11-20T12:00:""" +
                $$$"""00Z","message":{"role":"assistant","content":"Good morning."},"done":true""" +
                $$$""","done_reason":"{{{finish}}}","prompt_eval_count":1,"eval_count":1}""" + "\n"),
            (_, false) => ("application/json", $$$"""{"id":"c1","object":"chat.completion","created":1,"model":"{{{model}}}","choices":""" +
                $$$"""[{"index":0,"message":{"role":"assistant","content":"Good morning."},"finish_reason":"stop"}]}"""),
            _ => ("text/event-stream", string.Concat(new[]
            {
                $$$"""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"{{{model}}}","choices":[{"index":0""" +
                $$$""","delta":{"role":"assistant","content":"Good morning."},"finish_reason":null}]}""",
                $$$"""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"{{{model}}}","choices":[{"index":0""" +
                $$$""","delta":{},"finish_reason":"stop"}]}""",
                "[DONE]",
            }.Select(e => $"data: {e}\n\n"))),
        };
        return $"HTTP/1.1 200 OK\r\n{headers}Content-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n" +
            $"Connection: close\r\n\r\n{body}";
    }

    private static string Events(params string[] events) =>
        string.Concat(events.Select(e => $"event: {e[9..e.IndexOf('"', 9)]}\ndata: {e}\n\n"));
}
