using System.Text.Json;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.LiteLlmKeys;

/// <summary>Reads what LiteLLM exports: an answer of its API, lines of JSON, or a table as comma-separated values.</summary>
internal static class ExportFile
{
    /// <summary>The rows.</summary>
    /// <param name="path">The file, as messages name it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="lists">The members that hold the rows in an answer of the API.</param>
    /// <exception cref="ToolFailure">It is none of these.</exception>
    public static IReadOnlyList<ExportRow> Read(string path, string text, params string[] lists)
    {
        text = text.TrimStart('\ufeff', ' ', '\t', '\r', '\n');
        if (text.Length == 0)
        {
            throw new ToolFailure($"{path} is empty: export the keys again.");
        }

        return text[0] is '[' or '{' ? FromJson(path, text, lists) : FromCsv(path, text);
    }

    private static List<ExportRow> FromJson(string path, string text, string[] lists)
    {
        var rows = new List<ExportRow>();
        try
        {
            foreach (var value in Values(text))
            {
                Add(rows, value, lists);
            }
        }
        catch (JsonException e)
        {
            // The message of the exception can have a part of the text, and the text has keys.
            throw new ToolFailure($"{path}({e.LineNumber + 1},{e.BytePositionInLine + 1}): this is not JSON: export the keys again.");
        }

        return rows;
    }

    private static IEnumerable<JsonElement> Values(string text)
    {
        var reader = new Utf8JsonReader(
            System.Text.Encoding.UTF8.GetBytes(text),
                new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true, MaxDepth = 64 });
        var values = new List<JsonElement>();
        while (reader.Read())
        {
            values.Add(JsonElement.ParseValue(ref reader));
        }

        return values;
    }

    private static void Add(List<ExportRow> rows, JsonElement value, string[] lists)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Add(rows, item, lists);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            var list = lists.Select(name => value.TryGetProperty(name, out var inner) ? inner : default)
                .FirstOrDefault(static inner => inner.ValueKind is JsonValueKind.Array or JsonValueKind.Object);
            if (list.ValueKind == JsonValueKind.Array)
            {
                Add(rows, list, lists);
                return;
            }

            // GET /key/info has the row in 'info' and its hash beside it.
            var members = ExportRow.MembersOf(list.ValueKind == JsonValueKind.Object ? list : value);
            if (list.ValueKind == JsonValueKind.Object && value.TryGetProperty("key", out var key) && !members.ContainsKey("token"))
            {
                members["token"] = key;
            }

            rows.Add(new(rows.Count + 1, members));
        }
        else if (value.ValueKind == JsonValueKind.String)
        {
            // Without return_full_object, LiteLLM lists hashes alone.
            rows.Add(new(rows.Count + 1, new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase) { ["token"] = value }));
        }
    }

    private static List<ExportRow> FromCsv(string path, string text)
    {
        var rows = new List<ExportRow>();
        IReadOnlyList<string>? names = null;
        foreach (var cells in Csv.Read(text).Where(static r => r.Count > 1 || r[0].Trim().Length > 0))
        {
            if (names is null)
            {
                names = [.. cells.Select(static c => c.Trim())];
                if (!names.Any(static n => n.Equals("token", StringComparison.OrdinalIgnoreCase)
                    || n.Equals("team_id", StringComparison.OrdinalIgnoreCase)))
                {
                    throw new ToolFailure(
                        $"{path} begins with no names of columns, one of which has to be 'token': export it with a header (CSV HEADER).");
                }

                continue;
            }

            if (cells.Count != names.Count)
            {
                throw new ToolFailure($"{path}: row {rows.Count + 1} has {cells.Count} columns and the header {names.Count}: export the "
                    + $"keys again.");
            }

            var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < cells.Count; i++)
            {
                members[names[i]] = JsonSerializer.SerializeToElement(cells[i]);
            }

            rows.Add(new(rows.Count + 1, members));
        }

        return rows;
    }
}
