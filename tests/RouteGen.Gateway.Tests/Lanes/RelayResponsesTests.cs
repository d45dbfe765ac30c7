namespace RouteGen.Gateway.Tests.Lanes;

/// <summary>Responses relayed.</summary>
public sealed class RelayResponsesTests
{
    [Fact]
    public async Task A_stream_goes_on_and_leaves_nothing_with_the_provider()
    {
        const string Events = """
            event: response.created
            data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_theirs","object":"response","status":"in_progress","model":"resp-wire","output":[]}}

            event: response.in_progress
            data: {"type":"response.in_progress","sequence_number":1,"response":{"id":"resp_theirs","object":"response","status":"in_progress","model":"resp-wire","output":[]}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}

            event: response.content_part.added
            data: {"type":"response.content_part.added","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"H\u00e9","obfuscation":"abc"}

            event: response.output_text.done
            data: {"type":"response.output_text.done","sequence_number":5,"item_id":"msg_1","output_index":0,"content_index":0,"text":"H\u00e9"}

            event: response.output_item.done
            data: {"type":"response.output_item.done","sequence_number":6,"output_index":0,"item":{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"H\u00e9","annotations":[]}]}}

            event: response.completed
            data: {"type":"response.completed","sequence_number":7,"response":{"id":"resp_theirs","object":"response","status":"completed","model":"resp-wire","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"H\u00e9","annotations":[]}]}],"usage":{"input_tokens":9,"output_tokens":3,"total_tokens":12}}}


            """;
        await using var bench = await RelayBench.StartAsync(RelayBench.Events(Events));

        var (status, reply, _) = await bench.SendAsync(
            "/v1/responses",
            """{"model":"think","stream":true,"store":null,"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"abc"}],"tools":[{"type":"custom","name":"apply_patch","format":{"type":"grammar","syntax":"lark","definition":"x"}}],"client_metadata":{"a":"b"},"include":["reasoning.encrypted_content"],"prompt_cache_key":"k"}"""u8.ToArray());

        Assert.True(status == 200, reply);
        var record = bench.Record;
        Assert.Equal(Events.Replace("resp_theirs", $"resp_{record.Id}", StringComparison.Ordinal).Replace("resp-wire", "think", StringComparison.Ordinal), reply);
        Assert.Matches(
            """^\{"model":"resp-wire","stream":true,"store":false,"input":\[.*\],"tools":\[\{"type":"custom","name":"apply_patch","format":\{"type":"grammar","syntax":"lark","definition":"x"\}\}\],"include":\["reasoning.encrypted_content"\],"prompt_cache_key":"[0-9a-f]{32}","max_output_tokens":1000\}$""",
            bench.SentBody);
        Assert.Equal((9, 3, RequestLane.Relay), (record.Usage!.Value.Input, record.Usage.Value.Output, record.Attempts[0].Lane!.Value));
    }
}
