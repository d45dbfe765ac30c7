using System.Net;
using RouteGen.Chains;
using RouteGen.Definitions;
using RouteGen.Faults;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Chains;

/// <summary>
/// A route over three targets with a chain, rules and failures that a seed draws; what the walk foresees of it, and what the runtime does.
/// </summary>
internal sealed class DrawnRoute : IChainRules
{
    private static readonly (Fault Fault, HttpStatusCode Status)[] Failures =
    [
        (Fault.InvalidRequest, HttpStatusCode.BadRequest),
        (Fault.ModelNotFound, HttpStatusCode.NotFound), (Fault.Unauthorized, HttpStatusCode.Unauthorized),
        (Fault.Overloaded, HttpStatusCode.ServiceUnavailable),
        (Fault.ServerError, HttpStatusCode.InternalServerError), (Fault.ContextTooLong, HttpStatusCode.RequestEntityTooLarge),
    ];

    private readonly int?[] _windows = new int?[3];
    private readonly Fault?[] _outcomes = new Fault?[3];
    private readonly List<OnFaultDefinition>[] _rules = [[], [], []];
    private readonly List<OnFaultDefinition> _routeRules = [];

    public DrawnRoute(int seed)
    {
        var random = new Random(seed);
        Chain = random.Next(1, 4);
        for (var place = 0; place < 3; place++)
        {
            _windows[place] = random.Next(4) == 0 ? null : 100_000 * random.Next(1, 4);
            _outcomes[place] = random.Next(4) == 0 ? null : Failures[random.Next(Failures.Length)].Fault;
            Draw(random, _rules[place], place);
        }

        Draw(random, _routeRules, place: -1);
    }

    public int Chain { get; }

    public FaultAction ActionAt(int place, Fault fault) => FaultTable.ActionFor(fault, RuleFor(place, fault)?.Action);

    public int[] NamedAt(int place, Fault fault) =>
        [.. RuleFor(place, fault)!.Targets.Select(target => Array.IndexOf(TestBench.Names, target))];

    public long? WindowAt(int place) => _windows[place];

    /// <summary>The places asked, in their order, as the walk foresees it.</summary>
    public List<int> Foreseen() => Foreseen(
        Enumerable.Range(0, 3).Where(place => _outcomes[place] is not null).ToDictionary(place => place, place => _outcomes[place]));

    /// <summary>The places asked, in their order, where some fail and the others serve.</summary>
    public List<int> Foreseen(IReadOnlyDictionary<int, Fault?> failures)
    {
        var asked = new List<int>();
        var walk = new ChainWalk(this, [.. Enumerable.Range(0, Chain)]);
        while (walk.MoveNext())
        {
            if (walk.IsTooSmall)
            {
                continue;
            }

            asked.Add(walk.Place);
            if (failures.GetValueOrDefault(walk.Place) is not { } fault)
            {
                break;
            }

            walk.Fail(fault);
        }

        return asked;
    }

    /// <summary>Whether a place serves under any of all the ways in which the others can fail.</summary>
    public bool CanServe(int target)
    {
        Fault[] faults = [.. Failures.Select(failure => failure.Fault)];
        int[] others = [.. Enumerable.Range(0, 3).Where(place => place != target)];
        return faults.SelectMany(
            first => faults.Select(second => new Dictionary<int, Fault?> { [others[0]] = first, [others[1]] = second }))
            .Any(failures => Foreseen(failures) is [.., var last] && last == target);
    }

    /// <summary>The places asked, in their order, by a call.</summary>
    public async Task<List<int>> AskedAsync(bool streamed)
    {
        await using var bench = new TestBench(
            r => r.With(
                maxRetries: 0,
                maxAttempts: 9,
                chain: [.. r.Chain.Take(Chain).Select((entry, place) => entry.With(0, [.. _rules[place]]))],
                onTargets: [.. r.Chain.Skip(Chain).Select((entry, i) => entry.With(0, [.. _rules[Chain + i]]))],
                on: [.. _routeRules]),
            place => new ModelDefinition { Name = $"m{place}", ContextWindow = _windows[place] },
            targets: 3,
            providerOf: place => place);
        for (var place = 0; place < 3; place++)
        {
            bench.Clients[place].Then(
                _outcomes[place] is { } fault ? Step.Fails(Failures.First(f => f.Fault == fault).Status) : Step.Says("an answer"));
        }

        try
        {
            if (streamed)
            {
                await foreach (var _ in bench.Route.GetStreamingResponseAsync("a ticket"))
                {
                }
            }
            else
            {
                await bench.Route.GetResponseAsync("a ticket");
            }
        }
        catch (RouteException)
        {
            // A chain that is used up, which is as good a walk as any.
        }

        return [.. bench.Record.Attempts.Select(attempt => Array.IndexOf(TestBench.Names, attempt.Target))];
    }

    public override string ToString() =>
        $"chain of {Chain}; windows {string.Join(",", _windows.Select(w => w?.ToString() ?? "?"))}; outcomes "
        + $"{string.Join(",", _outcomes.Select(o => o?.ToString() ?? "serves"))}; "
        + $"route {Text(_routeRules)}; places {string.Join(" / ", _rules.Select(Text))}";

    private static string Text(List<OnFaultDefinition> rules) =>
        string.Join(" ", rules.Select(rule => $"{rule.Fault}→{rule.Action}[{string.Join(",", rule.Targets)}]"));

    private OnFaultDefinition? RuleFor(int place, Fault fault) =>
        _rules[place].Find(rule => rule.Fault == fault) ?? _routeRules.Find(rule => rule.Fault == fault);

    private static void Draw(Random random, List<OnFaultDefinition> rules, int place)
    {
        foreach ((var fault, _) in Failures)
        {
            int[] named = [.. Enumerable.Range(0, 3).Where(other => other != place).OrderBy(_ => random.Next()).Take(random.Next(1, 3))];
            switch (random.Next(6))
            {
                case 0:
                    rules.Add(new OnFaultDefinition(fault, OnFaultAction.Next));
                    break;
                case 1:
                    rules.Add(new OnFaultDefinition(fault, OnFaultAction.Stop));
                    break;
                case 2 or 3:
                    rules.Add(new OnFaultDefinition(fault, OnFaultAction.Targets, [.. named.Select(other => TestBench.Names[other])]));
                    break;
                default:
                    break;
            }
        }
    }
}
