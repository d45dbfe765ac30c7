namespace RouteGen.Targets;

/// <summary>Names of a table in those of environment variables: no shell can set one with <c>-</c> or <c>.</c> in it.</summary>
internal static class VariableNames
{
    /// <summary>The name as every shell can set it: what is neither letter nor digit is <c>_</c>.</summary>
    public static string For(string name) =>
        string.Create(name.Length, name, static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
            }
        });

    /// <summary>The variable of a path of the configuration: two underscores for each colon.</summary>
    public static string ForPath(string path) => string.Join("__", path.Split(':').Select(For));

    /// <summary>The name of the table's that is meant by one of the settings; the same where none is, or several are.</summary>
    public static string Meant(string name, IEnumerable<string> known)
    {
        string? meant = null;
        foreach (var candidate in known)
        {
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }

            if (string.Equals(For(candidate), name, StringComparison.OrdinalIgnoreCase))
            {
                meant = meant is null ? candidate : name;
            }
        }

        return meant ?? name;
    }
}
