namespace RouteGen.Hosting;

/// <summary>What to say of a name that nothing bears.</summary>
internal static class KnownNames
{
    /// <summary>The name that was probably meant, else all there are.</summary>
    public static string Remedy(string name, IEnumerable<string> known)
    {
        var all = known.ToArray();
        return NearestName.Among(all, name) is { } nearest
            ? $"did you mean '{nearest}'?"
            : all.Length == 0 ? "there are none" : $"the known ones are {Quoted(all)}";
    }

    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}
