using System.Text.Json;

namespace RouteGen.Docs.Tests.Pages;

/// <summary>The table of an object's properties in docs/routes-json.md, written from the schema.</summary>
internal sealed class PropertyTable(JsonElement schema, IReadOnlyDictionary<string, string> headings)
{
    public const string Head = "| Property | Value | Meaning | Default | Example |\n|---|---|---|---|---|";

    /// <summary>The table's lines, head included.</summary>
    public string Of(JsonElement shape)
    {
        var required = shape.TryGetProperty("required", out var names) ? Texts(names) : [];
        var rows = shape.GetProperty("properties").EnumerateObject()
            .Select(property => Row(property.Name, property.Value, required.Contains(property.Name)));
        return string.Join('\n', rows.Prepend(Head));
    }

    private string Row(string name, JsonElement property, bool isRequired)
    {
        var meaning = Definition(property) is { } definition ? definition.GetProperty("description") : property.GetProperty("description");
        var silent = property.TryGetProperty("default", out var value) ? Code(value) : "";
        var example = property.TryGetProperty("examples", out var examples) ? Code(examples[0]) : "";
        return $"| `{name}`{(isRequired ? " (required)" : "")} | {Value(property)} | {meaning.GetString()} | {silent} | {example} |";
    }

    private string Value(JsonElement value)
    {
        if (value.TryGetProperty("$ref", out _))
        {
            return "object: " + Link(value);
        }

        if (value.TryGetProperty("enum", out var words))
        {
            return string.Join(", ", Texts(words).Select(word => $"`{word}`"));
        }

        if (value.TryGetProperty("anyOf", out var forms) || value.TryGetProperty("oneOf", out forms))
        {
            return string.Join(" or ", forms.EnumerateArray().Select(Value));
        }

        return value.GetProperty("type").GetString()! switch
        {
            "array" => "list of " + Several(value.GetProperty("items")),
            "object" when value.TryGetProperty("additionalProperties", out var each)
                && each.ValueKind == JsonValueKind.Object => "objects by name: " + Link(each),
            "string" => "text",
            "integer" => "whole number",
            "boolean" => "true or false",
            var type => type,
        };
    }

    private string Several(JsonElement item)
    {
        if (item.TryGetProperty("anyOf", out var forms))
        {
            return string.Join(" or ", forms.EnumerateArray().Select(Several));
        }

        return item.TryGetProperty("$ref", out _) ? "objects: " + Link(item)
            : item.TryGetProperty("enum", out _) ? Value(item)
            : item.TryGetProperty("description", out var what) && what.GetString()!.StartsWith("The name of", StringComparison.Ordinal)
            ? "names"
            : "texts";
    }

    private string Link(JsonElement reference)
    {
        var heading = headings[Name(reference)];
        return $"[{heading}](#{heading.ToLowerInvariant().Replace("'", "", StringComparison.Ordinal).Replace(' ', '-')})";
    }

    private JsonElement? Definition(JsonElement property) =>
        property.TryGetProperty("$ref", out _) ? schema.GetProperty("definitions").GetProperty(Name(property)) : null;

    private static string Name(JsonElement reference) => reference.GetProperty("$ref").GetString()!.Split('/')[^1];

    private static string Code(JsonElement value) => $"`{Json(value)}`";

    private static string Json(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            $"{{{string.Join(", ", value.EnumerateObject().Select(member => $"\"{member.Name}\": {Json(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Json))}]",
        _ => value.GetRawText(),
    };

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
