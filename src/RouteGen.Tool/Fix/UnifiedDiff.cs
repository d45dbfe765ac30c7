using System.Globalization;
using System.Text;

namespace RouteGen.Tool.Fix;

/// <summary>Two texts as a unified diff, which <c>git apply</c> and <c>patch</c> take.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The diff; nothing where the texts are the same.</summary>
    /// <param name="path">The file's path, with <c>/</c> between its parts.</param>
    /// <param name="before">The text as it was.</param>
    /// <param name="after">The text as it becomes.</param>
    public static string Write(string path, string before, string after)
    {
        if (before == after)
        {
            return "";
        }

        var (old, now) = (Lines(before), Lines(after));
        var changes = Script(old, now);
        var text = new StringBuilder().Append("--- a/").Append(path).Append("\n+++ b/").Append(path).Append('\n');
        for (var i = 0; i < changes.Count;)
        {
            if (changes[i].Kind == ' ')
            {
                i++;
                continue;
            }

            // A hunk goes on for as long as the next change is in reach of its context.
            var start = Math.Max(0, i - Context);
            var end = i + 1;
            for (var j = i; j < changes.Count && j - end <= 2 * Context; j++)
            {
                end = changes[j].Kind == ' ' ? end : j + 1;
            }

            Hunk(text, changes, start, Math.Min(changes.Count, end + Context));
            i = Math.Min(changes.Count, end + Context);
        }

        return text.ToString();
    }

    private static void Hunk(StringBuilder text, List<(char Kind, string Line)> changes, int start, int end)
    {
        var hunk = changes.GetRange(start, end - start);
        int CountOf(IEnumerable<(char Kind, string Line)> lines, char kind) => lines.Count(l => l.Kind == ' ' || l.Kind == kind);
        string Range(char kind)
        {
            var count = CountOf(hunk, kind);
            var first = CountOf(changes.Take(start), kind) + (count == 0 ? 0 : 1);
            return count == 1
                ? first.ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{first},{count}");
        }

        text.Append("@@ -").Append(Range('-')).Append(" +").Append(Range('+')).Append(" @@\n");
        foreach (var (kind, line) in hunk)
        {
            text.Append(kind).Append(line);
            if (!line.EndsWith('\n'))
            {
                text.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    /// <summary>The lines with their ends.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>The longest common subsequence between what both begin and end with; what a fix changes is small.</summary>
    private static List<(char Kind, string Line)> Script(List<string> old, List<string> now)
    {
        var same = 0;
        while (same < old.Count && same < now.Count && old[same] == now[same])
        {
            same++;
        }

        var tail = 0;
        while (tail < old.Count - same && tail < now.Count - same && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        var (a, b) = (old[same..^tail], now[same..^tail]);
        var length = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
        {
            for (var j = b.Count - 1; j >= 0; j--)
            {
                length[i, j] = a[i] == b[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        var script = old[..same].ConvertAll(static l => (' ', l));
        for (int i = 0, j = 0; i < a.Count || j < b.Count;)
        {
            if (i < a.Count && j < b.Count && a[i] == b[j])
            {
                script.Add((' ', a[i++]));
                j++;
            }
            else if (j == b.Count || (i < a.Count && length[i + 1, j] >= length[i, j + 1]))
            {
                script.Add(('-', a[i++]));
            }
            else
            {
                script.Add(('+', b[j++]));
            }
        }

        script.AddRange(old[^tail..].Select(static l => (' ', l)));
        return script;
    }
}
