namespace RouteGen.Model.Problems;

/// <summary>What a misspelt name was probably meant to be.</summary>
public static class Suggestion
{
    private const int MostListed = 12;

    /// <summary>The candidate nearest to <paramref name="name"/>, or null where none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates) => NearestName.Among(candidates, name);

    /// <summary>A remedy: the nearest candidate, else all of them.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What could have been meant.</param>
    /// <param name="listed">How a list of them begins, such as <c>the known ones are</c>.</param>
    /// <param name="none">What to say where there are none.</param>
    public static string For(string name, IReadOnlyCollection<string> candidates, string listed, string none) =>
        Remedy(Nearest(name, candidates), candidates, listed, none);

    /// <summary>The same where the nearest candidate is known already; null for none.</summary>
    public static string Remedy(string? nearest, IReadOnlyCollection<string> candidates, string listed, string none)
    {
        if (nearest is not null)
        {
            return $"did you mean '{PlainText.Escape(nearest)}'?";
        }

        if (candidates.Count == 0)
        {
            return none;
        }

        var shown = string.Join(", ", candidates.Take(MostListed).Select(PlainText.Escape));
        return candidates.Count > MostListed ? $"{listed}: {shown}, …" : $"{listed}: {shown}";
    }
}
