namespace RouteGen.Providers.Tests.ToolCalls;

/// <summary>A reply that calls <c>delete_files</c>, as servers of each dialect send it.</summary>
/// <param name="Text">What it says before.</param>
/// <param name="Pieces">The arguments, in the pieces in which a stream brings them.</param>
/// <param name="Finish">Why it ends, in the words of chat completions.</param>
internal sealed record ToolCallWire(string Text, string[] Pieces, string Finish = "tool_calls")
{
    public const string Path = "/tmp/old";

    public static ToolCallWire Whole { get; } = new("", ["{\"pa", "th\": \"/tm", "p/old\"}"]);

    private string Arguments => string.Concat(Pieces);

    public string ContentType(Dialect dialect, bool streamed) =>
        !streamed ? "application/json" : dialect == Dialect.Ollama ? "application/x-ndjson" : "text/event-stream";

    public string Body(Dialect dialect, bool streamed) => (dialect, streamed) switch
    {
        (Dialect.Anthropic, true) => AnthropicStream(),
        (Dialect.Anthropic, false) => AnthropicWhole(),
        (Dialect.Ollama, true) => OllamaStream(),
        (Dialect.Ollama, false) => OllamaWhole(),
        (Dialect.OpenAIResponses or Dialect.AzureResponses, true) => ResponsesStream(),
        (Dialect.OpenAIResponses or Dialect.AzureResponses, false) => Response(ResponseStatus),
        (_, true) => Events([.. ChatEvents(), "[DONE]"]),
        (_, false) => ChatWhole(),
    };

    public static string Events(params string[] events) => string.Concat(events.Select(e => $"data: {e}\n\n"));

    public static string Chunk(string delta, string finish = "null") =>
        $$$"""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0""" +
        $$$""","delta":{{{delta}}},"finish_reason":{{{finish}}}}]}""";

    /// <summary>A part of a call: the first names it.</summary>
    public static string CallDelta(string arguments, bool named = false, int index = 0, string id = "call-1") =>
        "{\"tool_calls\":[{\"index\":" + index + (named
            ? $$""","id":"{{id}}","type":"function","function":{"name":"delete_files","arguments":"""
            : ",\"function\":{\"arguments\":")
        + Quoted(arguments) + "}}]}";

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    public string[] ChatEvents() =>
    [
        Chunk("""{"role":"assistant","content":""}"""),
        .. Text.Length > 0 ? [Chunk($$"""{"content":"{{Text}}"}""")] : Array.Empty<string>(),
        Chunk(CallDelta("", named: true)),
        .. Pieces.Select(piece => Chunk(CallDelta(piece))),
        Chunk("{}", $"\"{Finish}\""),
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":50""" +
        ""","completion_tokens":9,"total_tokens":59}}""",
    ];

    private string ChatWhole() =>
        $$"""
        {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[
        {"index":0,"message":{"role":"assistant","content":{{Quoted(Text)}},"tool_calls":[
        {"id":"call-1","type":"function","function":{"name":"delete_files","arguments":{{Quoted(Arguments)}} } }]},
        "finish_reason":"{{Finish}}" }],
        "usage":{"prompt_tokens":50,"completion_tokens":9,"total_tokens":59} }
        """;

    private string AnthropicReason => Finish == "length" ? "max_tokens" : "tool_use";

    private static string ToolUse => """{"type":"tool_use","id":"call-1","name":"delete_files","input":{} }""";

    private static string ArgumentsDelta(string piece) => $$"""{"type":"input_json_delta","partial_json":{{Quoted(piece)}} }""";

    private string AnthropicStream()
    {
        var index = Text.Length > 0 ? 1 : 0;
        string[] events =
        [
            """{"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":""" +
            """null,"stop_sequence":null,"usage":{"input_tokens":50,"output_tokens":1}}}""",
            .. Text.Length > 0
                ?
                [
                    """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
                    $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{Text}}}"}}""",
                    """{"type":"content_block_stop","index":0}""",
                ]
                : Array.Empty<string>(),
            $$$"""{"type":"content_block_start","index":{{{index}}},"content_block":{{{ToolUse}}} }""",
            .. Pieces.Select(piece => $$$"""{"type":"content_block_delta","index":{{{index}}},"delta":{{{ArgumentsDelta(piece)}}} }"""),
            $$"""{"type":"content_block_stop","index":{{index}}}""",
            $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{AnthropicReason}}}","stop_sequence":""" +
            $$$"""null},"usage":{"output_tokens":9}}""",
            """{"type":"message_stop"}""",
        ];
        return string.Concat(events.Select(e => $"event: {e.Split('"')[3]}\ndata: {e}\n\n"));
    }

    // The server reads what there is of the arguments, and gives an object in any case.
    private string AnthropicWhole() =>
        $$"""
        {"id":"m1","type":"message","role":"assistant","model":"m","content":[
        {{(Text.Length > 0 ? $$"""{"type":"text","text":"{{Text}}"},""" : "")}}
        {"type":"tool_use","id":"call-1","name":"delete_files","input":{{AsObject}} }],
        "stop_reason":"{{AnthropicReason}}","stop_sequence":null,"usage":{"input_tokens":50,"output_tokens":9} }
        """;

    private string AsObject => Arguments.EndsWith('}') ? Arguments : "{}";

    private string OllamaCall =>
        $$"""{"role":"assistant","content":"","tool_calls":[{"function":{"name":"delete_files","arguments":{{AsObject}} } }]}""";

    private string OllamaDone(string message) =>
        $$"""{"model":"m","created_at":"2026-11-20T12:00:00Z","message":{{message}},"done":true"""
        + $$""","done_reason":"{{(Finish == "length" ? "length" : "stop")}}","total_duration":1,"prompt_eval_count":50,"eval_count":9}"""
        + "\n";

    private string OllamaStream() =>
        (Text.Length > 0 ? $$$"""{"model":"m","created_at":"2026-11-20T12:00:""" +
            $$$"""00Z","message":{"role":"assistant","content":"{{{Text}}}"},"done":false}""" + "\n" : "")
        + $$"""{"model":"m","created_at":"2026-11-20T12:00:00Z","message":{{OllamaCall}},"done":false}""" + "\n"
        + OllamaDone("""{"role":"assistant","content":""}""");

    private string OllamaWhole() => OllamaDone(OllamaCall);

    private string ResponseStatus => Finish == "length" ? "incomplete" : "completed";

    private string FunctionCall(string status, string arguments) =>
        $$"""{"type":"function_call","id":"fc1","call_id":"call-1","name":"delete_files","arguments":{{Quoted(arguments)}},"statu""" +
        $$"""s":"{{status}}"}""";

    private string Message(string status, string content) =>
        $$"""{"type":"message","id":"msg1","role":"assistant","status":"{{status}}","content":[{{content}}]}""";

    private string TextPart => $$"""{"type":"output_text","text":"{{Text}}","annotations":[]}""";

    private string Response(string status)
    {
        string[] output = status == "in_progress"
            ? []
            : [.. Text.Length > 0 ? [Message("completed", TextPart)] : Array.Empty<string>(), FunctionCall(status, Arguments)];
        var incomplete = status == "incomplete" ? """{"reason":"max_output_tokens"}""" : "null";
        var usage = status == "in_progress"
            ? "null"
            : """{"input_tokens":50,"input_tokens_details":{"cached_tokens":0},"output_tokens":9,"""
                + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":59}";
        return $$"""{"id":"r1","object":"response","created_at":1,"model":"m","status":"{{status}}","error":null,"""
            + $"\"incomplete_details\":{incomplete},\"output\":[{string.Join(',', output)}],"
            + $"\"parallel_tool_calls\":true,\"tools\":[],\"usage\":{usage}}}";
    }

    private string ResponsesStream()
    {
        var at = Text.Length > 0 ? 1 : 0;
        string[] events =
        [
            $$"""{"type":"response.created","response":{{Response("in_progress")}}""",
            .. Text.Length > 0
                ?
                [
                    $$"""{"type":"response.output_item.added","output_index":0,"item":{{Message("in_progress", "")}}""",
                    $$"""{"type":"response.output_text.delta","item_id":"msg1","output_index":0,"content_index":0,"delta":"{{Text}}" """,
                    $$"""{"type":"response.output_item.done","output_index":0,"item":{{Message("completed", TextPart)}}""",
                ]
                : Array.Empty<string>(),
            $$"""{"type":"response.output_item.added","output_index":{{at}},"item":{{FunctionCall("in_progress", "")}}""",
            .. Pieces.Select(piece =>
                $$"""{"type":"response.function_call_arguments.delta","item_id":"fc1","output_index":{{at}},"delta":{{Quoted(piece)}}"""),
            $$"""{"type":"response.function_call_arguments.done","item_id":"fc1","output_index":{{at}},"arguments":{{Quoted(Arguments)}}""",
            $$"""{"type":"response.output_item.done","output_index":{{at}},"item":{{FunctionCall(ResponseStatus, Arguments)}}""",
            $$"""{"type":"response.{{ResponseStatus}}","response":{{Response(ResponseStatus)}}""",
        ];
        return string.Concat(events.Select((e, i) => $"event: {e.Split('"')[3]}\ndata: {e},\"sequence_number\":{i}}}\n\n"));
    }
}
