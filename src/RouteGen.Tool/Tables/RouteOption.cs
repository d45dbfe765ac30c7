using System.CommandLine;
using RouteGen.Model.Checks.Views;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tables;

/// <summary>The option <c>--route</c>: only these routes.</summary>
internal static class RouteOption
{
    /// <summary>Makes the option.</summary>
    public static Option<string[]> Create() => new("--route", "-r")
    {
        Description = "Only this route; can be given more than once.",
        HelpName = "name",
    };

    /// <summary>The routes that are named, in the order of the table; all where none is.</summary>
    /// <exception cref="UsageException">The table has no such route.</exception>
    public static IReadOnlyList<RouteView> Choose(TableView table, string[]? names)
    {
        if (names is not { Length: > 0 })
        {
            return table.Routes;
        }

        foreach (var name in names)
        {
            if (table.Routes.All(r => r.Name != name))
            {
                throw new UsageException(UnknownName.Message("route", name, table.Routes.Select(static r => r.Name)));
            }
        }

        return [.. table.Routes.Where(r => names.Contains(r.Name, StringComparer.Ordinal))];
    }
}
