namespace RouteGen.Gateway.Routing;

/// <summary>The names that are most like one that nobody knows, for a caller who mistyped it.</summary>
internal static class NearestNames
{
    // What is longer was not mistyped, and is not to cost anything.
    private const int Longest = 128;

    /// <summary>At most three names, the most like first.</summary>
    public static IReadOnlyList<string> Find(string asked, IEnumerable<string> names) => asked.Length > Longest
        ? []
        : [.. names
            .Select(n => (Name: n, Distance: Distance(asked, n)))
            .OrderBy(static n => n.Distance)
            .ThenBy(static n => n.Name, StringComparer.Ordinal)
            .Take(3)
            .Select(static n => n.Name)];

    /// <summary>How many letters must be changed, added or taken away (Levenshtein), letter case aside.</summary>
    public static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[b.Length];
    }
}
