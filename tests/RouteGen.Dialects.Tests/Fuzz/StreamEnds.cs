using System.Text;
using System.Text.Json;

namespace RouteGen.Dialects.Tests.Fuzz;

/// <summary>Where a stream says why the model stopped: read again, by other means than those that are tested.</summary>
internal static class StreamEnds
{
    /// <summary>Past the last byte of the first event that says so; past the end of the body where none does.</summary>
    public static int FirstEnd(FuzzedDialect dialect, byte[] body)
    {
        foreach (var (start, end) in Pieces(body))
        {
            if (IsEnd(dialect, body.AsMemory(start, end - start)))
            {
                return end;
            }
        }

        return body.Length + 1;
    }

    /// <summary>Where each piece of JSON stands: the data of an event, or a line.</summary>
    public static IEnumerable<(int Start, int End)> Pieces(byte[] body)
    {
        for (var at = 0; at < body.Length;)
        {
            var found = Array.IndexOf(body, (byte)'\n', at);
            var end = found < 0 ? body.Length : found;
            var line = Encoding.UTF8.GetString(body, at, end - at);
            var start = at + (line.StartsWith("data:", StringComparison.Ordinal) ? line.Length > 5 && line[5] == ' ' ? 6 : 5 : 0);
            if (start < end && body[start] == '{')
            {
                yield return (start, start + body.AsSpan(start, end - start).TrimEnd("\r "u8).Length);
            }

            at = end + 1;
        }
    }

    private static bool IsEnd(FuzzedDialect dialect, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return dialect switch
        {
            FuzzedDialect.Ollama => root.TryGetProperty("done", out var done) && done.ValueKind == JsonValueKind.True,
            FuzzedDialect.Responses => root.GetProperty("type").GetString() is "response.completed" or "response.incomplete",
            FuzzedDialect.Messages => root.TryGetProperty("delta", out var delta) && Says(delta, "stop_reason"),
            _ => root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array
                && choices.EnumerateArray().Any(choice => Says(choice, "finish_reason")),
        };
    }

    private static bool Says(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() != "";
}
