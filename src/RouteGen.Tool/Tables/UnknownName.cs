namespace RouteGen.Tool.Tables;

/// <summary>What is said of a name that a table does not have.</summary>
internal static class UnknownName
{
    private const int MostListed = 12;

    /// <summary>The sentence, with the nearest name or the first of all.</summary>
    public static string Message(string kind, string name, IEnumerable<string> known)
    {
        string[] names = [.. known.Distinct(StringComparer.Ordinal)];
        return NearestName.Among(names, name) is { } near
            ? $"There is no {kind} '{name}'. Did you mean '{near}'?"
            : names.Length == 0 ? $"There is no {kind} '{name}': the table has none."
            : $"There is no {kind} '{name}'. There are:"
                + $" {string.Join(", ", names.Take(MostListed))}{(names.Length > MostListed ? ", …" : "")}.";
    }
}
