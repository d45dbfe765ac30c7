namespace RouteGen.Providers.Tests.Suite;

/// <summary>A reply of one text, as servers of each dialect send it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Finish">The finish word; null for the dialect's own.</param>
internal sealed record SayWire(string Text, string? Finish = null)
{
    public string ContentType(Dialect dialect, bool streamed) =>
        !streamed ? "application/json" : dialect == Dialect.Ollama ? "application/x-ndjson" : "text/event-stream";

    /// <summary>The whole reply, or the whole stream.</summary>
    public string Body(Dialect dialect, bool streamed) => streamed ? Content(dialect) + End(dialect) + AfterEnd(dialect) : Whole(dialect);

    public Bytes Reply(Dialect dialect, bool streamed) => Bytes.Reply(Body(dialect, streamed), ContentType(dialect, streamed));

    /// <summary>What a stream says before its finish reason.</summary>
    public string Content(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic =>
            Event("""{"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"m","content":[]""" +
                ""","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":50,"output_tokens":1}}}""")
            + Event("""{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""")
            + Event($$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{Text}}}"}}""")
            + Event("""{"type":"content_block_stop","index":0}"""),
        Dialect.Ollama =>
            $$$"""{"model":"m","created_at":"2026-11-20T12:00:00Z","message":{"role":"assistant","content":"{{{Text}}}"},"done":false}""" +
                "\n",
        Dialect.OpenAIResponses or Dialect.AzureResponses =>
            Event($$"""{"type":"response.created","sequence_number":0,"response":{{Response("in_progress")}}}""")
            + Event(
                $$"""{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{{Message("in_progress", "")}}}""")
            + Event($$"""{"type":"response.output_text.delta","sequence_number":2,"item_id":"msg1","output_index":0,"content_index":0""" +
                $$""","delta":"{{Text}}"}""")
            + Event(
                $$"""{"type":"response.output_item.done","sequence_number":3,"output_index":0,"item":{{Message("completed", Part)}}}"""),
        _ => Data(Chunk("""{"role":"assistant","content":""}""")) + Data(Chunk($$"""{"content":"{{Text}}"}""")),
    };

    /// <summary>The finish reason of a stream.</summary>
    public string End(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => Event($$$"""{"type":"message_delta","delta":{"stop_reason":"{{{Finish ?? "end_turn"}}}","stop_sequence":""" +
            $$$"""null},"usage":{"output_tokens":9}}"""),
        Dialect.Ollama => OllamaDone(""),
        Dialect.OpenAIResponses or Dialect.AzureResponses =>
            Event($$"""{"type":"response.{{Status}}","sequence_number":4,"response":{{Response(Status)}}}"""),
        _ => Data(Chunk("{}", $"\"{Finish ?? "stop"}\"")),
    };

    /// <summary>What follows it.</summary>
    public static string AfterEnd(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => Event("""{"type":"message_stop"}"""),
        Dialect.Ollama or Dialect.OpenAIResponses or Dialect.AzureResponses => "",
        _ => Data("""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":50""" +
            ""","completion_tokens":9,"total_tokens":59}}""") + Data("[DONE]"),
    };

    public static string Data(string json) => $"data: {json}\n\n";

    public static string Event(string json) => $"event: {json.Split('"')[3]}\ndata: {json}\n\n";

    public static string Chunk(string delta, string finish = "null") =>
        $$$"""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0""" +
        $$$""","delta":{{{delta}}},"finish_reason":{{{finish}}}}]}""";

    private string Whole(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic =>
            $$$"""{"id":"m1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"{{{Text}}}"}]""" +
            $$$""","stop_reason":"{{{Finish ?? "end_turn"}}}","stop_sequence":null,"usage":{"input_tokens":50,"output_tokens":9}}""",
        Dialect.Ollama => OllamaDone(Text),
        Dialect.OpenAIResponses or Dialect.AzureResponses => Response(Status),
        _ => $$$"""{"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0""" +
            $$$""","message":{"role":"assistant","content":"{{{Text}}}"},"finish_reason":"{{{Finish ?? "stop"}}}"}]""" +
            $$$""","usage":{"prompt_tokens":50,"completion_tokens":9,"total_tokens":59}}""",
    };

    private string Status => Finish is null ? "completed" : "incomplete";

    private string Part => $$"""{"type":"output_text","text":"{{Text}}","annotations":[]}""";

    private string OllamaDone(string text) =>
        $$$"""{"model":"m","created_at":"2026-11-20T12:00:00Z","message":{"role":"assistant","content":"{{{text}}}"},"done":true"""
        + $$$""","done_reason":"{{{Finish ?? "stop"}}}","total_duration":1,"prompt_eval_count":50,"eval_count":9}"""
        + "\n";

    private static string Message(string status, string content) =>
        $$"""{"type":"message","id":"msg1","role":"assistant","status":"{{status}}","content":[{{content}}]}""";

    private string Response(string status)
    {
        var (output, usage) = status == "in_progress"
            ? ("", "null")
            : (Message("completed", Part), """{"input_tokens":50,"input_tokens_details":{"cached_tokens":0},"output_tokens":9""" +
                ""","output_tokens_details":{"reasoning_tokens":0},"total_tokens":59}""");
        var details = status == "incomplete" ? $$"""{"reason":"{{Finish}}"}""" : "null";
        return $$"""{"id":"r1","object":"response","created_at":1,"model":"m","status":"{{status}}","error":null""" +
            $$""","incomplete_details":{{details}},"output":[{{output}}],"parallel_tool_calls":true,"tools":[],"usage":{{usage}}}""";
    }
}
