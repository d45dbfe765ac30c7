using System.Globalization;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>
/// What has to be true of aliases across routes, so that a name that a client sends means one route: no name is matched by aliases of two
/// of them (RG0018), and none is an alias here and a route's name there (RG0019). Routes of both types are in one list of models.
/// </summary>
internal sealed class RouteAliases
{
    private readonly ProblemList _problems;
    private readonly Dictionary<string, Alias> _exact = new(StringComparer.Ordinal);
    private readonly List<Alias> _patterns = [];

    private RouteAliases(ProblemList problems) => _problems = problems;

    public static void Check(
        string table, IReadOnlyList<RouteEntry> routes, IReadOnlyList<EntryPlace> places, ProblemList problems)
    {
        var nodes = routes.Any(route => route.Aliases.Count > 0)
            ? places.Where(place => place.Section == EntrySection.Routes).ToDictionary(place => place.Name, StringComparer.Ordinal)
            : [];
        if (nodes.Count == 0)
        {
            return;
        }

        var names = routes.SelectMany(route => new[] { (Name: route.Name, route), (Name: $"{table}/{route.Name}", route) })
            .GroupBy(name => name.Name, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First().route, StringComparer.Ordinal);
        var aliases = new RouteAliases(problems);
        foreach (var route in routes.Where(route => route.Aliases.Count > 0))
        {
            foreach (var at in ListIn(nodes[route.Name]).Where(item => route.Aliases.Contains(item.Value)))
            {
                var alias = new Alias(at, route);
                if (names.TryGetValue(alias.Text, out var named) && !ReferenceEquals(named, route))
                {
                    problems.Add(FileRules.AliasOfAnotherRoute, at, $"{Described(alias)} is the name of route '{Plain(named)}', which " +
                        $"serves whoever asks for it; remove it, or rename that route");
                }
                else
                {
                    aliases.Add(alias);
                }
            }
        }
    }

    private static IEnumerable<JsonString> ListIn(EntryPlace place) =>
        ((place.Property.Value as JsonObject)?.Find("aliases")?.Value as JsonArray)?.Items.OfType<JsonString>() ?? [];

    private void Add(Alias alias)
    {
        if (!_problems.IsFull(FileRules.OverlappingAliases) && FirstLike(alias) is { } other)
        {
            Report(alias, other);
        }

        if (!NamePattern.IsExact(alias.Text))
        {
            _patterns.Add(alias);
        }
        else if (!_exact.ContainsKey(alias.Text))
        {
            _exact.Add(alias.Text, alias);
        }
    }

    /// <summary>The first alias of another route that matches a name that this one matches; null where there is none.</summary>
    private Alias? FirstLike(Alias alias)
    {
        if (_patterns.Find(other => IsLike(alias, other)) is { } pattern)
        {
            return pattern;
        }

        if (!NamePattern.IsExact(alias.Text))
        {
            return _exact.Values.FirstOrDefault(other => IsLike(alias, other));
        }

        return _exact.TryGetValue(alias.Text, out var same) && !ReferenceEquals(same.Route, alias.Route) ? same : null;
    }

    private static bool IsLike(Alias alias, Alias other) =>
        !ReferenceEquals(other.Route, alias.Route) && NamePattern.Overlap(alias.Text, other.Text);

    private void Report(Alias alias, Alias other)
    {
        var line = (other.At.Range.Line + 1).ToString(CultureInfo.InvariantCulture);
        var common = PlainText.Escape(NamePattern.Common(alias.Text, other.Text)!);
        var remedy = alias.Text == other.Text ? "remove it from one of the two routes" : "narrow or remove one of the two";
        _problems.Add(
            FileRules.OverlappingAliases,
            alias.At,
            $"{Described(alias)} and alias '{PlainText.Escape(other.Text)}' of route '{Plain(other.Route)}' on line {line} both match " +
            $"'{common}', so it is not clear which route serves it; {remedy}");
    }

    private static string Described(Alias alias) => $"Alias '{PlainText.Escape(alias.Text)}' of route '{Plain(alias.Route)}'";

    private static string Plain(RouteEntry route) => PlainText.Escape(route.Name);

    private sealed class Alias(JsonString at, RouteEntry route)
    {
        public JsonString At => at;

        public string Text => at.Value;

        public RouteEntry Route => route;
    }
}
