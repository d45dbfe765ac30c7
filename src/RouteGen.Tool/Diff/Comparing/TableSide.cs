using RouteGen.Model.Checks.Views;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tables;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>One of the two tables, with what follows from it.</summary>
internal sealed class TableSide
{
    private readonly Dictionary<string, RouteView> _routes;

    public TableSide(RouteTableFile file)
    {
        File = file;
        Reading = file.Checked.Reading;
        View = new TableView(Reading);
        _routes = View.Routes.ToDictionary(static r => r.Name, StringComparer.Ordinal);
    }

    public RouteTableFile File { get; }

    public TableReading Reading { get; }

    public RouteTable Table => Reading.Table;

    public TableView View { get; }

    public RouteView Route(string name) => _routes[name];
}
