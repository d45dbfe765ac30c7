using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Analyzers.Files;

/// <summary>A text with its latest reading: it depends on the files of shared models too, which change seldom.</summary>
internal sealed class TableText(string text)
{
    private readonly object _gate = new();
    private EquatableArray<TextFile> _models;
    private ReadTable? _latest;

    public ReadTable Read(string path, EquatableArray<TextFile> models)
    {
        lock (_gate)
        {
            if (_latest is null || _latest.Reading.Path != path || _models != models)
            {
                _models = models;
                _latest = ReadTable.From(new TextFile(path, text), models);
            }

            return _latest;
        }
    }
}
