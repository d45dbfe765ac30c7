using System.Text.Json;

namespace RouteGen.Testing.Pretending;

/// <summary>What a simulated model reads of a request, in the words of any dialect.</summary>
internal sealed class PretendRequest
{
    private const int MostTools = 8;

    public List<(string Name, JsonElement Schema)> Tools { get; } = [];

    /// <summary>The last thing that the user says.</summary>
    public string LastText { get; private set; } = "";

    /// <summary>Results of tools that came after it.</summary>
    public int ToolResults { get; private set; }

    /// <summary>The schema of the answer; null where text is asked for.</summary>
    public JsonElement? Schema { get; private set; }

    /// <summary>Whether some tool must be called; whether none may.</summary>
    private bool? MustCall { get; set; }

    private string? MustCallThis { get; set; }

    public static PretendRequest Read(JsonElement body)
    {
        var request = new PretendRequest();
        if (body.ValueKind == JsonValueKind.Object)
        {
            request.ReadTools(body);
            request.ReadChoice(body);
            request.ReadMessages(Member(body, "messages") ?? Member(body, "input"));
            request.Schema = Member(body, "response_format", "json_schema", "schema") ?? Member(body, "text", "format", "schema")
                ?? Member(body, "output_config", "format", "schema") ?? Member(body, "output_format", "schema")
                ?? (Member(body, "format") is { ValueKind: JsonValueKind.Object } format ? format : null);
        }

        return request;
    }

    /// <summary>
    /// The tools to call: the one that is demanded, or those of whose names the user uses a word. An agent that offers twenty tools and
    /// says hello is not to see its shell called.
    /// </summary>
    public List<(string Name, JsonElement Schema)> ChosenTools()
    {
        if (MustCall == false)
        {
            return [];
        }

        if (MustCallThis is not null)
        {
            return Tools.FindAll(t => t.Name == MustCallThis);
        }

        var spoken = Tools.FindAll(t => t.Name.Split('_', '-', '.')
            .Any(word => word.Length > 3 && LastText.Contains(word, StringComparison.OrdinalIgnoreCase)));
        return spoken.Count > 0 ? spoken.Take(MostTools).ToList() : MustCall == true ? Tools.Take(1).ToList() : [];
    }

    private void ReadTools(JsonElement body)
    {
        foreach (var tool in Items(Member(body, "tools")))
        {
            var described = Member(tool, "function") ?? tool;
            if (Text(Member(described, "name")) is { } name
                && (Member(described, "parameters") ?? Member(described, "input_schema")) is { ValueKind: JsonValueKind.Object } schema)
            {
                Tools.Add((name, schema));
            }
        }
    }

    private void ReadChoice(JsonElement body)
    {
        if (Member(body, "tool_choice") is not { } choice)
        {
            return;
        }

        MustCallThis = Text(Member(choice, "function", "name")) ?? Text(Member(choice, "name"));
        MustCall = (Text(choice) ?? Text(Member(choice, "type"))) switch
        {
            "required" or "any" => true,
            "none" => false,
            _ => MustCallThis is not null ? true : null,
        };
    }

    private void ReadMessages(JsonElement? messages)
    {
        LastText = Text(messages) ?? "";
        foreach (var message in Items(messages))
        {
            var results = Text(Member(message, "role")) == "tool"
                || Text(Member(message, "type")) is "function_call_output" or "custom_tool_call_output"
                    ? 1
                    : Items(Member(message, "content")).Count(static p => Text(Member(p, "type")) == "tool_result");
            if (results > 0)
            {
                ToolResults += results;
            }
            else if (Text(Member(message, "role")) == "user")
            {
                ToolResults = 0;
                LastText = Text(Member(message, "content"))
                    ?? string.Join(' ', Items(Member(message, "content")).Select(static p => Text(Member(p, "text"))));
            }
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    private static string? Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json) || json.ValueKind == JsonValueKind.Null)
            {
                return null;
            }
        }

        return json;
    }
}
