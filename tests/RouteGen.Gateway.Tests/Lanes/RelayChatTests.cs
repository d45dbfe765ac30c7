using System.Net;
using System.Text;

namespace RouteGen.Gateway.Tests.Lanes;

/// <summary>Chat Completions relayed: every byte but the named edits.</summary>
public sealed class RelayChatTests
{
    private static readonly string Reply = RelayBench.Text("chat-reply.json");

    [Fact]
    public async Task A_whole_request_and_its_reply_go_on_byte_for_byte()
    {
        await using var bench = await RelayBench.StartAsync(RelayBench.Whole(
            Reply, headers: "x-ratelimit-limit-requests: 5\r\nopenai-organization: acme\r\nset-cookie: a=b\r\n"));
        var body = "\uFEFF{ \"messages\":[{\"role\":\"user\", \"content\":\"S\\u0061y \\\"hi\\\" é 😀 \\/\" , \"x\":1e2},\n"
            + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\","
            + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{ \\\"a\\\" : 1.0 }\"}}]},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"[1, 2]\"}],"
            + "\r\n\t\"mod\\u0065l\" : \"chat\",\"temperature\":1.0, \"max_completion_tokens\" :100 }\n";

        var (status, reply, response) = await bench.SendAsync("/v1/chat/completions", Encoding.UTF8.GetBytes(body));

        Assert.True(status == 200, reply);
        var sent = body.TrimStart('\uFEFF').Replace("\"chat\"", "\"gpt-wire\"", StringComparison.Ordinal);
        Assert.Equal(sent, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bench.SentBody)));
        var record = bench.Record;
        Assert.Equal(RequestLane.Relay, record.Attempts[0].Lane);
        Assert.Equal(RelayBench.Hash(Reply
            .Replace("chatcmpl-theirs", $"chatcmpl-{record.Id}", StringComparison.Ordinal)
            .Replace("gpt-wire-2026-01-01", "chat", StringComparison.Ordinal)), RelayBench.Hash(reply));
        Assert.Equal((11, 7, 4), (record.Usage!.Value.Input, record.Usage.Value.Output, record.Usage.Value.CachedInput));
        Assert.Equal("relay", response.Headers.GetValues("x-routegen-lane").Single());
        Assert.DoesNotContain(response.Headers, h => h.Key is "x-ratelimit-limit-requests" or "openai-organization" or "Set-Cookie");
        Assert.Equal("gpt-wire-2026-01-01", record.Attempts[0].ResponseModel);
    }

    [Fact]
    public async Task A_stream_goes_on_byte_for_byte_without_the_counts_that_nobody_asked_for()
    {
        const string First = """{"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-wire","obfuscatio"""
            + """n":"x9","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish"""
            + """_reason":null}],"usage":null}""";
        const string Second = """{"choices":[{"index":0,"delta":{"content":" H\u00e9 "},"finish_reason":null}],"model":"gpt-wir"""
            + """e","id":"c1","usage":null, "created":1700000000}""";
        const string Last = """{"id":"c1","usage":null,"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"created":17000"""
            + """00000,"model":"gpt-wire"}""";
        const string Usage = """{"id":"c1","choices":[],"created":1700000000,"model":"gpt-wire","usage":{"prompt_tokens":11,"com"""
            + """pletion_tokens":7,"total_tokens":18}}""";
        await using var bench = await RelayBench.StartAsync(RelayBench.Events(
            $": OPENROUTER PROCESSING\n\ndata: {First}\n\ndata: {Second}\r\n\r\n"
            + $": ping\n\ndata: {Last}\n\ndata: {Usage}\n\ndata: [DONE]\n\n"));

        var (status, reply, _) = await bench.SendAsync("/v1/chat/completions", ("""{"model":"chat","stream":true,"messages":[{"ro"""u8
            + """le":"user","content":"Hi"}]}"""u8).ToArray());

        Assert.Equal(200, status);
        var record = bench.Record;
        string Settled(string data) => "data: " + data.Replace("\"c1\"", $"\"chatcmpl-{record.Id}\"", StringComparison.Ordinal)
            .Replace("\"gpt-wire\"", "\"chat\"", StringComparison.Ordinal) + "\n\n";
        Assert.Equal(
            Settled(First.Replace(",\"usage\":null", "", StringComparison.Ordinal))
            + Settled(Second.Replace(",\"usage\":null", "", StringComparison.Ordinal))
            + Settled(Last.Replace(",\"usage\":null", "", StringComparison.Ordinal))
            + "data: [DONE]\n\n", reply);
        Assert.Equal(
            """{"model":"gpt-wire","stream":true,"messages":[{"role":"user","content":"Hi"}],"max_completion_tokens":1000,"strea"""
                + """m_options":{"include_usage":true}}""",
            bench.SentBody);
        Assert.Equal((11, 7, RouteOutcome.Served), (record.Usage!.Value.Input, record.Usage.Value.Output, record.Outcome));
        Assert.Equal(RequestLane.Relay, record.Attempts[0].Lane);
    }

    [Fact]
    public async Task Counts_that_were_asked_for_stay()
    {
        const string Text = """{"id":"c1","created":1,"model":"gpt-wire","choices":[{"index":0,"delta":{"content":"Hi"},"finish_"""
            + """reason":"stop"}],"usage":null}""";
        const string Usage = """{"id":"c1","choices":[],"created":1,"model":"gpt-wire","usage":{"prompt_tokens":11,"completion_t"""
            + """okens":7,"total_tokens":18}}""";
        await using var bench = await RelayBench.StartAsync(RelayBench.Events($"data: {Text}\n\ndata: {Usage}\n\ndata: [DONE]\n\n"));

        var (_, reply, _) = await bench.SendAsync("/v1/chat/completions",
            ("""{"model":"chat","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}]"""u8
                + ""","max_completion_tokens":5}"""u8).ToArray());

        Assert.Contains("\"usage\":null", reply, StringComparison.Ordinal);
        Assert.Contains("\"total_tokens\":18}", reply, StringComparison.Ordinal);
        Assert.Equal(
            """{"model":"gpt-wire","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"H"""
                + """i"}],"max_completion_tokens":5}""",
            bench.SentBody);
    }

    [Fact]
    public async Task A_stream_that_is_cut_has_an_error_and_no_end()
    {
        const string Text = """{"id":"c1","created":1,"model":"gpt-wire","choices":[{"index":0,"delta":{"content":"Hi"},"finish_"""
            + """reason":null}]}""";
        await using var bench = await RelayBench.StartAsync(RelayBench.Events($"data: {Text}\n\ndata: {Text}\n\ndata: {Text[..40]}"));

        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent(
                """{"model":"chat","stream":true,"messages":[{"role":"user","content":"Hi"}]}""", null, "application/json"),
        };
        using var response = await bench.Gateway.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var reply = new StringBuilder();
        var failure = await Record.ExceptionAsync(async () =>
        {
            await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            var buffer = new byte[4096];
            int read;
            while ((read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0)
            {
                reply.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        });

        Assert.IsAssignableFrom<IOException>(failure);
        Assert.Contains("\"error\":", reply.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", reply.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"finish_reason\":\"", reply.ToString(), StringComparison.Ordinal);
        Assert.Equal(Fault.StreamBroken, bench.Record.Attempts[0].Fault);
    }

    [Fact]
    public async Task Pieces_of_a_call_go_on_when_it_is_whole()
    {
        string[] events =
        [
            """{"id":"c1","created":1,"model":"gpt-wire","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_"""
                + """calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":n"""
                + """ull}]}""",
            """{"id":"c1","created":1,"model":"gpt-wire","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"ar"""
                + """guments":"{ \"a\":"}}]},"finish_reason":null}]}""",
            """{"id":"c1","created":1,"model":"gpt-wire","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"ar"""
                + """guments":" 1.0}"}}]},"finish_reason":null}]}""",
            """{"id":"c1","created":1,"model":"gpt-wire","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
        ];
        await using var bench = await RelayBench.StartAsync(RelayBench.Events(
            string.Concat(events.Select(e => $"data: {e}\n\n")) + "data: [DONE]\n\n"));

        var (_, reply, _) = await bench.SendAsync("/v1/chat/completions",
            ("""{"model":"chat","stream":true,"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":"""u8
                + """{"name":"f","parameters":{}}}]}"""u8).ToArray());

        var id = bench.Record.Id;
        Assert.Equal(
            string.Concat(events.Select(e => "data: " + e.Replace("\"c1\"", $"\"chatcmpl-{id}\"", StringComparison.Ordinal)
                .Replace("\"gpt-wire\"", "\"chat\"", StringComparison.Ordinal)
                // The route has several issuers: an id leaves with the stamp of its own.
                .Replace("call_1", "rgrfqmcall_1", StringComparison.Ordinal) + "\n\n")) + "data: [DONE]\n\n", reply);
    }

    [Fact]
    public async Task Users_are_named_by_pseudonyms_and_unknown_members_are_dropped_and_told()
    {
        await using var bench = await RelayBench.StartAsync(RelayBench.Whole(Reply));

        var (_, _, response) = await bench.SendAsync("/v1/chat/completions",
            ("""{"top_k":3,"model":"chat","user":"ann@example.com","messages":[{"role":"user","content":"Hi"}],"prompt_cache_ke"""u8
                + """y":"k","my_vendor":{"a":1}}"""u8).ToArray());

        Assert.Matches(
            """^\{"model":"gpt-wire","user":"[0-9a-f]{32}","messages":\[\{"role":"user","content":"Hi"\}\],"prompt_cache_key":"["""
                + """0-9a-f]{32}","max_completion_tokens":1000\}$""",
            bench.SentBody);
        Assert.Equal("top_k, my_vendor", bench.Record.Attempts[0].Unsent);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
