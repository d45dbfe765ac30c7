#nullable enable
using System.Collections.Generic;

namespace RouteGen;

/// <summary>Which of some names a misspelt one was meant to be: in the compiler for tables, at run time for settings.</summary>
internal static class NearestName
{
    /// <summary>The candidate nearest to <paramref name="name"/>, or null where none is near.</summary>
    public static string? Among(IEnumerable<string> candidates, string name)
    {
        string? nearest = null;
        var farthest = Math.Max(1, Math.Min(3, name.Length / 3));
        var best = 2 * (farthest + 1);
        foreach (var candidate in candidates)
        {
            var slips = Distance(name, candidate);

            // A beginning is further than one slip and nearer than two: 'sonnet-via-ro' is not 'sonnet' where there is a 'sonnet-via-or'.
            var distance = slips <= 1 || !IsBeginning(name, candidate) ? 2 * Math.Min(slips, farthest + 1) : 3;
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

    /// <summary>The slips between two names: letters missing, put in, replaced, or two of them swapped.</summary>
    /// <remarks>Letter case is disregarded; names past 64 characters are not compared.</remarks>
    private static int Distance(string a, string b)
    {
        if (a.Length > 64 || b.Length > 64 || Math.Abs(a.Length - b.Length) > 3)
        {
            return int.MaxValue;
        }

        var slips = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                slips[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(slips[i - 1, j - 1] + (AreSame(a[i - 1], b[j - 1]) ? 0 : 1), Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1);
                if (i > 1 && j > 1 && AreSame(a[i - 1], b[j - 2]) && AreSame(a[i - 2], b[j - 1]))
                {
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
                }
            }
        }

        return slips[a.Length, b.Length];
    }

    private static bool AreSame(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
