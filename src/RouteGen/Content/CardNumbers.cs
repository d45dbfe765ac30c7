using System.Text;

namespace RouteGen.Content;

/// <summary>
/// Finds card numbers: 13 to 19 digits, in groups or not, that begin as cards do and whose check digit is right (ISO/IEC 7812, Luhn).
/// </summary>
internal static class CardNumbers
{
    private const string Placeholder = "[card]";
    private const int Shortest = 13;
    private const int Longest = 19;

    /// <summary>Whether digits alone are a card's number.</summary>
    public static bool IsCard(ReadOnlySpan<char> digits)
    {
        // The networks' cards begin with 2 to 6; times in milliseconds, which are as long, do not.
        if (digits.Length is < Shortest or > Longest || digits[0] is < '2' or > '6')
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            digit = i % 2 == 0 ? digit : digit * 2;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>The text without the numbers; the same one where there is none.</summary>
    public static string Redact(string text)
    {
        StringBuilder? redacted = null;
        var copied = 0;
        var at = 0;
        while (at < text.Length)
        {
            var start = text.AsSpan(at).IndexOfAnyInRange('0', '9');
            if (start < 0)
            {
                break;
            }

            start += at;
            var end = LengthAt(text, start) is > 0 and var length ? start + length : start;
            if (end > start)
            {
                (redacted ??= new StringBuilder(text.Length)).Append(text, copied, start - copied).Append(Placeholder);
                (copied, at) = (end, end);
                continue;
            }

            // The next group: within one, a number does not begin.
            at = start + 1;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }
        }

        return redacted is null ? text : redacted.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>How many characters a card's number takes that begins here, separators included; 0 where none does.</summary>
    private static int LengthAt(string text, int start)
    {
        Span<char> digits = stackalloc char[Longest];
        var count = 0;
        var found = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                if (count == Longest)
                {
                    break;
                }

                digits[count++] = text[i];
                var endsGroup = i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]);
                found = endsGroup && IsCard(digits[..count]) ? i + 1 - start : found;
            }
            else if (!IsSeparator(text[i]) || i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]))
            {
                break;
            }
        }

        return found;
    }

    private static bool IsSeparator(char c) =>
        c is ' ' or '-' or '.' or '\u00a0' or '\u2007' or '\u2009' or '\u2010' or '\u2011' or '\u2013'
        or '\u202f';
}
