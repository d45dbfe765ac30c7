using System.Globalization;
using System.Text.Json;
using RouteGen.Model.Json;
using RouteGen.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Review;

/// <summary>Writes the day of a review into the table: its comments, its order and all else stay as they are.</summary>
internal static class ReviewedDay
{
    private const string Member = "reviewed";

    /// <summary>Writes it.</summary>
    /// <returns>Whether the file changed: it may say so already.</returns>
    public static bool Write(ToolHost host, RouteTableFile file, DateOnly day)
    {
        var text = file.Checked.Text.Text;
        var root = (JsonObject)file.Checked.Reading.Tree.Root;
        var written = JsonSerializer.Serialize(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var changed = root.Find(Member)?.Value is { } stated
            ? string.Concat(text.AsSpan(0, stated.Start), written, text.AsSpan(stated.Start + stated.Length))
            : Insert(text, root, written);
        if (changed == text)
        {
            return false;
        }

        var bytes = File.ReadAllBytes(host.FullPath(file.Path));
        var hasMark = bytes is [0xEF, 0xBB, 0xBF, ..];
        WholeFile.Write(host.FullPath(file.Path), (hasMark ? "\uFEFF" : "") + changed);
        return true;
    }

    private static string Insert(string text, JsonObject root, string written)
    {
        // Beside the name, as everything is that is of the table as a whole.
        var before = root.Find("about") ?? root.Find("table") ?? root.Properties[0];
        var line = before.Key.Start - before.Key.Range.Column;
        var indent = text[line..before.Key.Start];
        var lead = string.IsNullOrWhiteSpace(indent) ? (text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n") + indent : " ";
        var end = before.Value.Start + before.Value.Length;
        return string.Concat(text.AsSpan(0, end), $",{lead}\"{Member}\": {written}", text.AsSpan(end));
    }
}
