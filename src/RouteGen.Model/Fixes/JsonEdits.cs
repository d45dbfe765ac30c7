using System.Globalization;
using System.Text;
using RouteGen.Model.Json;

namespace RouteGen.Model.Fixes;

/// <summary>The smallest changes of a text that change what it says. Comments, order and formatting of all else stay.</summary>
internal static class JsonEdits
{
    /// <summary>Writes a string in the place of a key or value.</summary>
    public static IReadOnlyList<TextEdit> Replace(JsonNode node, string by) => [new(node.Start, node.Length, Quote(by))];

    /// <summary>Adds a string to the end of a list that has items, on a line of its own where the last item has one.</summary>
    public static IReadOnlyList<TextEdit> Append(string text, JsonArray list, string item)
    {
        var last = list.Items[list.Items.Count - 1];
        return Append(text, list, last.Start, last.Start + last.Length, Quote(item));
    }

    /// <summary>Adds a property to the end of an object, on a line of its own where the last one has one.</summary>
    public static IReadOnlyList<TextEdit> Add(string text, JsonObject owner, string property)
    {
        if (owner.Properties.Count == 0)
        {
            return [new(owner.Start + 1, 0, $" {property}{(text[owner.Start + 1] == '}' ? " " : "")}")];
        }

        var last = owner.Properties[owner.Properties.Count - 1];
        return Append(text, owner, last.Key.Start, last.Value.Start + last.Value.Length, property);
    }

    private static IReadOnlyList<TextEdit> Append(string text, JsonNode owner, int start, int end, string item)
    {
        var indent = JsonTrivia.BlanksBefore(text, start);
        var comma = JsonTrivia.CommaAfter(text, end);
        if (!JsonTrivia.IsLineStart(text, indent))
        {
            return [new(end, 0, ", " + item)];
        }

        var line = JsonTrivia.LineEnd(text, Math.Max(end, comma));
        var added = LineBreak(text) + text.Substring(indent, start - indent) + item;
        return comma >= 0
            ? [new(line, 0, added + ",")]
            : [new(end, 0, ","), new(Math.Min(line, owner.Start + owner.Length - 1), 0, added)];
    }

    /// <summary>
    /// Takes a property or an item out of what it is in, with its comma, and with its line where nothing else stands on it.
    /// </summary>
    public static IReadOnlyList<TextEdit> Remove(string text, JsonPlace place)
    {
        var start = place.Property?.Key.Start ?? place.Node.Start;
        var last = place.Property?.Value ?? place.Node;
        var end = last.Start + last.Length;
        var changes = new List<TextEdit>();
        var comma = JsonTrivia.CommaAfter(text, end);
        if (comma < 0 && EndBefore(place) is { } before)
        {
            // The comma before a last one would be left over: most tools take a trailing comma, and not all.
            changes.Add(Deletion(JsonTrivia.CommaAfter(text, before), 1));
        }

        var rest = JsonTrivia.BlanksAfter(text, end);
        if (comma >= 0)
        {
            if (comma > rest)
            {
                changes.Add(Deletion(comma, 1));
            }
            else
            {
                end = comma + 1;
                rest = JsonTrivia.BlanksAfter(text, end);
            }
        }

        changes.Add(WithBlanks(text, start, end, rest, IsLast(place)));
        return changes;
    }

    private static TextEdit WithBlanks(string text, int start, int end, int rest, bool isLast)
    {
        var indent = JsonTrivia.BlanksBefore(text, start);
        if (JsonTrivia.IsLineStart(text, indent))
        {
            return JsonTrivia.IsLineEnd(text, rest)
                ? Deletion(indent, JsonTrivia.AfterBreak(text, rest) - indent)
                : Deletion(start, rest - start);
        }

        return isLast || JsonTrivia.IsLineEnd(text, rest) ? Deletion(indent, end - indent) : Deletion(start, rest - start);
    }

    private static bool IsLast(JsonPlace place) => place.Parent switch
    {
        JsonObject parent => parent.Properties[parent.Properties.Count - 1] == place.Property,
        JsonArray parent => parent.Items[parent.Items.Count - 1] == place.Node,
        _ => true,
    };

    private static int? EndBefore(JsonPlace place)
    {
        var before = place.Parent switch
        {
            JsonObject parent => parent.Properties.TakeWhile(p => p != place.Property).LastOrDefault()?.Value,
            JsonArray parent => parent.Items.TakeWhile(item => item != place.Node).LastOrDefault(),
            _ => null,
        };
        return before is null ? null : before.Start + before.Length;
    }

    private static TextEdit Deletion(int start, int length) => new(start, length, "");

    private static string LineBreak(string text)
    {
        var end = JsonTrivia.LineEnd(text, 0);
        return text.Substring(end, JsonTrivia.AfterBreak(text, end) - end);
    }

    private static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                < ' ' => json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(c),
            };
        }

        return json.Append('"').ToString();
    }
}
