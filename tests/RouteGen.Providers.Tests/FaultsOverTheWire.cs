using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests;

/// <summary>Replies that are not answers, and answers that end oddly, byte for byte over a socket, through the adapters.</summary>
public sealed class FaultsOverTheWire
{
    private const string Invalid =
        """{"type":"error","error":{"message":"bad","type":"invalid_request_error","code":400,"status":"INVALID_ARGUMENT"}}""";

    private static readonly Dialect[] Some =
    [
        Dialect.OpenAI,
        Dialect.Compatible, Dialect.Gemini, Dialect.OpenRouter, Dialect.Azure, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Ollama
    ];

    public static TheoryData<Dialect, bool> Each
    {
        get
        {
            var rows = new TheoryData<Dialect, bool>();
            foreach (var dialect in Some)
            {
                rows.Add(dialect, false);
                rows.Add(dialect, true);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_status_that_says_nothing_about_the_request_goes_on(Dialect dialect, bool streamed)
    {
        foreach (var status in new[] { 405, 406, 407, 410, 412, 414, 415, 418, 421, 425, 426, 431, 451, 499 })
        {
            foreach (var body in new[] { "", "<html>No</html>", Invalid })
            {
                await AssertGoesOnAsync(dialect, streamed, Bytes.Reply(body, status: status), $"{status} {body}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_400_stops_only_where_a_known_envelope_says_that_the_request_is_wrong(Dialect dialect, bool streamed)
    {
        foreach (var body in new[] { "", "null", "<html>Bad Request</html>",
            """{"detail":"The model m is not supported"}""", """{"detail":"no"}""", """{"message":"no"}""", "{\"err" })
        {
            await AssertGoesOnAsync(dialect, streamed, Bytes.Reply(body, status: 400), body);
            await AssertGoesOnAsync(dialect, streamed, Bytes.Reply(body, status: 422), body);
        }

        await using var server = new ScriptedServer(_ => Bytes.Reply(Invalid, status: 400));
        await using var stand = await Stand.StartAsync(dialect, primary: server.Endpoint);
        var call = await stand.AskAsync(streamed);
        Assert.Equal((RouteOutcome.Stopped, Fault.InvalidRequest), (call.Record.Outcome, call.Exception!.Fault));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_good_status_with_no_answer_goes_on(Dialect dialect, bool streamed)
    {
        var type = streamed ? "text/event-stream" : "application/json";
        foreach (var body in new[] { "", "null", "[]", "\"text\"", "5",
            "{}", "{\"id\":", "<html>Welcome</html>", "data: null\n\n", "data: [DONE]\n\n", "{\"error\":\"no\"}", "{\"detail\":\"no\"}" })
        {
            await AssertGoesOnAsync(dialect, streamed, Bytes.Reply(body, type), body);
            await AssertGoesOnAsync(dialect, streamed, Bytes.Reply(body, "text/html"), body);
        }

        await AssertGoesOnAsync(dialect, streamed, new Bytes([.. Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nConnection: close\r\n\r\n"), 0xff, 0xfe, 0xc3, 0x28, 0x80, 0x0a, 0x0a]), "bytes");
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task An_account_without_credit_goes_on(Dialect dialect, bool streamed)
    {
        var fault = await AssertGoesOnAsync(dialect, streamed, Bytes.Reply(
            """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}""",
            status: 400), "credit");
        Assert.Equal(Fault.QuotaExhausted, fault);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_finish_word_that_nobody_knows_ends_a_good_answer(Dialect dialect, bool streamed)
    {
        foreach (var word in new[] { "eos_token", "weird_new_reason" })
        {
            var say = new SayWire("Good morning.", word);
            await using var server = new ScriptedServer(_ => say.Reply(dialect, streamed));
            await using var stand = await Stand.StartAsync(dialect, primary: server.Endpoint);
            var call = await stand.AskAsync(streamed);

            Assert.Null(call.Exception);
            Assert.Equal(("Good morning.", RouteOutcome.Served, 1), (call.Response.Text, call.Record.Outcome, call.Record.Attempts.Count));
            Assert.Equal((50, 9), (call.Record.Usage!.Value.Input, call.Record.Usage.Value.Output));
        }
    }

    [Theory]
    [InlineData(Dialect.Compatible)]
    [InlineData(Dialect.OpenAI)]
    [InlineData(Dialect.OpenAIResponses)]
    [InlineData(Dialect.Anthropic)]
    [InlineData(Dialect.Ollama)]
    public async Task After_a_finish_reason_nothing_breaks_the_reply(Dialect dialect)
    {
        var say = new SayWire("Good morning.");
        var whole = say.Content(dialect) + say.End(dialect);
        (string More, Ending Ending)[] ends =
        [
            ("", Ending.Close), ("", Ending.Reset), ("", Ending.Hang),
            ("data: {garbage\n\n", Ending.Close), ("data: {\"error\":{\"message\":\"no\",\"code\":500}}\n\n", Ending.Close),
            ("{\"error\":\"no\"}\n", Ending.Close),
            ("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"no\"}}\n\n", Ending.Close),
        ];
        foreach (var (more, ending) in ends)
        {
            await using var server = new ScriptedServer(_ => Bytes.Reply(whole + more, say.ContentType(dialect, true), ending: ending));
            await using var stand = await Stand.StartAsync(dialect, primary: server.Endpoint);
            var call = await stand.AskAsync(streamed: true);

            Assert.True(call.Exception is null, $"{ending} {more}: {call.Exception}");
            Assert.Equal(("Good morning.", RouteOutcome.Served, 1), (call.Response.Text, call.Record.Outcome, call.Record.Attempts.Count));
            Assert.True(call.Record.CostUsd > 0m, "It is billed, and estimated where the usage did not come.");
            Assert.True(call.Record.Latency < TimeSpan.FromSeconds(20), "The silence is not waited out.");
        }
    }

    [Theory]
    [InlineData(Dialect.Compatible)]
    [InlineData(Dialect.OpenAI)]
    [InlineData(Dialect.OpenAIResponses)]
    public async Task A_refusal_in_a_stream_is_what_it_is_in_a_whole_reply(Dialect dialect)
    {
        var body = dialect == Dialect.OpenAIResponses
            ? SayWire.Event("""{"type":"response.created","sequence_number":0,"response":{"id":"r1","object":"response","created_at":1""" +
                ""","model":"m","status":"in_progress","error":null,"incomplete_details":null,"output":[],"parallel_tool_calls":true""" +
                ""","tools":[],"usage":null}}""")
                + SayWire.Event("""{"type":"response.refusal.delta","sequence_number":1,"item_id":"msg1","output_index":0""" +
                    ""","content_index":0,"delta":"I cannot."}""")
                + SayWire.Event("""{"type":"response.completed","sequence_number":2,"response":""" +
                    """{"id":"r1","object":"response","created_at":1,"model":"m","status":"completed","error":null""" +
                    ""","incomplete_details":null,"output":[],"parallel_tool_calls":true,"tools":[],"usage":null}}""")
            : SayWire.Data(SayWire.Chunk("""{"role":"assistant","content":"","refusal":null}"""))
                + SayWire.Data(SayWire.Chunk("""{"refusal":"I "}""")) + SayWire.Data(SayWire.Chunk("""{"refusal":"cannot."}"""))
                + SayWire.Data(SayWire.Chunk("{}", "\"stop\"")) + SayWire.Data("[DONE]");
        await using var server = new ScriptedServer(_ => Bytes.Reply(body, "text/event-stream"));
        await using var stand = await Stand.StartAsync(dialect, primary: server.Endpoint);
        var call = await stand.AskAsync(streamed: true);

        Assert.Equal((RouteOutcome.Stopped, Fault.ContentFiltered), (call.Record.Outcome, call.Exception!.Fault));
        Assert.Empty(stand.Backup.Requests);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task The_body_of_an_error_that_does_not_end_does_not_hide_its_status(Dialect dialect, bool streamed)
    {
        await using var server = new ScriptedServer(_ => Bytes.Reply("""{"error":{"message":"sl""", status: 401, ending: Ending.Hang));
        await using var stand = await Stand.StartAsync(dialect, primary: server.Endpoint);
        stand.BackupScript.Always(SimulatedReply.FromText("The backup speaks."));
        var call = await stand.AskAsync(streamed);

        Assert.Null(call.Exception);
        Assert.Equal((Fault.Unauthorized, (int?)401), (call.Record.Attempts[0].Fault, call.Record.Attempts[0].StatusCode));
        Assert.True(call.Record.Latency < TimeSpan.FromSeconds(20), "It is not waited for until a timer rings.");
    }

    [Fact]
    public async Task A_finish_word_for_a_failure_is_one()
    {
        foreach (var word in new[] { "error", "insufficient_system_resource", "network_error" })
        {
            await AssertGoesOnAsync(
                Dialect.Compatible, streamed: false, new SayWire("Half an answer", word).Reply(Dialect.Compatible, false), word);
        }
    }

    [Theory]
    [InlineData("Retry-After: 86400", null, 300)]
    [InlineData("Retry-After: 1e30", null, 300)]
    [InlineData("Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", null, 300)]
    [InlineData("retry-after-ms: 864000000", null, 300)]
    [InlineData("retry-after-ms: NaN\r\nRetry-After: 86400", null, 300)]
    [InlineData("Retry-After: 86400", 20, 20)]
    public async Task One_header_does_not_close_a_target_for_a_day(string header, int? configured, int seconds)
    {
        var time = new ShiftedTime();
        var say = new SayWire("Good morning.");
        await using var server = new ScriptedServer(
            _ => new Bytes($"HTTP/1.1 429 No\r\n{header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        await using var stand = await Stand.StartAsync(
            Dialect.Compatible,
            services =>
            {
                services.AddSingleton<TimeProvider>(time);
                if (configured is { } longest)
                {
                    services.Configure<RouteTableSettings>("WireTable", settings => settings.MaxRetryAfter = TimeSpan.FromSeconds(longest));
                }
            },
            primary: server.Endpoint);
        await stand.AskAsync(streamed: false);
        Assert.Equal(1, server.Requests);

        time.Advance(TimeSpan.FromSeconds(seconds - 10));
        var during = await stand.AskAsync(streamed: false);
        Assert.Equal((1, SkipReason.CoolingDown), (server.Requests, Assert.Single(during.Record.Skipped).Reason));

        server.Script = _ => say.Reply(Dialect.Compatible, streamed: false);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("Good morning.", (await stand.AskAsync(streamed: false)).Response.Text);
    }

    private static async Task<Fault> AssertGoesOnAsync(Dialect dialect, bool streamed, Bytes reply, string what)
    {
        await using var server = new ScriptedServer(_ => reply);
        await using var stand = await Stand.StartAsync(dialect, primary: server.Endpoint);
        stand.BackupScript.Always(SimulatedReply.FromText("The backup speaks.") with { Usage = new(100, 10) });
        var call = await stand.AskAsync(streamed);

        Assert.True(call.Exception is null, $"{dialect} {streamed} {what}: {call.Exception?.Fault}");
        Assert.Equal("The backup speaks.", call.Response.Text);
        return call.Record.Attempts[0].Fault;
    }
}
