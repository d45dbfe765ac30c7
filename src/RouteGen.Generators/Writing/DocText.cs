using System.Globalization;
using System.Text;
using RouteGen.Model.Problems;

namespace RouteGen.Generators.Writing;

/// <summary>
/// Text of a table inside documentation comments: one line, escaped, and without characters that hide or reorder what a reader sees.
/// </summary>
internal static class DocText
{
    public static string Escape(string text)
    {
        var doc = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                doc.Append(IsUnseen(char.ConvertToUtf32(c, text[i + 1])) ? "" : text.Substring(i, 2));
                i++;
                continue;
            }

            doc.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ when PlainText.IsBlank(c) => "",
                _ when IsUnseen(c) => " ",
                _ => c.ToString(),
            });
        }

        return doc.ToString().Trim();
    }

    /// <summary>The name of something in the table, as code.</summary>
    public static string Code(string text) => $"<c>{Escape(text)}</c>";

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan value) => CSharpText.Plain((decimal)value.Ticks / TimeSpan.TicksPerSecond) + " s";

    public static string Sentence(string text) => text.Length == 0 || text[text.Length - 1] is '.' or '!' or '?' ? text : text + ".";

    /// <summary>
    /// Beyond the basic plane: tags and variation selectors, and the format characters of hieroglyphs, shorthand and music.
    /// </summary>
    private static bool IsUnseen(int codePoint) =>
        codePoint is (>= 0xE0000 and <= 0xE0FFF) or 0x110BD or 0x110CD or (>= 0x13430 and <= 0x1345F)
            or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A);

    /// <summary>
    /// Controls, line ends, bidirectional and zero-width characters, unpaired surrogates and non-characters. Ranges,
    /// since categories differ between runtimes.
    /// </summary>
    private static bool IsUnseen(char c) => c is
        < ' ' or (>= '\u007F' and <= '\u009F') or '\u00AD' or '\u061C' or (>= '\u0600' and <= '\u0605')
        or '\u06DD' or '\u070F' or '\u08E2' or (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E')
        or (>= '\u2060' and <= '\u206F') or (>= '\uD800' and <= '\uDFFF') or '\uFEFF' or (>= '\uFFF0' and <= '\uFFFB') or >= '\uFFFE';
}
