using System.Globalization;
using System.Text;

namespace RouteGen.Dialects.Tests.Fuzz;

/// <summary>Streams with tool calls of any number and length, as each dialect has them.</summary>
internal static class LongStreams
{
    /// <summary>A stream of so many calls, whose arguments come in so many pieces each.</summary>
    public static string Calls(FuzzedDialect dialect, int calls, int pieces, string? opening = null)
    {
        var text = new StringBuilder(Begin(dialect));
        for (var call = 0; call < calls; call++)
        {
            text.Append(BeginCall(dialect, call)).Append(Piece(dialect, call, opening ?? "{\\\"a\\\":\\\""));
            for (var piece = 0; piece < pieces; piece++)
            {
                text.Append(Piece(dialect, call, "x"));
            }

            text.Append(opening is null ? Piece(dialect, call, "\\\"}") : "").Append(EndCall(dialect, call, pieces));
        }

        return text.Append(End(dialect)).ToString();
    }

    /// <summary>How a call begins that never ends, and what comes again and again.</summary>
    public static (string Head, string Piece) EndlessCall(FuzzedDialect dialect) =>
        (Begin(dialect) + BeginCall(dialect, 0) + Piece(dialect, 0, "{\\\"a\\\":\\\""), Piece(dialect, 0, new string('x', 500)));

    private static string Event(string json) => $"event: {json.Split('"')[3]}\ndata: {json}\n\n";

    private static string Chunk(string choice) =>
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[" + choice + "]}\n\n";

    private static string Begin(FuzzedDialect dialect) => dialect switch
    {
        FuzzedDialect.Responses => Event(
            """{"type":"response.created","response":{"id":"r1","object":"response","created_at":1,"model":"m","""
            + """ "status":"in_progress","output":[]}}"""),
        FuzzedDialect.Messages => Event(
            """{"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"m","content":[],"""
            + """ "stop_reason":null,"usage":{"input_tokens":1,"output_tokens":1}}}"""),
        _ => Chunk("""{"index":0,"delta":{"role":"assistant","content":null},"finish_reason":null}"""),
    };

    private static string BeginCall(FuzzedDialect dialect, int call) => dialect switch
    {
        FuzzedDialect.Responses => Event(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"type":"response.output_item.added","output_index":{{{call}}},"""
            + $$$""" "item":{"id":"fc{{{call}}}","type":"function_call","status":"in_progress","""
            + $$$""" "call_id":"call{{{call}}}","name":"f","arguments":""}}""")),
        FuzzedDialect.Messages => Event(string.Create(
            CultureInfo.InvariantCulture,
            $$$$"""{"type":"content_block_start","index":{{{{call}}}},"""
            + $$$$""" "content_block":{"type":"tool_use","id":"call{{{{call}}}}","name":"f","input":{}}}""")),
        _ => Chunk(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"index":0,"delta":{"tool_calls":[{"index":{{{call}}},"id":"call{{{call}}}","type":"function","""
            + $$$""" "function":{"name":"f","arguments":""}}]},"finish_reason":null}""")),
    };

    private static string Piece(FuzzedDialect dialect, int call, string json) => dialect switch
    {
        FuzzedDialect.Responses => Event(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":"response.function_call_arguments.delta","output_index":{{call}},"item_id":"fc{{call}}","delta":"{{json}}"}""")),
        FuzzedDialect.Messages => Event(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"type":"content_block_delta","index":{{{call}}},"delta":{"type":"input_json_delta","partial_json":"{{{json}}}"}}""")),
        _ => Chunk(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"index":0,"delta":{"tool_calls":[{"index":{{{call}}},"""
            + $$$""" "function":{"arguments":"{{{json}}}"}}]},"finish_reason":null}""")),
    };

    private static string EndCall(FuzzedDialect dialect, int call, int pieces) => dialect switch
    {
        FuzzedDialect.Responses => Event(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"type":"response.output_item.done","output_index":{{{call}}},"item":{"id":"fc{{{call}}}","type":"function_call","""
            + $$$""" "status":"completed","""
            + $$$""" "call_id":"call{{{call}}}","name":"f","arguments":"{\"a\":\"{{{new string('x', pieces)}}}\"}"}}""")),
        FuzzedDialect.Messages => Event(string.Create(
            CultureInfo.InvariantCulture, $$"""{"type":"content_block_stop","index":{{call}}}""")),
        _ => "",
    };

    private static string End(FuzzedDialect dialect) => dialect switch
    {
        FuzzedDialect.Responses => Event(
            """{"type":"response.completed","response":{"id":"r1","object":"response","created_at":1,"model":"m","""
            + """ "status":"completed","output":[],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}}"""),
        FuzzedDialect.Messages => Event("""{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"""
                + """ "usage":{"output_tokens":9}}""")
            + Event("""{"type":"message_stop"}"""),
        _ => Chunk("""{"index":0,"delta":{},"finish_reason":"tool_calls"}""") + "data: [DONE]\n\n",
    };
}
