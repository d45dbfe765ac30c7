using System.Text.Json.Nodes;
using RouteGen.Chains;
using RouteGen.Faults;
using RouteGen.Model.Checks;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Tables;

namespace RouteGen.Tests.Chains;

/// <summary>What the rules foresee of drawn tables, acted out by the runtime.</summary>
public sealed class OutageTests
{
    /// <summary>Each target to which a way is found serves when the others fail so, and these alone are asked before it.</summary>
    [Fact]
    public async Task Every_way_that_is_found_leads_there()
    {
        var seen = await Drawn.RunAsync(200, WaysAsync);
        if (Drawn.All)
        {
            Assert.InRange(seen["led there"], 250, int.MaxValue);
            Assert.InRange(seen["by a fault"], 30, int.MaxValue);
            Assert.InRange(seen["no way"], 5, int.MaxValue);
            Assert.InRange(seen["beyond the attempts"], 5, int.MaxValue);
        }
    }

    /// <summary>
    /// An outage of a target, a provider, an address or all gateways takes what the rules say and leaves what they say, and what they
    /// report of a route is so.
    /// </summary>
    [Fact]
    public async Task What_an_outage_leaves_is_what_the_rules_say()
    {
        var seen = await Drawn.RunAsync(120, OutagesAsync);
        if (Drawn.All)
        {
            Assert.InRange(seen["left something"], 500, int.MaxValue);
            Assert.InRange(seen["left nothing"], 500, int.MaxValue);
            Assert.InRange(seen["stopped"], 50, int.MaxValue);
            Assert.All(["RG1001", "RG1002", "RG1003"], rule => Assert.InRange(seen[rule], 5, int.MaxValue));
        }
    }

    private static async Task<IEnumerable<string>> WaysAsync(int seed)
    {
        var table = new DrawnTable(seed, new Addresses());
        var route = table.Route;
        var random = new Random(seed);
        var beyond = TableChecks.Run(table.Reading)
            .Where(problem => problem.Rule.Id == "RG1004" && problem.Message.Contains(" comes after ", StringComparison.Ordinal))
            .Select(problem => problem.Arguments[0]).ToHashSet();
        var seen = new List<string>();
        for (var place = 0; place < table.RouteView.Reach.Count; place++)
        {
            var target = table.RouteView.Reach[place].Target.Name;
            var way = route.FailuresBefore(place);
            if (beyond.Contains(target) || way is null)
            {
                // Nothing leads there, whatever fails: by the faults that the search tries, and those that lead elsewhere.
                var can = beyond.Contains(target) ? DrawnTable.AttemptFaults : [.. ChainSearch.Passing, .. Leading(route)];
                for (var i = 0; i < 5; i++)
                {
                    var drawn = table.View.Targets.Where(other => other.Name != target)
                        .ToDictionary(other => other.Name, _ => can[random.Next(can.Length)]);
                    var (call, record) = await CallAsync(table, drawn, i % 2 == 0);

                    // A target that is passed over as too small costs no attempt.
                    Assert.True(
                        record.ServedBy != target || record.Skipped.Count > 0,
                        $"{target} is not to serve, and did after\n{call}\nof {table}");
                }

                seen.Add(way is null ? "no way" : "beyond the attempts");
                continue;
            }

            var failures = way.ToDictionary(failure => table.RouteView.Reach[failure.Key].Target.Name, failure => failure.Value);
            if (route.Limits.Attempts <= way.Count * (1 + route.Retry.MaxRetries))
            {
                continue;
            }

            foreach (var streamed in new[] { false, true })
            {
                var (call, record) = await CallAsync(table, failures, streamed);
                Assert.True(
                    record.ServedBy == target && call.Asked.SequenceEqual([.. failures.Keys, target]),
                    $"{target} is to serve after {string.Join(", ", failures)}; "
                    + $"{record.ServedBy ?? "nobody"} did after\n{call}\nof {table}");
            }

            seen.Add("led there");
            if (way.Any(failure => !ChainSearch.Passing.Contains(failure.Value)) || place >= route.Chain.Count)
            {
                seen.Add("by a fault");
            }
        }

        return seen;
    }

    /// <summary>The faults that lead elsewhere at any place.</summary>
    private static IEnumerable<Fault> Leading(RouteEntry route) => route.Chain.SelectMany(entry => entry.On).Concat(route.On)
        .Where(rule => rule.Action == OnFaultAction.Targets).Select(rule => rule.Fault);

    private static async Task<IEnumerable<string>> OutagesAsync(int seed)
    {
        var table = new DrawnTable(seed, new Addresses());
        var view = table.RouteView;
        var seen = new List<string>();
        if (view.Route.Limits.Attempts < view.Reach.Count * (1 + view.Route.Retry.MaxRetries))
        {
            return seen;
        }

        var outages = Outages(table.View).ToArray();
        var served = new Dictionary<(Fault, string), string?>();
        foreach (var fault in OutageWays.Outages)
        {
            var rules = new TableChainRules(view.Route, view.Route.Reach());
            var way = OutageWays.Walk(view, fault);
            foreach (var (name, down) in outages)
            {
                var first = way.FirstOrDefault(link => !down.Contains(link.Target.Name))?.Target.Name;
                var stops = way.TakeWhile(link => down.Contains(link.Target.Name))
                    .Any(link => rules.ActionAt(IndexOf(view, link), fault) == FaultAction.Stop);
                var (call, record) = await CallAsync(table, down.ToDictionary(target => target, _ => fault), streamed: seed % 2 == 0);
                Assert.True(
                    record.ServedBy == (stops ? null : first),
                    $"{name} is down with {fault}: {(stops ? "stop" : first ?? "nobody")} is foreseen, "
                    + $"{record.ServedBy ?? "nobody"} served after\n{call}\nof {table}");
                served[(fault, name)] = record.ServedBy;
                seen.Add(stops ? "stopped" : first is null ? "left nothing" : "left something");
            }
        }

        seen.AddRange(CheckFindings(table, served));
        return seen;
    }

    /// <summary>Holds what the rules report to what was acted out.</summary>
    private static IEnumerable<string> CheckFindings(DrawnTable table, Dictionary<(Fault, string), string?> served)
    {
        var view = table.RouteView;
        var found = TableChecks.Run(table.Reading).Select(problem => problem.Rule.Id).ToHashSet();
        var first = view.Links[0].Target;

        // Stopping was a decision: a rule does not report what a table leaves unused by its own word.
        var rules = new TableChainRules(view.Route, view.Route.Reach());
        var decides = OutageWays.Outages.Any(
            fault => Enumerable.Range(0, view.Reach.Count).Any(place => rules.ActionAt(place, fault) == FaultAction.Stop));
        var asked = OutageWays.All(view).Count;
        Check("RG1001", found, "target " + first.Name, all: false, view.Links.Count == 1);
        Check("RG1002", found, "address " + first.FailureDomain, all: true, asked > 1);
        Check("RG1003", found, "gateways", all: true, asked > 1 && first.Provider.IsGateway);
        return found;

        void Check(string rule, HashSet<string> found, string outage, bool all, bool applies)
        {
            bool[] unserved = [.. OutageWays.Outages.Select(fault => served.GetValueOrDefault((fault, outage)) is null)];
            var isDown = all ? unserved.All(is_ => is_) : unserved.Any(is_ => is_);
            Assert.True(
                found.Contains(rule) ? applies && isDown : !applies || decides || !isDown,
                $"{rule} is {(found.Contains(rule) ? "" : "not ")}reported, and an outage of {outage} leaves "
                + $"{(isDown ? "nothing" : "something")} of {table}");
        }
    }

    /// <summary>What goes down together: a target, a provider, an address, all gateways.</summary>
    private static IEnumerable<(string Name, HashSet<string> Down)> Outages(TableView table)
    {
        var targets = table.Targets;
        return targets.GroupBy(target => "target " + target.Name)
            .Concat(targets.GroupBy(target => "provider " + target.Provider.Name))
            .Concat(targets.GroupBy(target => "address " + target.FailureDomain))
            .Concat(targets.Where(target => target.Provider.IsGateway).GroupBy(_ => "gateways"))
            .Select(group => (group.Key, group.Select(target => target.Name).ToHashSet()));
    }

    private static int IndexOf(RouteView view, ChainLink link) => view.Reach.TakeWhile(other => other != link).Count();

    private static async Task<(DrawnCall Call, RouteRecord Record)> CallAsync(
        DrawnTable table, Dictionary<string, Fault> failures, bool streamed)
    {
        var call = new DrawnCall(table.Reading.Table, target => new(failures.GetValueOrDefault(target)))
        {
            Streamed = streamed,
            IsDrill = true,
        };
        return (call, await call.RunAsync());
    }

    /// <summary>Providers of which some share an address and some are gateways.</summary>
    private sealed class Addresses : DrawnTable.IDraw
    {
        public JsonObject Model(Random random, int index) => new() { ["contextWindow"] = 100_000 * random.Next(1, 4) };

        public JsonObject Provider(Random random, int index) => new()
        {
            ["kind"] = "openai-compatible",
            ["endpoint"] = $"https://e{random.Next(3)}.example/v1",
            ["apiKeyEnv"] = $"P{index}_KEY",
            ["gateway"] = random.Next(3) == 0,
        };

        public JsonObject Target(Random random, JsonObject target) => target;

        public void Bound(Random random, JsonObject route, int attempts)
        {
            if (random.Next(3) == 0)
            {
                route["limits"] = new JsonObject { ["attempts"] = random.Next(2) == 0 ? random.Next(1, 4) : attempts };
            }
        }
    }
}
