using System.Text.Json;
using System.Text.Json.Nodes;
using RouteGen.Tables;
using RouteGen.Tool.Tables;

namespace RouteGen.Tool.Tests.Diff;

/// <summary>The table that uses all there is, and tables that differ from it in one place each, however deep it lies.</summary>
internal static class Everything
{
    private const string Models = """{ "models": { "gpt-5-mini": { "contextWindow": 1 }, "other": { "contextWindow": 1000 } } }""";

    // Words of one vocabulary: one takes the place of another.
    private static readonly string[][] Words =
    [
        ["ordered", "cheapest", "weighted"],
        ["chatCompletions", "responses"],
        ["openai", "azure-openai", "openrouter", "anthropic", "openai-compatible", "groq", "ollama", "custom"],
        ["next", "retry", "stop"],
        ["user", "agent", "tenant", "key", "operation", "table", "route", "target", "provider"],
        ["hour", "day", "month"],
        ["warn", "reject", "downgrade"],
        ["worst", "expected"],
        ["charge", "release"],
        ["off", "redacted", "full"],
        ["flex", "priority", "standard"],
        ["allow", "deny"],
        ["public", "internal"],
        ["usage", "provisioned"],
        ["apiKey", "token", "none"],
        ["low", "medium", "high"],
        ["eu", "eu-west", "eu-west-1", "us"],
        ["30d", "60d", "none"],
        ["chat", "embedding"],
        ["streaming", "tools", "jsonSchema", "vision", "audio", "files", "reasoning"],
        ["temperature", "topP", "topK", "seed"],
    ];

    /// <summary>The table's text.</summary>
    public static string Text { get; } = Read();

    /// <summary>Reads a table as the tool does, with the models that it uses.</summary>
    public static RouteTableFile Load(string text) => RouteTableFile.Read("routes.json", text, new()
    {
        Adapters = ToolAdapters.Create(),
        Today = new DateOnly(2026, 11, 29),
        OpenModels = static _ => Models,
    });

    /// <summary>The tables that differ in one place, with the place and what was done there.</summary>
    public static IEnumerable<(string Place, string Text)> Changed()
    {
        var root = JsonNode.Parse(Text, null, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        foreach (var (path, edit) in Edits(root).ToArray())
        {
            var copy = root.DeepClone();
            edit(copy);
            yield return (path, copy.ToJsonString(new() { WriteIndented = true }));
        }
    }

    private static IEnumerable<(string Place, Action<JsonNode> Edit)> Edits(JsonNode root)
    {
        var count = -1;
        foreach (var node in Descendants(root))
        {
            // A copy has the same nodes in the same order.
            var place = ++count;
            var path = node.GetPath();
            switch (node)
            {
                case JsonObject entry:
                    foreach (var name in entry.Select(static m => m.Key).ToArray())
                    {
                        yield return ($"{path} without {name}", copy => At<JsonObject>(copy, place).Remove(name));
                    }

                    if (entry.Count > 1)
                    {
                        yield return ($"{path} in another order", copy =>
                        {
                            var at = At<JsonObject>(copy, place);
                            var first = at.First();
                            at.Remove(first.Key);
                            at.Add(first.Key, first.Value);
                        }
                        );
                    }

                    break;
                case JsonArray { Count: > 0 } list:
                    for (var i = 0; i < list.Count; i++)
                    {
                        var index = i;
                        yield return ($"{path} without [{i}]", copy => At<JsonArray>(copy, place).RemoveAt(index));
                    }

                    yield return ($"{path} in another order", copy =>
                    {
                        var at = At<JsonArray>(copy, place);
                        var first = at[0];
                        at.RemoveAt(0);
                        at.Add(first);
                    }
                    );
                    break;
                case JsonValue value:
                    foreach (var other in Others(value))
                    {
                        yield return ($"{path} = {other.ToJsonString()}", copy =>
                            At<JsonValue>(copy, place).ReplaceWith(other.DeepClone()));
                    }

                    break;
            }
        }
    }

    private static T At<T>(JsonNode root, int place)
        where T : JsonNode => (T)Descendants(root).ElementAt(place);

    private static IEnumerable<JsonNode> Others(JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.Number:
                var number = value.GetValue<decimal>();
                return [JsonValue.Create(number + 1), JsonValue.Create(number / 2)];
            case JsonValueKind.True or JsonValueKind.False:
                return [JsonValue.Create(!value.GetValue<bool>())];
            default:
                var text = value.GetValue<string>();
                string[] others =
                [
                    .. Words.Where(w => w.Contains(text, StringComparer.Ordinal)).SelectMany(static w => w).Where(w => w != text).Take(3),
                    text + "x", text.Replace("2026", "2025", StringComparison.Ordinal),
                        text.Replace("2027", "2028", StringComparison.Ordinal),
                    "1" + text, text.Replace("http", "https", StringComparison.Ordinal),
                ];
                return others.Where(o => o != text).Distinct(StringComparer.Ordinal).Select(static o => (JsonNode)JsonValue.Create(o));
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
        using var reader = new StreamReader(typeof(Everything).Assembly.GetManifestResourceStream("everything.routes.json")!);
        return reader.ReadToEnd();
    }
}
