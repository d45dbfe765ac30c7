namespace RouteGen.Tool.Tests;

/// <summary>The repository that these tests stand in.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    /// <summary>A file or folder of it.</summary>
    public static string File(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (System.IO.File.Exists(Path.Combine(folder, "routes.schema.json")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("These tests run from inside the repository.");
    }
}
