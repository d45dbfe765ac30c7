#nullable enable

namespace RouteGen;

/// <summary>
/// Names in which <c>*</c> stands for any characters, none among them: what they match, and what two of them have in common. Letter case
/// counts. Without <c>*</c>, a pattern matches itself.
/// </summary>
internal static class NamePattern
{
    /// <summary>What stands for any characters.</summary>
    public const char Any = '*';

    /// <summary>Whether a pattern matches one name only.</summary>
    public static bool IsExact(string pattern) => pattern.IndexOf(Any) < 0;

    /// <summary>Whether a name is one of a pattern's. Takes at most as many steps as the product of the lengths.</summary>
    public static bool Matches(string pattern, string name)
    {
        // What an earlier star took never needs to change: only the latest one tries again, one character further.
        var (at, star, tried) = (0, -1, 0);
        var read = 0;
        while (read < name.Length)
        {
            if (at < pattern.Length && pattern[at] == Any)
            {
                star = at++;
                tried = read;
            }
            else if (at < pattern.Length && pattern[at] == name[read])
            {
                at++;
                read++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                read = ++tried;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == Any)
        {
            at++;
        }

        return at == pattern.Length;
    }

    /// <summary>Whether a name is one of both.</summary>
    public static bool Overlap(string a, string b)
    {
        if (IsExact(a))
        {
            return Matches(b, a);
        }

        if (IsExact(b))
        {
            return Matches(a, b);
        }

        // Between its first and its last star, each takes whatever the other needs; so only the ends can keep them apart.
        return string.CompareOrdinal(a, 0, b, 0, Math.Min(a.IndexOf(Any), b.IndexOf(Any))) == 0 && EndAlike(a, b);
    }

    /// <summary>A name that is one of both, a short one where that is easy; null where they have none in common.</summary>
    public static string? Common(string a, string b)
    {
        if (!Overlap(a, b))
        {
            return null;
        }

        if (IsExact(a) || IsExact(b))
        {
            return IsExact(a) ? a : b;
        }

        var start = Longer(a.Substring(0, a.IndexOf(Any)), b.Substring(0, b.IndexOf(Any)));
        var end = Longer(a.Substring(a.LastIndexOf(Any) + 1), b.Substring(b.LastIndexOf(Any) + 1));
        string[] guesses = [start, end, start + end, start + Middle(a) + end, start + Middle(b) + end];
        return Array.Find(guesses, name => name.Length > 0 && Matches(a, name) && Matches(b, name)) ?? Named(start, a, b, end);
    }

    /// <summary>Whether every name of <paramref name="narrow"/> is one of <paramref name="broad"/>'s.</summary>
    /// <remarks>
    /// Names may have characters that <paramref name="broad"/> lacks, and only a star of its own takes those: it covers what it matches
    /// where the stars of <paramref name="narrow"/> are read as such a character, which is what <see cref="Matches"/> does with them.
    /// </remarks>
    public static bool Covers(string broad, string narrow) => Matches(broad, narrow);

    private static bool EndAlike(string a, string b)
    {
        var length = Math.Min(a.Length - a.LastIndexOf(Any), b.Length - b.LastIndexOf(Any)) - 1;
        return string.CompareOrdinal(a, a.Length - length, b, b.Length - length, length) == 0;
    }

    private static string Middle(string pattern)
    {
        var first = pattern.IndexOf(Any);
        return pattern.Substring(first, pattern.LastIndexOf(Any) - first).Replace("*", "");
    }

    private static string Longer(string a, string b) => a.Length >= b.Length ? a : b;

    private static string Named(string start, string a, string b, string end) =>
        start + Middle(a) + Middle(b) + end is { Length: > 0 } name ? name : "any";
}
