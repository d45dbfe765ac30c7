using System.Text.Json;
using RouteGen.Model.Reading;

namespace RouteGen.Tool.Check.Projects;

/// <summary>The files of shared models that a project's packages bring, as its last restore found them.</summary>
internal static class PackagedModels
{
    /// <summary>Those of a project's folder; none where it was never restored.</summary>
    public static IEnumerable<TextFile> Find(string folder)
    {
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        return File.Exists(assets) ? Read(assets) : [];
    }

    private static List<TextFile> Read(string assets)
    {
        var models = new List<TextFile>();
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(assets));
            var folders = json.RootElement.GetProperty("packageFolders").EnumerateObject().Select(static f => f.Name).ToArray();
            foreach (var library in json.RootElement.GetProperty("libraries").EnumerateObject().Select(static l => l.Value))
            {
                if (library.TryGetProperty("path", out var at) && library.TryGetProperty("files", out var files))
                {
                    models.AddRange(files.EnumerateArray()
                        .Select(static f => f.GetString()!)
                        .Where(static f => f.EndsWith(".models.json", StringComparison.OrdinalIgnoreCase))
                        .Select(f => folders.Select(folder => Path.Combine(folder, at.GetString()!, f)).FirstOrDefault(File.Exists))
                        .OfType<string>()
                        .Select(static path => new TextFile(path, File.ReadAllText(path))));
                }
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A file of another tool in a form that this one does not know tells it nothing.
            return [];
        }

        return models;
    }
}
