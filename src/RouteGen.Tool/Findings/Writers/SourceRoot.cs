using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>
/// The root of the sources, from which GitHub and SARIF see paths: the workflow's, the repository's, or the folder that one is in.
/// </summary>
internal sealed class SourceRoot
{
    private readonly ToolHost _host;
    private readonly string _root;

    private SourceRoot(ToolHost host, string root)
    {
        _host = host;
        _root = root;
    }

    public static SourceRoot Find(ToolHost host)
    {
        var folder = Path.GetFullPath(host.Folder);
        if (host.Variable("GITHUB_WORKSPACE") is { Length: > 0 } workspace && IsUnder(Path.GetFullPath(workspace), folder))
        {
            return new(host, Path.GetFullPath(workspace));
        }

        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            // A work tree has a file of that name.
            if (Path.Exists(Path.Combine(at, ".git")))
            {
                return new(host, at);
            }
        }

        return new(host, folder);
    }

    /// <summary>A path from the root with <c>/</c> between its parts; one outside stays whole.</summary>
    public string Relative(string path)
    {
        var full = _host.FullPath(path);
        return (IsUnder(_root, full) ? Path.GetRelativePath(_root, full) : full).Replace('\\', '/');
    }

    /// <summary>The same as a URI reference, and whether it is relative to the root.</summary>
    public (string Uri, bool IsRelative) Uri(string path)
    {
        var relative = Relative(path);
        return Path.IsPathRooted(relative)
            ? (new Uri(relative).AbsoluteUri, false)
            : (string.Join('/', relative.Split('/').Select(System.Uri.EscapeDataString)), true);
    }

    private static bool IsUnder(string root, string path)
    {
        var relative = Path.GetRelativePath(root, path);
        return !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal)
            && !relative.StartsWith("..\\", StringComparison.Ordinal);
    }
}
