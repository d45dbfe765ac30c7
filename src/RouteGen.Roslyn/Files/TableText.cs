using RouteGen.Model.Reading;
using RouteGen.Model.Values;

namespace RouteGen.Roslyn.Files;

/// <summary>A text with its latest reading and findings: it depends on the files of shared models too, which change seldom.</summary>
internal sealed class TableText(string text, Func<TextFile, EquatableArray<TextFile>, ReadTable> reader)
{
    private readonly object _gate = new();
    private EquatableArray<TextFile> _models;
    private CheckedTable? _latest;

    public CheckedTable Read(string path, EquatableArray<TextFile> models)
    {
        lock (_gate)
        {
            if (_latest is null || _latest.Read.Reading.Path != path || _models != models)
            {
                _models = models;
                _latest = new CheckedTable(reader(new TextFile(path, text), models));
            }

            return _latest;
        }
    }
}
