using System.Globalization;
using System.Text.Json.Nodes;
using RouteGen.Faults;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Tests.Chains;

/// <summary>A table of one route over one to four targets that a seed draws, read from its text as any other.</summary>
internal sealed class DrawnTable
{
    /// <summary>Faults with which an attempt can end, those that <c>on</c> takes.</summary>
    public static readonly Fault[] AttemptFaults =
    [
        .. FaultNames.All.Where(fault => fault is (>= Fault.ContextTooLong and <= Fault.MalformedOutput) or Fault.Unknown),
    ];

    private static readonly Fault[] Retryable =
    [
        Fault.Timeout, Fault.Conflict, Fault.RateLimited, Fault.ServerError, Fault.Overloaded, Fault.ConnectionFailed,
        Fault.StreamBroken, Fault.EmptyReply, Fault.MalformedOutput, Fault.Unknown,
    ];

    private readonly Random _random;
    private readonly int _targets;
    private readonly int _retries;
    private double _stops;

    /// <param name="seed">What draws it.</param>
    /// <param name="draw">What of it varies beside chain, rules and retries.</param>
    public DrawnTable(int seed, IDraw draw)
    {
        _random = new Random(seed);
        _targets = _random.Next(1, 5);
        _retries = _random.Next(4);
        var root = new JsonObject
        {
            ["table"] = "TestTable",
            ["models"] = Each('m', draw.Model),
            ["providers"] = Each('p', draw.Provider),
            ["targets"] = Each('t', (random, i) => draw.Target(random, new JsonObject
            {
                ["provider"] = $"p{random.Next(_targets)}",
                ["model"] = $"m{random.Next(_targets)}",
                ["deployment"] = $"d{i}",
            })),
            ["routes"] = new JsonObject { ["ask"] = DrawRoute(draw) },
        };
        Text = root.ToJsonString(new() { WriteIndented = true });
        Reading = TableReader.Read(new TextFile("routes.json", Text), []);
        Assert.Equal([], Reading.Problems.Select(problem => $"{problem.Rule.Id} {problem.Message}"));
        View = new TableView(Reading);
    }

    /// <summary>What varies from one property to the next.</summary>
    public interface IDraw
    {
        JsonObject Model(Random random, int index);

        JsonObject Provider(Random random, int index);

        JsonObject Target(Random random, JsonObject target);

        /// <summary>Limits and timeouts.</summary>
        void Bound(Random random, JsonObject route, int attempts);
    }

    public string Text { get; }

    public TableReading Reading { get; }

    public TableView View { get; }

    public RouteView RouteView => View.Routes[0];

    public RouteEntry Route => RouteView.Route;

    public override string ToString() => Text;

    private JsonObject Each(char letter, Func<Random, int, JsonObject> draw) =>
        new(Enumerable.Range(0, _targets).Select(i => KeyValuePair.Create($"{letter}{i}", (JsonNode?)draw(_random, i))));

    private JsonObject DrawRoute(IDraw draw)
    {
        int[] chain = [.. Enumerable.Range(0, _targets).OrderBy(_ => _random.Next()).Take(_random.Next(1, _targets + 1))];

        // Some tables are all rules, most of them stops, and some have none, so that dead ends come up as well as plain chains.
        var density = _random.Next(5) * 0.25;
        _stops = density == 1 ? 0.9 : 0.2;
        var strategy = _random.Next(3);
        var route = new JsonObject
        {
            ["chain"] = new JsonArray([.. chain.Select(place => (JsonNode)Entry(place, density, weighted: strategy == 1))]),
            ["retry"] = new JsonObject
            {
                ["maxRetries"] = _retries,
                ["delay"] = $"{_random.Next(1, 500)}ms",
                ["maxDelay"] = $"{_random.Next(500, 3_000)}ms",
            },
        };
        if (strategy > 0)
        {
            route["strategy"] = strategy == 1 ? "weighted" : "cheapest";
        }

        AddRules(route, density, self: -1);
        draw.Bound(_random, route, _random.Next(1, (_targets * (1 + _retries)) + 2));
        return route;
    }

    private JsonObject Entry(int place, double density, bool weighted)
    {
        var entry = new JsonObject { ["target"] = $"t{place}" };
        if (weighted)
        {
            entry["weight"] = _random.Next(1, 4);
        }

        AddRules(entry, density, place);
        return entry;
    }

    private void AddRules(JsonObject owner, double density, int self)
    {
        var on = new JsonObject();
        foreach (var fault in AttemptFaults.Where(_ => _random.NextDouble() < density))
        {
            on[FaultNames.Name(fault)] = Action(fault, self);
        }

        if (on.Count > 0)
        {
            owner["on"] = on;
        }
    }

    private JsonNode Action(Fault fault, int self)
    {
        string[] named = [.. Enumerable.Range(0, _targets).Where(place => place != self)
            .OrderBy(_ => _random.Next()).Take(_random.Next(1, 3))
            .Select(place => string.Create(CultureInfo.InvariantCulture, $"t{place}"))];
        if (_random.NextDouble() < _stops)
        {
            return "stop";
        }

        return _random.Next(4) switch
        {
            0 => "next",
            1 when _retries > 0 && Retryable.Contains(fault) => "retry",
            _ when named.Length > 0 => new JsonArray([.. named.Select(name => (JsonNode)name)]),
            _ => "next",
        };
    }
}
