using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RouteGen.Model.Fields;

namespace RouteGen.Model.Tests.Schema;

/// <summary>Writes routes.schema.json from the properties that the reader knows.</summary>
internal static class SchemaWriter
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        var root = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = "RouteGen route table" };
        AddObject(root, Shapes.Table);

        // Which of its properties a file must have depends on what it is.
        root.Remove("required");
        root["anyOf"] = new JsonArray(
            new JsonObject { ["title"] = "A route table", ["required"] = Required(Shapes.Table) },
            new JsonObject
            {
                ["title"] = "Shared models",
                ["description"] = Shapes.ModelsFile.Description,
                ["required"] = Required(Shapes.ModelsFile),
                ["properties"] = new JsonObject(
                    Shapes.ModelsFile.Names.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject()))),
                ["additionalProperties"] = false,
            });

        var definitions = new JsonObject();
        foreach (var shape in Shapes.Defined)
        {
            definitions[shape.Name] = AddObject([], shape);
        }

        root["definitions"] = definitions;
        return root.ToJsonString(Indented) + "\n";
    }

    private static JsonObject AddObject(JsonObject schema, Shape shape)
    {
        schema["type"] = "object";
        schema["description"] = shape.Description;
        if (Required(shape) is { Count: > 0 } required)
        {
            schema["required"] = required;
        }

        AddMembers(schema, shape.Together ?? "");
        schema["additionalProperties"] = false;
        schema["properties"] = new JsonObject(shape.Fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Property(field))));
        return schema;
    }

    private static JsonArray Required(Shape shape) =>
        [.. shape.Fields.Where(field => field.Required).Select(field => (JsonNode)field.Name)];

    private static JsonObject Property(Field field)
    {
        var property = new JsonObject();
        AddMembers(property, field.Form.Schema);
        if (field.Form.Definition is null)
        {
            property["description"] = field.Description;
            if (field.Default is { } silent)
            {
                property["default"] = JsonNode.Parse(silent);
            }

            property["examples"] = JsonNode.Parse($"[{field.Shown ?? field.Example}]");
        }

        return property;
    }

    private static void AddMembers(JsonObject schema, string members)
    {
        foreach (var (name, value) in JsonNode.Parse($"{{ {members} }}")!.AsObject())
        {
            schema[name] = value?.DeepClone();
        }
    }
}
