using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Writes a table as people do: what fits into a line stands in one.</summary>
internal static class TableText
{
    private const int Width = 120;

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonObject table)
    {
        var text = new StringBuilder();
        Write(text, table, 0, 0, isRoot: true);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent, int column, bool isRoot = false)
    {
        var line = Line(node);
        if (!isRoot && (column + line.Length <= Width || node is not (JsonObject or JsonArray))
            && (indent > 1 || node is not JsonObject { Count: > 0 }))
        {
            text.Append(line);
            return;
        }

        var (open, close) = node is JsonObject ? ('{', '}') : ('[', ']');
        var inner = new string(' ', 2 * (indent + 1));
        text.Append(open);
        var isFirst = true;
        foreach (var (name, value) in Children(node!))
        {
            text.Append(isFirst ? "\n" : ",\n").Append(inner);
            isFirst = false;
            var key = name is null ? "" : Quoted(name) + ": ";
            text.Append(key);
            Write(text, value, indent + 1, inner.Length + key.Length);
        }

        text.Append('\n').Append(' ', 2 * indent).Append(close);
    }

    private static IEnumerable<(string? Name, JsonNode? Value)> Children(JsonNode node) => node is JsonObject members
        ? members.Select(static m => ((string?)m.Key, m.Value)) : ((JsonArray)node).Select(static v => ((string?)null, v));

    private static string Line(JsonNode? node) => node switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonObject members => $"{{ {string.Join(", ", members.Select(static m => $"{Quoted(m.Key)}: {Line(m.Value)}"))} }}",
        JsonArray items => $"[{string.Join(", ", items.Select(Line))}]",
        null => "null",
        _ => node.ToJsonString(Options),
    };

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString(Options);
}
