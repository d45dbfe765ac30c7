using RouteGen.Model.Problems;


namespace RouteGen.Model.Json;

/// <summary>A text with its path and its lines, so that any stretch of it can be reported as a <see cref="TextRange"/>.</summary>
/// <remarks>
/// Lines end where Roslyn's SourceText ends them (CR, LF, CR LF, U+0085, U+2028, U+2029), so that a range is a location there as it is.
/// </remarks>
public sealed class JsonText
{
    private int[]? _lineStarts;

    /// <summary>Takes a text and the path that its problems shall name.</summary>
    public JsonText(string path, string text)
    {
        Path = path;
        Text = text;
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The range of <paramref name="length"/> code units from <paramref name="start"/>, cut to the text.</summary>
    public TextRange RangeOf(int start, int length)
    {
        start = Math.Max(0, Math.Min(start, Text.Length));
        length = Math.Max(0, Math.Min(length, Text.Length - start));
        var (line, column) = PlaceOf(start);
        var (endLine, endColumn) = length == 0 ? (line, column) : PlaceOf(start + length);
        return new TextRange(start, length, line, column, endLine, endColumn);
    }

    private (int Line, int Column) PlaceOf(int offset)
    {
        // Most good tables never ask for a line, so they are counted at the first question only.
        var starts = _lineStarts ??= FindLineStarts(Text);
        var index = Array.BinarySearch(starts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return (line, offset - starts[line]);
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    break;
                case '\r' or '\n' or '\u0085' or '\u2028' or '\u2029':
                    starts.Add(i + 1);
                    break;
            }
        }

        return starts.ToArray();
    }
}
