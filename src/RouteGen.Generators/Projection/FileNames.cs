namespace RouteGen.Generators.Projection;

/// <summary>
/// Names of files, made of the names of tables, as every file system and the compiler take them: short, of ASCII, distinct whatever their
/// case.
/// </summary>
internal sealed class FileNames
{
    private const int Longest = 60;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string Take(string className)
    {
        var plain = new string([.. className.Take(Longest).Select(c => IsPlain(c) ? c : '_')]);
        var name = plain;
        for (var number = 2; !_taken.Add(name); number++)
        {
            name = plain + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    private static bool IsPlain(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
