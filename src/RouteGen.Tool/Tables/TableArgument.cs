using System.CommandLine;
using RouteGen.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tables;

/// <summary>The table that a verb is about: <c>routes.json</c> in this folder unless another is named.</summary>
internal static class TableArgument
{
    private const string Usual = "routes.json";

    /// <summary>Makes the argument.</summary>
    public static Argument<string> Create() => new("table")
    {
        Description = $"The table; a folder means the {Usual} in it.",
        HelpName = Usual,
        DefaultValueFactory = static _ => Usual,
    };

    /// <summary>Makes the option for verbs whose arguments are others.</summary>
    public static Option<string> CreateOption() => new("--table", "-t")
    {
        Description = $"The table; a folder means the {Usual} in it.",
        HelpName = Usual,
        DefaultValueFactory = static _ => Usual,
    };

    /// <summary>Reads a table with what this tool can serve, as of the host's day.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">What the command line says.</param>
    /// <param name="catalog">A file to take for the packed catalog; null for the packed one.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static RouteTableFile Load(ToolHost host, string path, string? catalog = null)
    {
        var file = Find(host, path);

        // As it was written, so that what is printed can be opened from where one is.
        return RouteTableFile.Read(file, File.ReadAllText(host.FullPath(file)), new()
        {
            Adapters = ToolAdapters.Create(),
            Today = DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime),
            OpenModels = models => ReadOrNull(host.FullPath(models)),
            Catalog = catalog is null ? null : File.ReadAllText(host.FullPath(catalog)),
        });
    }

    /// <summary>Reads a table that has to be usable.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    /// <exception cref="ToolFailure">It cannot be used.</exception>
    public static RouteTableFile LoadUsable(ToolHost host, string path, string? catalog = null)
    {
        var file = Load(host, path, catalog);
        return file.Problems.FirstOrDefault(static p => p.IsBlocking) is { } problem
            ? throw new ToolFailure($"{problem} (All that is wrong: routegen check {file.Path})")
            : file;
    }

    /// <summary>The path of the file, seen from the host's folder.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Find(ToolHost host, string path)
    {
        if (Directory.Exists(host.FullPath(path)))
        {
            path = Path.Combine(path, Usual);
        }

        return File.Exists(host.FullPath(path))
            ? path
            : throw new UsageException($"There is no file '{path}'. Name the table, or make one: routegen init");
    }

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
