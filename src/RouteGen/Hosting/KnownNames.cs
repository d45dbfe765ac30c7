namespace RouteGen.Hosting;

/// <summary>What to say of a name that nothing bears.</summary>
internal static class KnownNames
{
    /// <summary>The name that was probably meant, else all there are.</summary>
    public static string Remedy(string name, IEnumerable<string> known)
    {
        var all = known.ToArray();
        var nearest = all.Select(candidate => (Name: candidate, Slips: Distance(name, candidate))).OrderBy(c => c.Slips).FirstOrDefault();
        return nearest.Name is not null && nearest.Slips <= Math.Max(1, Math.Min(3, name.Length / 3))
            ? $"did you mean '{nearest.Name}'?"
            : all.Length == 0 ? "there is none to name" : $"known are {Quoted(all)}";
    }

    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));

    /// <summary>Letters left out, put in, replaced, or two of them swapped; letter case is disregarded.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3 || a.Length > 64)
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
