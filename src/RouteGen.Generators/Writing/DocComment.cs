using System.Text;

namespace RouteGen.Generators.Writing;

/// <summary>Writes elements of documentation comments: on one line where that fits, else as lines of words.</summary>
internal static class DocComment
{
    private const string Slashes = "/// ";

    public static void Append(StringBuilder text, int indent, string open, string content, string close)
    {
        var room = SourceWriter.Columns - indent - Slashes.Length;
        if (open.Length + content.Length + close.Length <= room)
        {
            text.Append(' ', indent).Append(Slashes).Append(open).Append(content).Append(close).Append('\n');
            return;
        }

        text.Append(' ', indent).Append(Slashes).Append(open).Append('\n');
        AppendWords(text, indent, Slashes, content);
        text.Append(' ', indent).Append(Slashes).Append(close).Append('\n');
    }

    /// <summary>Writes words on as many lines as they need.</summary>
    public static void AppendWords(StringBuilder text, int indent, string slashes, string content)
    {
        var room = SourceWriter.Columns - indent - slashes.Length;
        var used = 0;
        for (var start = 0; start < content.Length;)
        {
            var length = WordLength(content, start);
            if (length > room)
            {
                length = LongestPart(content, start, room);
            }

            if (used == 0 || used + 1 + length > room)
            {
                text.Append(used == 0 ? "" : "\n").Append(' ', indent).Append(slashes);
                used = length;
            }
            else
            {
                text.Append(' ');
                used += 1 + length;
            }

            text.Append(content, start, length);
            start += length;
            start += start < content.Length && content[start] == ' ' ? 1 : 0;
        }

        text.Append('\n');
    }

    /// <summary>A word ends at a space that is in no tag.</summary>
    private static int WordLength(string content, int start)
    {
        var isTag = false;
        for (var i = start; i < content.Length; i++)
        {
            isTag = content[i] == '<' || (isTag && content[i] != '>');
            if (content[i] == ' ' && !isTag)
            {
                return i - start;
            }
        }

        return content.Length - start;
    }

    /// <summary>How much of a text without spaces fits a line, cut in no tag, no entity and no pair of surrogates.</summary>
    private static int LongestPart(string content, int start, int room)
    {
        var fitting = 0;
        for (var i = start; i < content.Length;)
        {
            i += content[i] switch
            {
                '<' => content.IndexOf('>', i) - i + 1,
                '&' => content.IndexOf(';', i) - i + 1,
                _ when char.IsHighSurrogate(content[i]) && i + 1 < content.Length => 2,
                _ => 1,
            };
            if (i - start > room && fitting > 0)
            {
                return fitting;
            }

            fitting = i - start;
        }

        return fitting;
    }
}
