#nullable enable
using System.Collections.Generic;

namespace RouteGen;

/// <summary>Which of some names a misspelt one was meant to be: in the compiler for tables, at run time for settings.</summary>
internal static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>The candidate nearest to <paramref name="name"/>, or null where none is near.</summary>
    public static string? Among(IEnumerable<string> candidates, string name)
    {
        string? nearest = null;
        var farthest = Math.Max(1, Math.Min(3, name.Length / 3));
        var best = 2 * (farthest + 1);
        var rows = new Rows();
        foreach (var candidate in candidates)
        {
            var slips = Distance(name, candidate, farthest, rows);

            // A beginning is further than one slip and nearer than two: 'sonnet-via-ro' is not 'sonnet' where there is a 'sonnet-via-or'.
            var distance = slips <= 1 || !IsBeginning(name, candidate) ? 2 * slips : 3;
            if (distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    private static bool IsBeginning(string name, string candidate) =>
        Math.Min(name.Length, candidate.Length) >= 3
        && (candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(candidate, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The slips between two names: letters missing, put in, replaced, or two of them swapped;
    /// one more than <paramref name="most"/> for any number above it.
    /// </summary>
    /// <remarks>Letter case is disregarded; names past 64 characters are not compared.</remarks>
    private static int Distance(string a, string b, int most, Rows rows)
    {
        if (a.Length > LongestCompared || b.Length > LongestCompared || Math.Abs(a.Length - b.Length) > most)
        {
            return most + 1;
        }

        rows.Begin(b.Length);
        for (var i = 1; i <= a.Length; i++)
        {
            if (rows.Next(a, b, i) > most)
            {
                // The next row is no better; two letters swapped take the row before, and one slip more.
                return most + 1;
            }
        }

        return Math.Min(rows.Last(b.Length), most + 1);
    }

    private static bool AreSame(char a, char b) => a == b || char.ToLowerInvariant(a) == char.ToLowerInvariant(b);

    /// <summary>
    /// The slips between the beginnings of two names, for the last three beginnings of the first; made once for all candidates.
    /// </summary>
    private sealed class Rows
    {
        private int[] _beforeLast = new int[LongestCompared + 1];
        private int[] _last = new int[LongestCompared + 1];
        private int[] _next = new int[LongestCompared + 1];

        public void Begin(int length)
        {
            for (var j = 0; j <= length; j++)
            {
                _last[j] = j;
            }
        }

        public int Last(int length) => _last[length];

        /// <summary>Goes on by a letter of <paramref name="a"/>.</summary>
        /// <returns>The least of the row.</returns>
        public int Next(string a, string b, int i)
        {
            var least = _next[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var slips = Math.Min(_last[j - 1] + (AreSame(a[i - 1], b[j - 1]) ? 0 : 1), Math.Min(_last[j], _next[j - 1]) + 1);
                if (i > 1 && j > 1 && AreSame(a[i - 1], b[j - 2]) && AreSame(a[i - 2], b[j - 1]))
                {
                    slips = Math.Min(slips, _beforeLast[j - 2] + 1);
                }

                _next[j] = slips;
                least = Math.Min(least, slips);
            }

            (_beforeLast, _last, _next) = (_last, _next, _beforeLast);
            return least;
        }
    }
}
