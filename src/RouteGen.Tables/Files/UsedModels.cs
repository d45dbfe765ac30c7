using System.Text;
using RouteGen.Model.Json;
using RouteGen.Model.Reading;

namespace RouteGen.Tables.Files;

/// <summary>The files of shared models that a table uses.</summary>
internal static class UsedModels
{
    /// <summary>The name of the catalog's file.</summary>
    public const string CatalogFile = "RouteGen.Catalog.models.json";

    /// <summary>Those that there are. What is missing is for the reader of tables to report.</summary>
    public static IReadOnlyList<TextFile> Find(TextFile table, RouteTableFileOptions options)
    {
        var uses = ((JsonParser.Parse(table.Path, table.Text).Root as JsonObject)?.Find("use")?.Value as JsonArray)?.Items
            .OfType<JsonString>().Select(static s => s.Value).Distinct(StringComparer.Ordinal) ?? [];
        var files = new List<TextFile>();
        foreach (var use in uses)
        {
            if (use == "RouteGen.Catalog")
            {
                files.Add(new TextFile(CatalogFile, options.Catalog ?? PackedCatalog()));
            }
            else
            {
                var path = LexicalPath.Resolve(table.Path, use);
                if ((options.OpenModels ?? ReadOrNull)(path) is { } text)
                {
                    files.Add(new TextFile(path, text));
                }
            }
        }

        return files;
    }

    /// <summary>The catalog that the package was built with.</summary>
    public static string PackedCatalog()
    {
        using var stream = typeof(TextFile).Assembly.GetManifestResourceStream(CatalogFile)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path, Encoding.UTF8) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
