using System.Globalization;
using System.Text;
using System.Text.Json;
using RouteGen.Tool.Serve.Files;

namespace RouteGen.Tool.Serve.Versions;

/// <summary>
/// Keeps versions in a folder, so that one can go back to them after a start: one file each, with all texts that it was made of.
/// </summary>
/// <param name="path">The folder; it is made when the first version is kept.</param>
internal sealed class VersionFolder(string path)
{
    /// <summary>The versions of a table, by number. What cannot be read, or no longer says what it said, is left out.</summary>
    public IReadOnlyList<TableVersion> Read(string table, TableSource source)
    {
        var versions = new List<TableVersion>();
        var folder = Path.Combine(path, table);
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                if (ReadOne(file, source) is { } version && version.File.Name == table)
                {
                    versions.Add(version);
                }
            }
        }

        return [.. versions.OrderBy(static v => v.Number)];
    }

    /// <summary>Keeps a version, and takes away what is kept no longer.</summary>
    public void Write(TableVersion version, IReadOnlyList<TableVersion> all)
    {
        var folder = Path.Combine(path, version.File.Name);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, NameOf(version.Number));

        // Whole or not at all, whatever ends this process.
        File.WriteAllBytes(file + ".new", Serialize(version));
        File.Move(file + ".new", file, overwrite: true);
        var kept = all.Select(static v => NameOf(v.Number)).ToHashSet(StringComparer.Ordinal);
        foreach (var other in Directory.EnumerateFiles(folder, "*.json").Where(f => !kept.Contains(Path.GetFileName(f))))
        {
            File.Delete(other);
        }
    }

    private static string NameOf(int number) => number.ToString("D8", CultureInfo.InvariantCulture) + ".json";

    private static byte[] Serialize(TableVersion version)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, version.Number);
            json.WriteString("at"u8, version.At);
            json.WriteString("hash"u8, version.Hash);
            json.WriteString("text"u8, version.Text.Table);
            json.WriteStartObject("models"u8);
            foreach (var (file, text) in version.Text.Models)
            {
                json.WriteString(file, text);
            }

            json.WriteEndObject();
            json.WriteString("catalog"u8, version.Text.Catalog);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static TableVersion? ReadOne(string file, TableSource source)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file, Encoding.UTF8));
            var root = json.RootElement;
            var models = root.GetProperty("models").EnumerateObject()
                .ToDictionary(static m => m.Name, static m => m.Value.GetString(), StringComparer.Ordinal);
            var text = new TableText(root.GetProperty("text").GetString(), null, models, root.GetProperty("catalog").GetString());
            var table = source.Parse(text);

            // Another version of this tool may read it otherwise, or have another catalog.
            return table.IsUsable && table.Definition.Hash == root.GetProperty("hash").GetString()
                ? new(root.GetProperty("version").GetInt32(), text with { File = table }, table, root.GetProperty("at").GetDateTimeOffset())
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
