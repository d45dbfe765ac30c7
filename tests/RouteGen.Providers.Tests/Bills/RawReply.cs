using System.Text;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests.Bills;

/// <summary>A good answer of each dialect, as bytes, with the usage that a test puts into it.</summary>
internal static class RawReply
{
    public const string Text = "Good morning to you.";

    private const string Item =
        "{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"completed\","
        + "\"content\":[{\"type\":\"output_text\",\"text\":\"" + Text + "\",\"annotations\":[]}]}";

    /// <summary>Names of a dialect's counts of input, output and their total; no name where it has none.</summary>
    public static (string Input, string Output, string? Total) NamesOf(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => ("input_tokens", "output_tokens", null),
        Dialect.Ollama => ("prompt_eval_count", "eval_count", null),
        _ when dialect.IsResponses() => ("input_tokens", "output_tokens", "total_tokens"),
        _ => ("prompt_tokens", "completion_tokens", "total_tokens"),
    };

    /// <summary>A usage in a dialect's names, each value as it is in JSON; null leaves the count out.</summary>
    public static string Usage(Dialect dialect, string? input, string? output, string? total = null)
    {
        var names = NamesOf(dialect);
        return "{" + string.Join(',', new[] { (names.Input, input), (names.Output, output), (names.Total, total) }
            .Where(count => count.Item1 is not null && count.Item2 is not null).Select(count => $"\"{count.Item1}\":{count.Item2}")) + "}";
    }

    /// <summary>A whole answer.</summary>
    public static string Whole(Dialect dialect, string usage) => Json(dialect switch
    {
        Dialect.Anthropic => Message("[{\"type\":\"text\",\"text\":\"" + Text + "\"}]", "\"end_turn\"", usage),
        Dialect.Ollama => Done(usage, Text),
        _ when dialect.IsResponses() => Response("completed", Item, usage),
        _ => "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
            + "{\"role\":\"assistant\",\"content\":\"" + Text + "\"},\"finish_reason\":\"stop\"}],\"usage\":" + usage + "}",
    });

    /// <summary>An answer in pieces that states its usage at its end.</summary>
    public static string Streamed(Dialect dialect, string usage) => dialect switch
    {
        Dialect.Anthropic => Anthropic(usage, usage),
        Dialect.Ollama => Lines(Piece(Text), Done(usage, "")),
        _ when dialect.IsResponses() => RawServer.Stream(
            Event("created", Response("in_progress", "", "null")), Delta(Text), Event("completed", Response("completed", Item, usage))),
        _ => RawServer.Stream(Chunk(Text, null, "null"), Chunk("", "stop", "null"), Last(usage), "[DONE]"),
    };

    public static string Write(Dialect dialect, bool streamed, string usage) => streamed ? Streamed(dialect, usage) : Whole(dialect, usage);

    /// <summary>A chunk of chat completions.</summary>
    public static string Chunk(string text, string? finish, string usage) =>
        "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
        + "\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":"
        + (finish is null ? "null" : $"\"{finish}\"") + "}],\"usage\":" + usage + "}";

    /// <summary>The chunk for usage.</summary>
    public static string Last(string usage) =>
        "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":" + usage + "}";

    /// <summary>An event of Responses with the whole in it.</summary>
    public static string Event(string name, string response) =>
        "{\"type\":\"response." + name + "\",\"sequence_number\":0,\"response\":" + response + "}";

    public static string Delta(string text) =>
        "{\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"item_id\":\"m1\",\"output_index\":0,"
        + "\"content_index\":0,\"delta\":\"" + text + "\"}";

    public static string Response(string status, string output, string usage) =>
        "{\"id\":\"r1\",\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\"" + status + "\""
        + ",\"output\":[" + output + "],\"usage\":" + usage + ",\"parallel_tool_calls\":true,\"tools\":[],\"tool_choice\":\"auto\"}";

    /// <summary>A stream of Anthropic's; without a usage at its end it breaks off after the text.</summary>
    public static string Anthropic(string start, string? delta) => RawServer.Stream([]) + string.Concat(((string[])
    [
        "{\"type\":\"message_start\",\"message\":" + Message("[]", "null", start) + "}",
        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + Text + "\"}}",
        .. delta is null ? Array.Empty<string>() :
        [
            """{"type":"content_block_stop","index":0}""",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":" + delta + "}",
            """{"type":"message_stop"}""",
        ],
    ]).Select(data => $"event: {data[9..data.IndexOf('"', 9)]}\ndata: {data}\n\n"));

    /// <summary>Lines of Ollama's.</summary>
    public static string Lines(params string[] lines) =>
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n\r\n"
        + string.Concat(lines.Select(line => line + "\n"));

    /// <summary>A line of Ollama's, which counts what it is told to.</summary>
    public static string Piece(string text, string usage = "{}") =>
        "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":"
        + "{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"done\":false" + Members(usage) + "}";

    private static string Done(string usage, string text) =>
        "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":"
        + "{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"done\":true,\"done_reason\":\"stop\""
        + Members(usage) + "}";

    private static string Members(string usage) => usage is "{}" or "null" ? "" : "," + usage[1..^1];

    private static string Message(string content, string stop, string usage) =>
        "{\"id\":\"a1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":" + content + ",\"stop_reason\":" + stop
        + ",\"stop_sequence\":null,\"usage\":" + usage + "}";

    private static string Json(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"Connection: close\r\n\r\n{body}";
}
