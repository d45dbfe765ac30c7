using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Model.Reading;
using RouteGen.Roslyn.Files;

namespace RouteGen.Analyzers.Usage;

/// <summary>Where a route is in routes.json, and whether its entry says that it is fine never to be called.</summary>
internal readonly struct RoutePlace
{
    private RoutePlace(Location location, bool isSuppressed)
    {
        Location = location;
        IsSuppressed = isSuppressed;
    }

    /// <summary>The route's key in the file; nowhere, where no file of the project declares it.</summary>
    public Location Location { get; }

    public bool IsSuppressed { get; }

    public static RoutePlace Find(
        DeclaredRoute route, ImmutableArray<AdditionalText> files, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            if (FileRoles.Get(file, options) != FileRole.Table || file.GetText(cancellation) is not { } text)
            {
                continue;
            }

            var reading = TableReader.Read(new TextFile(file.Path, text.ToString()), []);
            var space = route.Table.ContainingNamespace.IsGlobalNamespace ? "" : route.Table.ContainingNamespace.ToDisplayString();
            if (reading.Table.ClassName == route.Table.Name
                && (reading.Table.Namespace ?? space) == space
                && reading.Find(EntrySection.Routes, route.Name) is { } entry)
            {
                var range = entry.Property.Key.Range;
                var lines = new LinePositionSpan(
                    new LinePosition(range.Line, range.Column), new LinePosition(range.EndLine, range.EndColumn));
                return new RoutePlace(
                    Location.Create(file.Path, new TextSpan(range.Start, range.Length), lines), IsSuppressedIn(reading, route.Name));
            }
        }

        return new RoutePlace(Location.None, isSuppressed: false);
    }

    private static bool IsSuppressedIn(TableReading reading, string route)
    {
        foreach (var suppression in reading.Suppressions)
        {
            if (suppression.Section == EntrySection.Routes && suppression.RuleId == UsageRules.UnusedRoute.Id && suppression.Entry == route)
            {
                return true;
            }
        }

        return false;
    }
}
