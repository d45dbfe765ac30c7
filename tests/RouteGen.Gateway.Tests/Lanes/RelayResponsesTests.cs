namespace RouteGen.Gateway.Tests.Lanes;

/// <summary>Responses relayed.</summary>
public sealed class RelayResponsesTests
{
    [Fact]
    public async Task A_stream_goes_on_and_leaves_nothing_with_the_provider()
    {
        var Events = RelayBench.Text("responses-stream.txt");
        await using var bench = await RelayBench.StartAsync(RelayBench.Events(Events));

        var (status, reply, _) = await bench.SendAsync(
            "/v1/responses",
            ("""{"model":"think","stream":true,"store":null,"input":[{"type":"message","role":"user","content":[{"type":"input_te"""u8
                + """xt","text":"Hi"}]},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"abc"}],"tools":[{"typ"""u8
                + """e":"custom","name":"apply_patch","format":{"type":"grammar","syntax":"lark","definition":"x"}}],"client_metada"""u8
                + """ta":{"a":"b"},"include":["reasoning.encrypted_content"],"prompt_cache_key":"k"}"""u8).ToArray());

        Assert.True(status == 200, reply);
        var record = bench.Record;
        Assert.Equal(Events.Replace("resp_theirs", $"resp_{record.Id}", StringComparison.Ordinal)
            .Replace("resp-wire", "think", StringComparison.Ordinal), reply);
        Assert.Matches(
            """^\{"model":"resp-wire","stream":true,"store":false,"input":\[.*\],"tools":\[\{"type":"custom","name":"apply_patc"""
                + """h","format":\{"type":"grammar","syntax":"lark","definition":"x"\}\}\],"include":\["reasoning.encrypted_conten"""
                + """t"\],"prompt_cache_key":"[0-9a-f]{32}","max_output_tokens":1000\}$""",
            bench.SentBody);
        Assert.Equal((9, 3, RequestLane.Relay), (record.Usage!.Value.Input, record.Usage.Value.Output, record.Attempts[0].Lane!.Value));
    }
}
