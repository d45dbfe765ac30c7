using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.House;

/// <summary>The files of the repository that a person writes, by their paths from its root.</summary>
internal static class SourceFiles
{
    private static readonly string[] Code = ["src", "tests", "samples"];

    private static readonly string[] NotWritten = ["bin", "obj", "BenchmarkDotNet.Artifacts", "TestResults"];

    /// <summary>Files of src, tests and samples with an extension.</summary>
    /// <param name="extensions">Such as <c>.cs</c>.</param>
    public static IEnumerable<string> OfCode(params string[] extensions) => Code.SelectMany(folder => Under(folder, extensions));

    /// <summary>Files of a folder, below it included.</summary>
    /// <param name="folder">Its path from the root.</param>
    /// <param name="extensions">Such as <c>.cs</c>.</param>
    public static IEnumerable<string> Under(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Path.Combine(Page.Repository, folder), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Page.Repository, path).Replace('\\', '/'))
            .Where(path => extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal))
            .Where(path => !path.Split('/').Intersect(NotWritten, StringComparer.Ordinal).Any())
            .Order(StringComparer.Ordinal);

    /// <summary>The lines of a file.</summary>
    /// <param name="path">Its path from the root.</param>
    public static string[] LinesOf(string path) => File.ReadAllLines(Path.Combine(Page.Repository, path));
}
