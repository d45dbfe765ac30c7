using System.Text.Json;
using System.Text.Json.Nodes;

namespace RouteGen.Dialects.Tests.Oracles.Generation;

/// <summary>JSON Schemas of objects, with the keywords that providers' strict modes take and those that they do not.</summary>
internal sealed class SchemaMaker(Chance chance)
{
    public JsonElement Object() => JsonSerializer.SerializeToElement(Object(2));

    private JsonObject Object(int depth)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        for (var count = chance.Number(0, 4); count > 0; count--)
        {
            var name = chance.Name();
            properties[name] = Property(depth);
            if (chance.Flip() && !required.Any(other => (string?)other == name))
            {
                required.Add(name);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0 || chance.Flip(0.3))
        {
            schema["required"] = required;
        }

        if (chance.Flip(0.3))
        {
            schema["additionalProperties"] = chance.Flip();
        }

        if (chance.Flip(0.15))
        {
            schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        }

        Describe(schema);
        return schema;
    }

    private JsonObject Property(int depth)
    {
        var schema = chance.Number(0, depth > 0 ? 9 : 6) switch
        {
            0 => new JsonObject { ["type"] = "boolean" },
            1 => Integer(),
            2 => new JsonObject { ["type"] = "number", ["multipleOf"] = 0.5 },
            3 => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("a", "b", chance.Text()) },
            4 => new JsonObject { ["type"] = new JsonArray("string", "null"), ["default"] = null },
            5 => new JsonObject { ["type"] = "string", ["default"] = chance.Text() },
            6 => Text(),
            7 => new JsonObject { ["type"] = "array", ["items"] = Property(depth - 1), ["minItems"] = 1 },
            8 => new JsonObject { ["anyOf"] = new JsonArray(Property(depth - 1), new JsonObject { ["type"] = "null" }) },
            _ => Object(depth - 1),
        };
        Describe(schema);
        return schema;
    }

    private JsonObject Integer() => chance.Flip()
        ? new() { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = chance.Number(1, 100) } : new() { ["type"] = "integer" };

    private JsonObject Text() => chance.Number(0, 3) switch
    {
        0 => new() { ["type"] = "string", ["format"] = "date-time" },
        1 => new() { ["type"] = "string", ["pattern"] = "^[a-z]+\\d$" },
        2 => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 9 },
        _ => new() { ["type"] = "string" },
    };

    private void Describe(JsonObject schema)
    {
        if (chance.Flip(0.4))
        {
            schema["description"] = chance.Text();
        }
    }
}
