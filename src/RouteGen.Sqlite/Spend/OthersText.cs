using System.Text;
using System.Text.Json;
using RouteGen.Costs;
using RouteGen.Spend;

namespace RouteGen.Sqlite.Spend;

/// <summary>What other models did for a reply, as the JSON array of its column: a model and its counts, those of 0 left out.</summary>
internal static class OthersText
{
    /// <summary>The text; null where no other model did anything.</summary>
    public static string? Write(SpendLine line)
    {
        if (line.OtherModels.Count == 0)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var other in line.OtherModels)
            {
                writer.WriteStartObject();
                writer.WriteString("model", other.Model);
                Count(writer, "input", other.Usage.Input);
                Count(writer, "cached", other.Usage.CachedInput);
                Count(writer, "write", other.Usage.CacheWrite);
                Count(writer, "write1h", other.Usage.CacheWrite1h);
                Count(writer, "output", other.Usage.Output);
                Count(writer, "reasoning", other.Usage.Reasoning);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static IReadOnlyList<ModelUsage> Read(string? text)
    {
        if (text is null)
        {
            return [];
        }

        using var parsed = JsonDocument.Parse(text);
        return [.. parsed.RootElement.EnumerateArray().Select(static other => new ModelUsage(
            other.GetProperty("model").GetString(),
            new TokenUsage
            {
                Input = Count(other, "input"),
                CachedInput = Count(other, "cached"),
                CacheWrite = Count(other, "write"),
                CacheWrite1h = Count(other, "write1h"),
                Output = Count(other, "output"),
                Reasoning = Count(other, "reasoning"),
            }))];
    }

    private static void Count(Utf8JsonWriter writer, string name, long count)
    {
        if (count != 0)
        {
            writer.WriteNumber(name, count);
        }
    }

    private static long Count(JsonElement other, string name) => other.TryGetProperty(name, out var count) ? count.GetInt64() : 0;
}
