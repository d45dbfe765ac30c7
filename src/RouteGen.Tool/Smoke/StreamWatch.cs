using System.Text.Json;

namespace RouteGen.Tool.Smoke;

/// <summary>How a stream went: its events, whether it counted, and whether it said that it was over.</summary>
internal sealed class StreamWatch
{
    private const int LongestLine = 1 << 20;

    private readonly MemoryStream _line = new();

    /// <summary>Whether nothing has come yet.</summary>
    public bool IsFirst { get; private set; } = true;

    /// <summary>Events with data, or lines of JSON.</summary>
    public int Events { get; private set; }

    /// <summary>Whether an event counted tokens.</summary>
    public bool HasUsage { get; private set; }

    /// <summary>The end that it stated, such as <c>[DONE]</c>; null where it stated none.</summary>
    public string? End { get; private set; }

    /// <summary>Takes what came.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isStream">Whether they are of a stream.</param>
    public void Add(ReadOnlySpan<byte> bytes, bool isStream)
    {
        IsFirst = false;
        while (isStream && !bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            var part = end < 0 ? bytes : bytes[..end];
            if (_line.Length + part.Length <= LongestLine)
            {
                _line.Write(part);
            }

            if (end < 0)
            {
                return;
            }

            Take(_line.GetBuffer().AsMemory(0, (int)_line.Length));
            _line.SetLength(0);
            bytes = bytes[(end + 1)..];
        }
    }

    private void Take(ReadOnlyMemory<byte> line)
    {
        var data = line.Span.StartsWith("data:"u8) ? line[5..] : line;
        var text = data.Span.Trim(" \t"u8);
        if (text.SequenceEqual("[DONE]"u8))
        {
            End = "[DONE]";
        }
        else if (text.StartsWith("{"u8))
        {
            Events++;
            Read(data);
        }
    }

    private void Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            HasUsage |= Counts(root, "usage") || Counts(root, "response", "usage") || Counts(root, "message", "usage")
                || Counts(root, "x_groq", "usage") || root.TryGetProperty("eval_count", out _)

                // Moonshot counts inside of the choice.
                || (root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array
                    && choices.GetArrayLength() > 0 && Counts(choices[0], "usage"));
            if (root.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                && type.GetString() is "message_stop" or "response.completed" or "response.incomplete")
            {
                End = type.GetString();
            }
            else if (root.TryGetProperty("done", out var done) && done.ValueKind == JsonValueKind.True)
            {
                End = "done";
            }
        }
        catch (JsonException)
        {
            // The reader of the reply says what is wrong with it; here it only counts for nothing.
            Events--;
        }
    }

    private static bool Counts(JsonElement at, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return false;
            }
        }

        return at.ValueKind == JsonValueKind.Object;
    }
}
