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

    /// <summary>The shortest script of lines taken out and put in (Myers 1986), whose cost grows with what differs.</summary>
    private static List<(char Kind, string Line)> Script(List<string> old, List<string> now)
    {
        var furthest = new Dictionary<int, int> { [1] = 0 };
        var trace = new List<Dictionary<int, int>>();
        for (var depth = 0; ; depth++)
        {
            trace.Add(new(furthest));
            for (var diagonal = -depth; diagonal <= depth; diagonal += 2)
            {
                var x = IsDown(furthest, diagonal, depth) ? furthest[diagonal + 1] : furthest[diagonal - 1] + 1;
                for (; x < old.Count && x - diagonal < now.Count && old[x] == now[x - diagonal]; x++)
                {
                }

                furthest[diagonal] = x;
                if (x >= old.Count && x - diagonal >= now.Count)
                {
                    return Walked(old, now, trace);
                }
            }
        }
    }

    private static bool IsDown(Dictionary<int, int> furthest, int diagonal, int depth) =>
        diagonal == -depth || (diagonal != depth && furthest[diagonal - 1] < furthest[diagonal + 1]);

    /// <summary>The way that led to the end, walked back.</summary>
    private static List<(char Kind, string Line)> Walked(List<string> old, List<string> now, List<Dictionary<int, int>> trace)
    {
        var script = new List<(char Kind, string Line)>();
        var (x, y) = (old.Count, now.Count);
        for (var depth = trace.Count - 1; depth >= 0; depth--)
        {
            var diagonal = x - y;
            var from = IsDown(trace[depth], diagonal, depth) ? diagonal + 1 : diagonal - 1;
            var (fromX, fromY) = depth == 0 ? (0, 0) : (trace[depth][from], trace[depth][from] - from);
            for (; x > fromX && y > fromY; y--)
            {
                script.Add((' ', old[--x]));
            }

            if (depth > 0)
            {
                script.Add(x == fromX ? ('+', now[--y]) : ('-', old[--x]));
            }
        }

        script.Reverse();
        return script;
    }
}
