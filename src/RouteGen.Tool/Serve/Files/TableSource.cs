using System.Text;
using RouteGen.Tables;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Serve.Files;

/// <summary>The files of a table on the disk.</summary>
/// <param name="host">The host.</param>
/// <param name="path">The table, as the command line wrote it: what is printed can be opened from where one is.</param>
/// <param name="catalog">A file to take for the packed catalog; null for the packed one.</param>
internal sealed class TableSource(ToolHost host, string path, string? catalog)
{
    /// <summary>The table's path.</summary>
    public string Path => path;

    /// <summary>Reads it, and what it uses.</summary>
    /// <param name="former">What was read before: the same where nothing has changed, which saves the reading of a table.</param>
    public TableText Read(TableText? former = null)
    {
        var (table, unreadable) = Text(path);
        var packed = catalog is null ? null : Text(catalog).Text;
        if (former is not null && former.Table == table && former.Catalog == packed && former.Unreadable == unreadable
            && former.Models.All(m => Text(m.Key).Text == m.Value))
        {
            return former;
        }

        if (table is null)
        {
            return new(null, unreadable, new Dictionary<string, string?>(), packed);
        }

        var models = new Dictionary<string, string?>(StringComparer.Ordinal);
        var file = Parse(table, packed, models, p => Text(p).Text);
        return new(table, null, models, packed) { File = file };
    }

    /// <summary>Reads texts that were kept.</summary>
    public RouteTableFile Parse(TableText kept) => Parse(
        kept.Table!, kept.Catalog, new Dictionary<string, string?>(StringComparer.Ordinal), p => kept.Models.GetValueOrDefault(p));

    private RouteTableFile Parse(
        string table, string? packed, Dictionary<string, string?> models, Func<string, string?> open) =>
        RouteTableFile.Read(path, table, new()
        {
            Adapters = ToolAdapters.Create(),
            Today = DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime),
            OpenModels = file => models[file] = open(file),
            Catalog = packed,
        });

    private (string? Text, string? Unreadable) Text(string file)
    {
        var full = host.FullPath(file);
        try
        {
            return File.Exists(full)
                ? (File.ReadAllText(full, Encoding.UTF8), null)
                : (null, Directory.Exists(full) ? $"'{file}' is a folder." : $"There is no file '{file}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"'{file}' cannot be read: {e.Message}");
        }
    }
}
