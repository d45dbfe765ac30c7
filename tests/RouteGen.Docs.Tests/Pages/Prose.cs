using System.Text.RegularExpressions;

namespace RouteGen.Docs.Tests.Pages;

internal enum LineKind
{
    Blank,
    Heading,
    Code,

    /// <summary>A row of a table, a picture, HTML or a link definition: a line by its nature.</summary>
    Fixed,

    /// <summary>The first line of a paragraph or of an item of a list.</summary>
    Begins,

    /// <summary>A line that goes on with what the line before it began.</summary>
    Continues,
}

/// <param name="Number">From 1.</param>
/// <param name="Kind">What the line is to a reader of Markdown.</param>
/// <param name="Text">Without indentation and marker.</param>
internal sealed record ProseLine(int Number, LineKind Kind, string Text);

/// <summary>The lines of a page, and where a sentence ends in one.</summary>
internal static partial class Prose
{
    public static IEnumerable<ProseLine> Lines(string text)
    {
        var isCode = false;
        var isOpen = false;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var bare = line.Trim();
            var isFence = bare.StartsWith("```", StringComparison.Ordinal);
            var item = Item().Match(line);
            var kind = isCode || isFence ? LineKind.Code
                : bare.Length == 0 ? LineKind.Blank
                : Heading().IsMatch(line) ? LineKind.Heading
                : Whole().IsMatch(bare) ? LineKind.Fixed
                : isOpen && !item.Success ? LineKind.Continues
                : LineKind.Begins;
            isCode ^= isFence;
            isOpen = kind is LineKind.Begins or LineKind.Continues;
            yield return new(number, kind, item.Success && kind == LineKind.Begins ? line[item.Length..] : bare);
        }
    }

    /// <summary>Whether a line could be followed by another sentence.</summary>
    public static bool EndsASentence(string line) => SentenceEnd().IsMatch(line);

    /// <summary>The first place in a line at which a second sentence begins; null where there is one only.</summary>
    public static string? SecondSentence(string line)
    {
        // What code says ends no sentence.
        var masked = CodeSpan().Replace(line, m => new string('x', m.Length));
        foreach (Match boundary in Boundary().Matches(masked))
        {
            var head = masked[..(boundary.Index + boundary.Length)].TrimEnd();
            var isInside = head.Count(c => c == '(') > head.Count(c => c == ')') || head.Count(c => c == '[') > head.Count(c => c == ']');
            if (!isInside && !Abbreviation().IsMatch(head) && !LeadIn().IsMatch(head))
            {
                return line[(boundary.Index + boundary.Length)..];
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\s*(?:[-*+]|\d+[.)])\s+(?=\S)")]
    private static partial Regex Item();

    [GeneratedRegex("^#{1,6} ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?:\||<|!\[|\[[^\]]+\]: )")]
    private static partial Regex Whole();

    [GeneratedRegex("""[.!?][)*"”'_`]*$""")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("(`+)(?:.+?)\\1")]
    private static partial Regex CodeSpan();

    [GeneratedRegex("""[.!?][)*"”'_`]*\s+(?=[A-ZÀ-Þ0-9`*\[("“_x])""")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|No)|…)\.[)*""”'_`]*$")]
    private static partial Regex Abbreviation();

    // A lead-in such as **The day.** goes with what it leads to.
    [GeneratedRegex(@"^\*\*[^*]{1,60}\*\*$")]
    private static partial Regex LeadIn();
}
