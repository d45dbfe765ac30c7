using System.Globalization;
using System.Text;

namespace RouteGen.Gateway.Records;

/// <summary>What a caller wrote, as it may stand in a log: bounded, and without anything that ends a line or hides.</summary>
internal static class LoggedText
{
    private const int Longest = 128;

    /// <summary>The text; itself where nothing is wrong with it.</summary>
    public static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var length = Math.Min(text.Length, Longest);
        for (var i = 0; i < length; i++)
        {
            if (!IsPlain(text[i]))
            {
                return CleanAll(text, length);
            }
        }

        return length == text.Length ? text : text[..length] + "…";
    }

    private static string CleanAll(string text, int length)
    {
        var clean = new StringBuilder(length);
        for (var i = 0; i < length; i++)
        {
            clean.Append(IsPlain(text[i]) ? text[i] : '\ufffd');
        }

        return clean.Append(length == text.Length ? "" : "…").ToString();
    }

    /// <summary>Neither a control nor a format character (bidirectional overrides among them), nor half of a pair.</summary>
    private static bool IsPlain(char c) => char.IsAscii(c)
        ? c is >= ' ' and < '\x7f'
        : CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned);
}
