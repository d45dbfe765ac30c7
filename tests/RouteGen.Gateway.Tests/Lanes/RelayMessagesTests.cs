using System.Text;

namespace RouteGen.Gateway.Tests.Lanes;

/// <summary>Messages relayed, as a coding agent sends them.</summary>
public sealed class RelayMessagesTests
{
    [Fact]
    public async Task An_agents_request_goes_on_with_its_headers_and_members()
    {
        const string Reply = """{"id":"msg_theirs","type":"message","role":"assistant","model":"claude-wire","content":[{"typ"""
            + """e":"text","text":"H\u00e9"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"cache_re"""
            + """ad_input_tokens":100,"output_tokens":3,"service_tier":"standard"},"context_management":{"applied_edits":[]}}""";
        await using var bench = await RelayBench.StartAsync(RelayBench.Whole(Reply, headers: "request-id: req_1\r\n"));
        var Body = RelayBench.Text("messages-request.json");

        var (status, reply, _) = await bench.SendAsync(
            "/v1/messages?beta=true", Encoding.UTF8.GetBytes(Body),
            ("anthropic-beta", "context-management-2025-06-27,x"), ("anthropic-version", "2023-06-01"),
            ("cookie", "a=b"));

        Assert.True(status == 200, reply);
        var sent = System.Text.RegularExpressions.Regex.Replace(bench.SentBody, "\"[0-9a-f]{32}\"", "\"user_1_account__session_2\"");
        Assert.Equal(
            Body.Replace("\"write\"", "\"claude-wire\"", StringComparison.Ordinal),
            Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(sent)));
        Assert.NotEqual(sent, bench.SentBody);
        Assert.Contains("anthropic-beta: context-management-2025-06-27,x", bench.SentHead, StringComparison.Ordinal);
        Assert.Single(bench.SentHead.Split('\n'), l => l.StartsWith("anthropic-version:", StringComparison.Ordinal));
        Assert.DoesNotContain("cookie", bench.SentHead, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-api-key: simulated", bench.SentHead, StringComparison.Ordinal);
        var record = bench.Record;
        Assert.Equal(Reply.Replace("msg_theirs", $"msg_{record.Id}", StringComparison.Ordinal)
            .Replace("claude-wire", "write", StringComparison.Ordinal), reply);
        Assert.Equal(
            (RequestLane.Relay, 109L, 100L),
            (record.Attempts[0].Lane!.Value, record.Usage!.Value.Input, record.Usage.Value.CachedInput));
    }

    [Fact]
    public async Task A_stream_goes_on_event_by_event_and_ends_when_the_call_has_served()
    {
        var Events = RelayBench.Text("messages-stream.txt");
        await using var bench = await RelayBench.StartAsync(RelayBench.Events(Events));

        var (status, reply, _) = await bench.SendAsync(
            "/v1/messages", ("""{"model":"write","max_tokens":500,"stream":true,"messages":[{"role":"user","content":"Hi"}],"tool"""u8
                + """s":[{"name":"Bash","input_schema":{"type":"object"}}]}"""u8).ToArray());

        Assert.Equal(200, status);
        var record = bench.Record;
        var settled = Events.Replace("msg_theirs", $"msg_{record.Id}", StringComparison.Ordinal)
            .Replace("claude-wire", "write", StringComparison.Ordinal);

        // The route has several issuers: ids and signatures leave with the stamp of theirs.
        Assert.Equal(
            settled.Replace("toolu_1", "rgcvaetoolu_1", StringComparison.Ordinal)
                .Replace("c2ln", "rgcvaec2ln", StringComparison.Ordinal), reply);
        Assert.Equal((9, 30, RouteOutcome.Served), (record.Usage!.Value.Input, record.Usage.Value.Output, record.Outcome));
    }

    [Fact]
    public async Task A_providers_own_refusal_reaches_the_caller_as_it_came()
    {
        const string Error = """{"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens`"""
            + """ exceed context limit: 1 + 2 > 3, decrease input length"},"request_id":"req_9"}""";
        await using var bench = await RelayBench.StartAsync(RelayBench.Whole(Error, status: 400));

        // The route's other target answers as oddly, but in another dialect: the first to be asked is the last that was relayed.
        var (status, reply, _) = await bench.SendAsync(
            "/v1/messages", """{"model":"write","max_tokens":500,"messages":[{"role":"user","content":"Hi"}]}"""u8.ToArray());

        Assert.Equal(400, status);
        var last = bench.Record.Attempts[^1];
        if (last.Lane == RequestLane.Relay)
        {
            Assert.Equal(Error, reply);
        }
        else
        {
            Assert.Contains("\"type\":\"error\"", reply, StringComparison.Ordinal);
        }
    }
}
