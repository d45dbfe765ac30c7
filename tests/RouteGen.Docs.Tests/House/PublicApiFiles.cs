using System.Text.RegularExpressions;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.House;

/// <summary>What the packages offer, as their PublicAPI files say; the compiler holds these to the code.</summary>
internal static partial class PublicApiFiles
{
    /// <summary>The files, by their path below the repository.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(Page.Repository, "src"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "PublicAPI.*.txt"))
            .Select(path => Path.GetRelativePath(Page.Repository, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Lines { get; } = [.. Files.SelectMany(Read).Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>Full names, without what is between angle brackets.</summary>
    public static IReadOnlyList<string> Types { get; } =
        [.. Lines.Where(line => TypeLine().IsMatch(line))
            .Select(line => Arguments().Replace(line, ""))
            .Distinct()
            .Order(StringComparer.Ordinal)];

    public static string[] Read(string file) =>
        File.ReadAllText(Path.Combine(Page.Repository, file)).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    // A member has a result, a constant or parameters.
    [GeneratedRegex(@"^[\w.]+(?:<[\w, ]+>)?$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("<.*>")]
    private static partial Regex Arguments();
}
