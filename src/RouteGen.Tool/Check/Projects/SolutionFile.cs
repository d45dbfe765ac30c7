using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Check.Projects;

/// <summary>The C# projects of a solution, in either of its forms.</summary>
internal static partial class SolutionFile
{
    /// <summary>Their full paths, in the order of the file.</summary>
    /// <exception cref="ToolFailure">It cannot be read, or a project is not there.</exception>
    public static IReadOnlyList<string> ProjectsOf(string path)
    {
        var text = File.ReadAllText(path);
        var named = path.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase)
            ? OfXml(path, text)
            : ProjectLine().Matches(text).Select(static m => m.Groups[1].Value);
        var folder = Path.GetDirectoryName(path)!;
        var projects = named
            .Where(static p => p.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
            .Select(p => Path.GetFullPath(p.Replace('\\', '/'), folder))
            .Distinct(StringComparer.Ordinal).ToArray();
        return projects.FirstOrDefault(static p => !File.Exists(p)) is { } missing
            ? throw new ToolFailure($"The solution '{path}' names '{missing}', which is not there.")
            : projects;
    }

    private static IEnumerable<string> OfXml(string path, string text)
    {
        try
        {
            return [.. XDocument.Parse(text).Descendants("Project").Select(static p => p.Attribute("Path")?.Value).OfType<string>()];
        }
        catch (XmlException e)
        {
            throw new ToolFailure($"{path}({e.LineNumber},{e.LinePosition}) is not XML: {e.Message}", e);
        }
    }

    [GeneratedRegex("""^\s*Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"([^"]+)",""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
