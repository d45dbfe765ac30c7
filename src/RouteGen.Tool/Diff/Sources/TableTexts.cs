using RouteGen.Tables;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Diff.Sources;

/// <summary>Reads tables from where they are: the folder, a commit.</summary>
internal sealed class TableTexts(ToolHost host, DateOnly today)
{
    /// <summary>Reads a table of the folder.</summary>
    /// <param name="path">Its path, as the command line wrote it.</param>
    /// <param name="models">What packages bring of shared models.</param>
    public RouteTableFile OfFolder(string path, PackageModels models)
    {
        var full = host.FullPath(path);
        if (!File.Exists(full))
        {
            throw new ToolFailure($"There is no file '{path}', so there is nothing to compare.");
        }

        return Read(path, File.ReadAllText(full), models, OfFolder);
    }

    /// <summary>Reads a table as it was in a commit, with the files of shared models as they were then.</summary>
    /// <param name="git">The repository.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="repositoryPath">The table's path in the repository.</param>
    /// <param name="path">The path that the table is to be seen at.</param>
    /// <param name="models">What packages bring of shared models.</param>
    /// <returns>Null where the commit has no such file.</returns>
    public RouteTableFile? OfCommit(Git git, string commit, string repositoryPath, string path, PackageModels models) =>
        git.Show(commit, repositoryPath) is not { } text ? null : Read(path, text, models, file =>
        {
            // Seen from where the table was, should it have been elsewhere then.
            var full = host.FullPath(file);
            var moved = git.PathOf(host.FullPath(path)) is { } now && now != repositoryPath && git.PathOf(full) is { } models
                ? Moved(models, now, repositoryPath) : git.PathOf(full);

            // What lies outside the repository has no history.
            return moved is null ? OfFolder(file) : git.Show(commit, moved);
        });

    private static string Moved(string path, string from, string to)
    {
        var relative = Path.GetRelativePath("/" + (Path.GetDirectoryName(from) ?? ""), "/" + path);
        return Path.GetFullPath(relative, "/" + (Path.GetDirectoryName(to) ?? "")).Replace('\\', '/').TrimStart('/');
    }

    private string? OfFolder(string path)
    {
        var full = host.FullPath(path);
        return File.Exists(full) ? File.ReadAllText(full) : null;
    }

    private RouteTableFile Read(string path, string text, PackageModels models, Func<string, string?> open) =>
        RouteTableFile.Read(path, text, new()
        {
            Adapters = ToolAdapters.Create(),
            Today = today,
            OpenModels = file => models.Find(file) ?? open(file),
            Catalog = models.Catalog,
        });
}
