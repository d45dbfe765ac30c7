using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace RouteGen.TestSupport.Wire;

/// <summary>
/// OpenAI's OpenAPI document as a judge of JSON. Its components become one JSON Schema for each name that is asked for. Members that it
/// does not name are allowed everywhere; OpenAPI 3.0's <c>nullable</c>, which it uses still, means null too; of a <c>oneOf</c> more than
/// one alternative may hold, since many of them overlap.
/// </summary>
internal sealed class OpenAIDocument
{
    private const string Components = "#/components/schemas/";
    private static readonly Lazy<OpenAIDocument> Only = new(() => new());
    private readonly JsonObject _components;
    private readonly ConcurrentDictionary<string, Lazy<JsonSchema>> _schemas = new();

    private readonly Lazy<Dictionary<string, string>> _events;

    private OpenAIDocument()
    {
        _components = JsonNode.Parse(SharedData.Read(SharedData.OpenAIDocument))!["components"]!["schemas"]!.AsObject();
        _events = new(() => _components["ResponseStreamEvent"]!["anyOf"]!.AsArray()
            .Select(static one => ((string)one!["$ref"]!)[Components.Length..])
            .ToDictionary(name => (string)_components[name]!["properties"]!["type"]!["enum"]![0]!, static name => name));
    }

    /// <summary>The document; the test is skipped where it is not to be had.</summary>
    public static OpenAIDocument Get()
    {
        SharedData.Read(SharedData.OpenAIDocument);
        return Only.Value;
    }

    /// <summary>The document; null where it is not to be had.</summary>
    public static OpenAIDocument? TryGet() => SharedData.Find(SharedData.OpenAIDocument) is null ? null : Only.Value;

    /// <summary>The component that describes an event of a stream of the Responses API by its type; null where none does.</summary>
    public string? EventComponent(string type) => _events.Value.GetValueOrDefault(type);

    /// <summary>Fails the test where JSON is not what a component describes.</summary>
    public void AssertValid(string component, JsonElement json, string about)
    {
        var problems = Problems(component, json);
        Assert.True(problems.Count == 0, $"{about}: not a {component}:\n{string.Join('\n', problems)}\n{json.GetRawText()}");
    }

    /// <summary>What is wrong with JSON by a component; empty where nothing is.</summary>
    public IReadOnlyList<string> Problems(string component, JsonElement json)
    {
        var schema = _schemas.GetOrAdd(component, name => new(() => Build(name))).Value;
        if (schema.Evaluate(json).IsValid)
        {
            return [];
        }

        var result = schema.Evaluate(json, new() { OutputFormat = OutputFormat.List });
        return [.. (result.Details ?? []).Where(detail => detail.Errors is { Count: > 0 })
            .OrderByDescending(detail => detail.InstanceLocation.ToString().Length).Take(12)
            .Select(detail => $"  {detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}"), "  (invalid)"];
    }

    private JsonSchema Build(string component)
    {
        var definitions = new JsonObject();
        var waiting = new Queue<string>([component]);
        while (waiting.TryDequeue(out var name))
        {
            if (!definitions.ContainsKey(name))
            {
                definitions[name] = Adapted(_components[name] ?? throw new InvalidOperationException($"No component {name}."), waiting);
            }
        }

        return JsonSchema.FromText(new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"https://openai.example/{component}",
            ["$ref"] = $"#/$defs/{component}",
            ["$defs"] = definitions,
        }.ToJsonString());
    }

    // A schema as JSON Schema 2020-12; adds to the queue what it refers to.
    private static JsonNode Adapted(JsonNode node, Queue<string> references)
    {
        if (node is not JsonObject schema)
        {
            return node.DeepClone();
        }

        var adapted = new JsonObject();
        foreach (var (keyword, value) in schema)
        {
            switch (keyword)
            {
                case "$ref":
                    var name = ((string)value!)[Components.Length..];
                    references.Enqueue(name);
                    adapted["$ref"] = $"#/$defs/{name}";
                    break;
                case "$recursiveRef":
                    adapted["$ref"] = "#";
                    break;
                case "oneOf" or "anyOf" or "allOf":
                    adapted[keyword == "oneOf" ? "anyOf" : keyword] =
                        new JsonArray([.. value!.AsArray().Select(one => Adapted(one!, references))]);
                    break;
                case "properties" or "patternProperties":
                    adapted[keyword] = new JsonObject(value!.AsObject()
                        .Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Adapted(member.Value!, references))));
                    break;
                case "items" or "not" or "propertyNames" or "additionalProperties" when value is JsonObject:
                    adapted[keyword] = Adapted(value, references);
                    break;
                case "type" or "enum" or "const" or "required" or "minimum" or "maximum" or "minItems" or "maxItems" or "minLength"
                    or "maxLength" or "pattern":
                    adapted[keyword] = value?.DeepClone();
                    break;
            }
        }

        return (bool?)schema["nullable"] is true
            ? new JsonObject { ["anyOf"] = new JsonArray(adapted, new JsonObject { ["type"] = "null" }) }
            : adapted;
    }
}
