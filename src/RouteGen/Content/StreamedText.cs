using System.Text;
using System.Text.Json;

namespace RouteGen.Content;

/// <summary>
/// Puts a stream of server-sent events together, of whichever dialect: what its deltas add up to, so that nothing is looked at in pieces.
/// </summary>
/// <remarks>
/// A dialect's deltas are texts under <c>delta</c>; what they continue is said by where they stand and by the numbers beside them
/// (<c>index</c>, <c>output_index</c>, <c>content_index</c>). Responses says the whole reply again at its end.
/// </remarks>
internal sealed class StreamedText
{
    private readonly Dictionary<string, StringBuilder> _texts = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private JsonElement? _whole;

    /// <summary>Writes what events add up to, as an object.</summary>
    public static byte[] Join(ReadOnlySpan<byte> events)
    {
        var joined = new StreamedText();
        joined.Read(events);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            joined.Write(writer);
        }

        return buffer.ToArray();
    }

    private void Read(ReadOnlySpan<byte> events)
    {
        foreach (var range in events.Split((byte)'\n'))
        {
            var line = events[range].TrimEnd((byte)'\r');
            if (!line.StartsWith("data:"u8) || line.IndexOf((byte)'{') is not (>= 0 and var start))
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(line[start..].ToArray());
                Add(document.RootElement);
            }
            catch (JsonException)
            {
                // An event that was cut: what came of it cannot be told from what it was to be.
                Set("cut", "an event was not whole");
            }
        }
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (_whole is { } whole)
        {
            writer.WritePropertyName("response");
            whole.WriteTo(writer);
        }
        else
        {
            writer.WriteStartObject("streamed");
            foreach (var name in _order)
            {
                writer.WriteString(name, _texts[name].ToString());
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void Add(JsonElement e)
    {
        var type = e.TryGetProperty("type", out var t) && t.ValueKind == JsonValueKind.String ? t.GetString()! : "";
        if (type is "response.completed" or "response.incomplete" or "response.failed" && e.TryGetProperty("response", out var response))
        {
            _whole = response.Clone();
            return;
        }

        var place = type + Number(e, "output_index") + Number(e, "content_index") + Number(e, "summary_index") + Number(e, "index");
        foreach (var member in (ReadOnlySpan<string>)["delta", "content_block", "error"])
        {
            if (e.TryGetProperty(member, out var value))
            {
                Walk(value, place + (value.ValueKind == JsonValueKind.String ? "" : "." + member));
            }
        }

        if (e.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array)
        {
            Walk(choices, "choices");
        }
    }

    private void Walk(JsonElement value, string place)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Set(place, value.GetString()!);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Walk(member.Value, $"{place}.{member.Name}");
                }

                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in value.EnumerateArray())
                {
                    var index = item.ValueKind == JsonValueKind.Object ? Number(item, "index") : "";
                    Walk(item, place + (index.Length > 0 ? index : $"[{i}]"));
                    i++;
                }

                break;
        }
    }

    private void Set(string place, string text)
    {
        if (!_texts.TryGetValue(place, out var joined))
        {
            _texts[place] = joined = new StringBuilder();
            _order.Add(place);
        }
        else if (place.EndsWith(".type", StringComparison.Ordinal)
            || place.EndsWith(".role", StringComparison.Ordinal) || place.EndsWith(".id", StringComparison.Ordinal))
        {
            // Said again with each delta, not continued.
            return;
        }

        joined.Append(text);
    }

    private static string Number(JsonElement e, string name) =>
        e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? $"[{value.GetRawText()}]" : "";
}
