using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RouteGen.Tables.Tests.Compiled;

/// <summary>
/// Tables that say other things than the one that uses all there is. The same seed gives the same table; some cannot be used.
/// </summary>
internal static class AnyTable
{
    /// <summary>The file of shared models that they use.</summary>
    public const string Models = """{ "models": { "gpt-5-mini": { "contextWindow": 1 }, "other": { "contextWindow": 1000 } } }""";

    private static readonly string Everything = Read();

    private static readonly string[][] Words =
    [
        ["ordered", "cheapest", "weighted", "fastest", "roundRobin"],
        ["chatCompletions", "responses"],
        ["openai", "azure-openai", "openrouter", "anthropic", "openai-compatible", "groq", "ollama", "custom"],
        ["stop", "next", "retry"],
        ["user", "agent", "tenant", "key", "operation", "table", "route", "target", "provider"],
        ["hour", "day", "month"],
        ["warn", "stop", "downgrade"],
        ["worst", "expected"],
        ["charge", "release"],
        ["off", "redacted", "full"],
        ["skip", "pay"],
        ["flex", "priority", "standard"],
        ["eu", "eu-west", "eu-west-1", "us"],
        ["100ms", "1.5s", "3.5s", "20s", "36h", "2m"],
        ["low", "medium", "high", "none", "extraHigh"],
    ];

    private static readonly string[] Numbers =
        ["0", "1", "2", "7", "0.1", "0.3", "0.7", "0.123456789012345678", "1000000", "250000", "0.0001", "65536", "2147483647"];

    /// <summary>Makes a table that declares a class of its own.</summary>
    public static string Create(int seed)
    {
        var random = new Random(seed);
        var table = JsonNode.Parse(Everything)!;
        for (var changes = random.Next(12); changes > 0; changes--)
        {
            Change(table, random);
        }

        table["table"] = string.Create(CultureInfo.InvariantCulture, $"Routes{seed}");
        table["namespace"] = string.Create(CultureInfo.InvariantCulture, $"Space{seed}");
        return table.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static void Change(JsonNode table, Random random)
    {
        JsonNode[] nodes = [.. Descendants(table)];
        var node = nodes[random.Next(nodes.Length)];
        switch (node)
        {
            case JsonObject { Count: > 0 } entry:
                entry.Remove(entry.ElementAt(random.Next(entry.Count)).Key);
                break;
            case JsonArray { Count: > 1 } list:
                list.RemoveAt(random.Next(list.Count));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                value.ReplaceWith(JsonNode.Parse(Numbers[random.Next(Numbers.Length)]));
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                value.ReplaceWith(random.Next(2) == 0);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                var word = value.GetValue<string>();
                if (Words.FirstOrDefault(w => w.Contains(word, StringComparer.Ordinal)) is { } others)
                {
                    value.ReplaceWith(others[random.Next(others.Length)]);
                }

                break;
        }
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node) => node switch
    {
        JsonObject entry => entry.Where(static m => m.Value is not null).SelectMany(static m => Descendants(m.Value!)).Prepend(node),
        JsonArray list => list.Where(static m => m is not null).SelectMany(static m => Descendants(m!)).Prepend(node),
        _ => [node],
    };

    private static string Read()
    {
        using var reader = new StreamReader(typeof(AnyTable).Assembly.GetManifestResourceStream("everything.routes.json")!);
        return reader.ReadToEnd();
    }
}
