using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RouteGen.Tool.LiteLlm;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Reads what an entry says of its model: windows, features and prices.</summary>
internal static class ModelFacts
{
    private static readonly (string Feature, string Name)[] Flags =
    [
        ("streaming", "supports_native_streaming"), ("tools", "supports_function_calling"), ("jsonSchema", "supports_response_schema"),
        ("vision", "supports_vision"), ("audio", "supports_audio_input"), ("files", "supports_pdf_input"),
            ("reasoning", "supports_reasoning"),
    ];

    private static readonly Dictionary<string, int> Lengths = new(StringComparer.Ordinal)
    {
        ["text-embedding-3-small"] = 1_536,
        ["text-embedding-3-large"] = 3_072,
        ["text-embedding-ada-002"] = 1_536,
    };

    /// <summary>
    /// What the entry states and the catalog does not have; null where it states nothing, so that the catalog's entry stays as it is.
    /// </summary>
    public static JsonObject? Read(ConfigNode? info, ConfigNode parameters, string model, DeploymentMode mode, JsonObject? shared,
        ConfigReport report)
    {
        var facts = new JsonObject();
        Windows(info, shared, facts, report);
        Features(info, shared, facts, report);
        Prices(info, parameters, facts, report);
        if (mode == DeploymentMode.Embedding)
        {
            var size = info?["output_vector_size"];
            if (size?.Number is >= 1 and <= 100_000 and var length)
            {
                facts["dimensions"] = (int)length;
                report.Converted(size, "dimensions");
            }
            else if (shared is null && Lengths.TryGetValue(model, out var known))
            {
                facts["dimensions"] = known;
            }
        }

        return facts.Count == 0 ? null : facts;
    }

    /// <summary>What is stated, over what the catalog has: a model of its own, since a shared one cannot be changed.</summary>
    public static JsonObject Over(JsonObject shared, JsonObject stated)
    {
        var facts = (JsonObject)shared.DeepClone();
        facts.Remove("about");
        foreach (var (name, value) in stated)
        {
            facts[name] = value?.DeepClone();
        }

        return facts;
    }

    private static void Windows(ConfigNode? info, JsonObject? shared, JsonObject facts, ConfigReport report)
    {
        var input = Tokens(info?["max_input_tokens"]);
        var output = Tokens(info?["max_output_tokens"]);
        var either = info?["max_tokens"];
        Put("contextWindow", input, info?["max_input_tokens"]);
        Put("maxOutput", output, info?["max_output_tokens"]);
        if (Tokens(either) is { } tokens)
        {
            // LiteLLM means the output where it also has the input, and a window where it has nothing else.
            Put(input is not null ? "maxOutput" : "contextWindow", input is not null && output is not null ? null : tokens, either);
        }

        void Put(string name, int? value, ConfigNode? node)
        {
            if (value is { } count && (int?)shared?[name] != count)
            {
                facts[name] = count;
            }

            if (node is not null && Tokens(node) is not null)
            {
                report.Converted(node, name);
            }
        }
    }

    private static void Features(ConfigNode? info, JsonObject? shared, JsonObject facts, ConfigReport report)
    {
        var off = Flags.Where(f => info?[f.Name]?.Truth == false).Select(static f => f.Feature).ToArray();
        foreach (var (feature, name) in Flags)
        {
            report.Converted(info?[name], info?[name]?.Truth == false ? $"features: without {feature}" : "features: not ruled out");
        }

        var known = shared?["features"] is JsonArray list ? [.. list.Select(static f => (string)f!)]
            : Flags.Select(static f => f.Feature).ToArray();
        var missing = shared is null ? []
            : Flags.Where(f => info?[f.Name]?.Truth == true && !known.Contains(f.Feature)).Select(static f => f.Feature).ToArray();
        if (known.Intersect(off).Any() || missing.Length > 0)
        {
            facts["features"] = new JsonArray([.. Flags.Select(static f => f.Feature)
                .Where(f => (known.Contains(f) || missing.Contains(f)) && !off.Contains(f)).Select(static f => (JsonNode)f)]);
        }
    }

    private static void Prices(ConfigNode? info, ConfigNode parameters, JsonObject facts, ConfigReport report)
    {
        var rates = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        foreach (var node in (info?.Members ?? []).Concat(parameters.Members).Where(static n => Rates.IsPrice(n.Name)))
        {
            rates[node.Name] = node;
        }

        if (rates.Count == 0)
        {
            return;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, node) in rates.Where(static r => r.Value.Number is not null))
            {
                json.WriteNumber(name, node.Number!.Value);
            }

            json.WriteEndObject();
        }

        using var entry = JsonDocument.Parse(buffer.ToArray());
        var isFree = rates.Values.Any(static n => n.Number is not null) && rates.Values.All(static n => n.Number is null or 0);
        var price = ImportedPrice.Parse(entry.RootElement, isEmbedding: false);
        foreach (var (name, node) in rates)
        {
            if (price.Skipped.FirstOrDefault(s => s.StartsWith(name + ":", StringComparison.Ordinal)) is { } skipped && !isFree)
            {
                report.Dropped(node, skipped[(name.Length + 2)..]);
            }
            else if (node.Number is not null)
            {
                report.Converted(node, "usdPerMTok");
            }
        }

        facts["usdPerMTok"] = isFree ? new JsonObject { ["input"] = 0, ["output"] = 0 } : JsonNode.Parse(ModelsFileWriter.PriceOf(price));
        if (((JsonObject)facts["usdPerMTok"]!).Count == 0)
        {
            facts.Remove("usdPerMTok");
        }
    }

    private static int? Tokens(ConfigNode? node) => node?.Number is >= 1 and <= int.MaxValue and var count ? (int)count : null;
}
