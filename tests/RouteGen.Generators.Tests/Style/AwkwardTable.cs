using System.Text.Json;
using System.Text.Json.Nodes;

namespace RouteGen.Generators.Tests.Style;

/// <summary>Tables that are valid and unlike what anyone would write. The same seed gives the same table.</summary>
internal static class AwkwardTable
{
    private static readonly string[] Features = ["streaming", "tools", "jsonSchema", "vision", "audio", "files", "reasoning"];

    public static string Create(int seed)
    {
        var random = new Random(seed);
        string[] targets = [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => Name(random, "t" + i))];
        var table = new JsonObject
        {
            ["table"] = "T" + Name(random, "able").Replace("-", "", StringComparison.Ordinal),
            ["about"] = Text(random),
            ["models"] = new JsonObject { [Name(random, "model")] = Model(random) },
        };
        var model = ((JsonObject)table["models"]!).First().Key;
        var provider = Name(random, "provider");
        table["providers"] = new JsonObject
        {
            [provider] = new JsonObject
            {
                ["kind"] = "openrouter",
                ["apiKeyEnv"] = new JsonArray(
                    [.. Enumerable.Range(0, 20).Select(i => (JsonNode)$"KEY_{new string('K', random.Next(1, 40))}_{i}")]),
                ["endpoint"] = $"https://{new string('h', random.Next(1, 60))}.example/{new string('p', random.Next(1, 300))}",
                ["openRouter"] = new JsonObject
                {
                    ["order"] = new JsonArray([.. Enumerable.Range(0, 30).Select(_ => (JsonNode)Text(random))]),
                    ["title"] = new string('t', random.Next(1, 200))
                },
            },
        };
        table["targets"] = new JsonObject(targets.Select(name => KeyValuePair.Create<string, JsonNode?>(
            name, new JsonObject { ["provider"] = provider, ["model"] = model, ["deployment"] = Text(random), ["about"] = Text(random) })));
        table["costBuckets"] = new JsonArray(Name(random, "bucket"), Name(random, "other"));
        table["budgets"] = new JsonObject { [Name(random, "budget")] = Budget(random) };
        table["routes"] = new JsonObject
        {
            [Name(random, "route")] = new JsonObject
            {
                ["about"] = Text(random),
                ["chain"] = new JsonArray([.. targets.Select(name =>
                    (JsonNode)new JsonObject { ["target"] = name, ["options"] = new JsonObject { ["temperature"] = 0.123456789 } })]),
                ["requires"] = new JsonArray([.. Features.Select(feature => (JsonNode)feature)]),
                ["budgets"] = new JsonArray(((JsonObject)table["budgets"]!).First().Key),
                ["costBucket"] = table["costBuckets"]![0]!.GetValue<string>(),
                ["timeouts"] = new JsonObject { ["total"] = $"{random.Next(100, 9999)}.{random.Next(1, 999)}ms" },
            },
        };
        return table.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    public static string Namespace(int seed) =>
        string.Join(".", Enumerable.Range(0, 1 + (seed % 7)).Select(i => $"Space{i}{new string('n', seed)}"));

    private static JsonObject Model(Random random)
    {
        var tiers = Enumerable.Range(1, random.Next(1, 40))
            .Select(i => (JsonNode)new JsonObject { ["above"] = i * 1000, ["input"] = 1.001m * i, ["output"] = 2, ["cachedInput"] = 0.5 });
        return new JsonObject
        {
            ["contextWindow"] = 400000,
            ["maxOutput"] = 1000,
            ["features"] = new JsonArray([.. Features.Select(feature => (JsonNode)feature)]),
            ["usdPerMTok"] =
                new JsonObject { ["input"] = 0.25, ["output"] = 2.5, ["tiers"] = new JsonArray([.. tiers]), ["asOf"] = "2026-11-20" },
        };
    }

    private static JsonObject Budget(Random random) => random.Next(2) == 0
        ? new JsonObject { ["per"] = "user", ["limit"] = new JsonObject { ["usd"] = 1.5 }, ["calendar"] = "day", ["about"] = Text(random) }
        : new JsonObject
        {
            ["per"] = "tag",
            ["tag"] = Text(random),
            ["limit"] = new JsonObject { ["calls"] = 1_000_000_000 },
            ["sliding"] = "90s"
        };

    /// <summary>Up to three lines long, of several words or of one.</summary>
    private static string Name(Random random, string start) => start + string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
        (random.Next(2) == 0 ? "-" : "") + new string((char)('a' + random.Next(26)), random.Next(1, 40))));

    private static string Text(Random random)
    {
        string[] words =
        [
            "word ", "\"quoted\" ", "back\\slash", "<tag attribute='x'>", "&amp;", "文字", "\U0001F600", new string('x', 30), "é", ". "
        ];
        return "Text" + string.Concat(Enumerable.Range(0, random.Next(1, 80)).Select(_ => words[random.Next(words.Length)]));
    }
}
