using System.Text;

namespace RouteGen.Benchmarks.Wire;

/// <summary>Replies in each dialect: a whole one with a paragraph, and streams of one and of <see cref="Updates"/> updates.</summary>
internal static class WireReplies
{
    /// <summary>The updates of a long stream.</summary>
    public const int Updates = 1001;

    private const string Paragraph =
        "Failing over is not a feature that anyone wants to see at work. A request goes to the first model of its chain, and only when "
            + "that "
        + "one cannot serve it does the next have its turn, with what is left of the time and of the budget. What the caller sees is "
        + "an answer, and a record that says what it took to get it, which attempts were made and what each of them cost in the end.";

    private static readonly Dictionary<(string Path, bool IsStreamed, bool IsLong), byte[]> Ready = [];

    public static byte[] For(string path, bool isStreamed, bool isLong)
    {
        lock (Ready)
        {
            if (!Ready.TryGetValue((path, isStreamed, isLong), out var reply))
            {
                var count = isLong ? Updates : 1;
                var body = Encoding.UTF8.GetBytes(path switch
                {
                    _ when path.Contains("chat/completions", StringComparison.Ordinal) => isStreamed ? Chunks(count) : Completion,
                    _ when path.Contains("responses", StringComparison.Ordinal) => isStreamed ? ResponseEvents(count) : Response(Paragraph),
                    _ when path.Contains("messages", StringComparison.Ordinal) => isStreamed ? MessageEvents(count) : Message,
                    _ => isStreamed ? Lines(count) : Line(Paragraph, true),
                });
                var type = !isStreamed ? "application/json" : path.Contains("api/chat", StringComparison.Ordinal)
                    ? "application/x-ndjson" : "text/event-stream";
                Ready[(path, isStreamed, isLong)] = reply =
                    [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n"),
                        .. body];
            }

            return reply;
        }
    }

    private static string Completion =>
        "{\"id\":\"chatcmpl-Bk1\",\"object\":\"chat.completion\",\"created\":1784000000,\"model\":\"gpt-5-mini-2026\",\"choices\":"
            + "[{\"index\":0,"
        + "\"message\":{\"role\":\"assistant\",\"content\":\"" + Paragraph + "\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,"
        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":97,\"total_tokens\":116,"
        + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,"
        + "\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}},\"service_tier\":\"default\","
        + "\"system_fingerprint\":\"fp_1\"}";

    private static string Message =>
        "{\"id\":\"msg_01\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet\",\"content\":[{\"type\":\"text\","
            + "\"text\":\""
        + Paragraph + "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":19,"
        + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":97,\"service_tier\":\"standard\"}}";

    private static string Chunks(int count) => Events(
        [
            Chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"),
            .. Enumerable.Repeat(Chunk("{\"content\":\" word\"}", "null"), count),
            Chunk("{}", "\"stop\""),
            "{\"id\":\"chatcmpl-Bk1\",\"object\":\"chat.completion.chunk\",\"created\":1784000000,\"model\":\"gpt-5-mini-2026\","
                + "\"choices\":[],"
                + "\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":97,\"total_tokens\":116}}",
            "[DONE]",
        ]);

    private static string Chunk(string delta, string finish) =>
        "{\"id\":\"chatcmpl-Bk1\",\"object\":\"chat.completion.chunk\",\"created\":1784000000,\"model\":\"gpt-5-mini-2026\","
        + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\",\"choices\":[{\"index\":0,\"delta\":" + delta
        + ",\"logprobs\":null,\"finish_reason\":" + finish + "}],\"usage\":null,\"obfuscation\":\"aB3dE\"}";

    private static string Response(string text) =>
        "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1784000000,\"status\":\"completed\",\"error\":null,"
        + "\"incomplete_details\":null,\"instructions\":null,\"max_output_tokens\":null,\"model\":\"gpt-5-mini-2026\",\"output\":"
            + "[{\"type\":"
        + "\"message\",\"id\":\"msg_1\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\""
            + text
        + "\",\"annotations\":[]}]}],\"parallel_tool_calls\":true,\"previous_response_id\":null,\"reasoning\":{\"effort\":null,"
        + "\"summary\":null},\"store\":false,\"temperature\":1.0,\"text\":{\"format\":{\"type\":\"text\"}},\"tool_choice\":\"auto\","
        + "\"tools\":[],\"top_p\":1.0,\"truncation\":\"disabled\",\"usage\":{\"input_tokens\":19,\"input_tokens_details\":"
        + "{\"cached_tokens\":0},\"output_tokens\":97,\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":116},"
        + "\"user\":null,\"metadata\":{}}";

    private static string ResponseEvents(int count) => Named(
        [
            "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":"
                + Response("").Replace("completed", "in_progress", StringComparison.Ordinal) + "}",
            "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":"
                + "\"message\","
                + "\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]}}",
            "{\"type\":\"response.content_part.added\",\"sequence_number\":2,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,"
                + "\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}}",
            .. Enumerable.Repeat(
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":3,\"item_id\":\"msg_1\",\"output_index\":0,"
                + "\"content_index\":0,\"delta\":\" word\",\"logprobs\":[],\"obfuscation\":\"aB3dE\"}",
                count),
            "{\"type\":\"response.completed\",\"sequence_number\":9,\"response\":" + Response(" word") + "}",
        ]);

    private static string MessageEvents(int count) => Named(
        [
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_01\",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
                + "\"claude-sonnet\","
                + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":19,\"output_tokens\":1}}}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
            .. Enumerable.Repeat(
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" word\"}}", count),
            "{\"type\":\"content_block_stop\",\"index\":0}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":97}}",
            "{\"type\":\"message_stop\"}",
        ]);

    private static string Lines(int count) =>
        string.Concat(Enumerable.Repeat(Line(" word", false) + "\n", count)) + Line("", true) + "\n";

    private static string Line(string text, bool isLast) =>
        "{\"model\":\"llama\",\"created_at\":\"2026-08-01T00:00:00.1Z\",\"message\":{\"role\":\"assistant\",\"content\":\"" + text
        + "\"},\"done\":" + (isLast
            ? "true,\"done_reason\":\"stop\",\"total_duration\":1,\"load_duration\":1,\"prompt_eval_count\":19,\"prompt_eval_duration\":1,"
                + "\"eval_count\":97,\"eval_duration\":1}"
            : "false}");

    private static string Events(IEnumerable<string> data) => string.Concat(data.Select(d => $"data: {d}\n\n"));

    private static string Named(IEnumerable<string> data) => string.Concat(
        data.Select(d => $"event: {d[9..d.IndexOf('"', 9)]}\ndata: {d}\n\n"));
}
