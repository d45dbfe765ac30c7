using Microsoft.Extensions.AI;
using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.TestSupport.Budgets;

namespace RouteGen.Tests.Chains;

/// <summary>Every worst case that is worked out of a table lies above what calls of it come to, whatever the dice say.</summary>
public sealed class WorstCaseTests
{
    private static readonly Fault[] Repeated =
    [
        Fault.Timeout, Fault.Conflict, Fault.RateLimited, Fault.ServerError, Fault.Overloaded, Fault.ConnectionFailed
    ];

    /// <summary>How the requests of a call end: each in its own way, or all in the way that a worst time is of.</summary>
    private enum Storm
    {
        None,
        Failing,
        TimingOut,
        RateLimited,
    }

    [Fact]
    public async Task No_call_makes_more_attempts_takes_longer_or_costs_more_than_the_worst_case()
    {
        var seen = await Drawn.RunAsync(700, async seed =>
        {
            var table = new DrawnTable(seed, new DrawnBills());
            var random = new Random(seed);
            var came = new List<string>();
            var storm = (Storm)random.Next(4);
            var streamed = random.Next(2) == 0;
            var fresh = Call(storm);
            came.AddRange(Check(table, fresh, await fresh.RunAsync(), storm));

            // Where breakers are open a call may wait for one to close: no time but the total bounds it then.
            var series = Call(Storm.None);
            foreach (var record in await series.RunAsync([Pause(random), Pause(random)]))
            {
                came.AddRange(Check(table, series, record, storm: null));
            }

            return came;

            DrawnCall Call(Storm storm) =>
                new(table.Reading.Table, target => Outcome(random, table, streamed, target, storm, Usage)) { Streamed = streamed };

            UsageDetails Usage(string target)
            {
                var (input, output) = DrawnBills.Allowed(table, target);
                return DrawnBills.Usage(random, PriceOf(table, target), input, output);
            }
        });
        if (Drawn.All)
        {
            Assert.All(
                ["Served", "Failed", "Stopped", "retried", "as many attempts", "priced", "as dear", "as long", "skipped", "other key"],
                what => Assert.InRange(seen.GetValueOrDefault(what), 10, int.MaxValue));
        }
    }

    [Fact]
    public async Task No_call_comes_to_more_than_it_reserved_or_than_its_route_allows()
    {
        var seen = await Drawn.RunAsync(400, async seed =>
        {
            var table = new DrawnTable(seed, new DrawnBills(isBounded: true));
            var random = new Random(seed);
            BudgetDefinition[] budgets =
            [
                BudgetBench.Daily(usd: 1_000_000m, tokens: 1_000_000_000, calls: 1_000_000, name: "all"),
                BudgetBench.Daily(BudgetScope.Target, usd: 1_000_000m, tokens: 1_000_000_000, calls: 1_000_000, name: "target"),
            ];
            var reserved = new ReservedAmounts(budgets, table);
            var probe = await new DrawnCall(table.Reading.Table, _ => new(Fault.None)).RunAsync();
            var estimate = probe.EstimatedInputTokens;
            var streamed = random.Next(2) == 0;
            var call = new DrawnCall(table.Reading.Table, Script, budgets) { Ledger = reserved.Ledger, Streamed = streamed };
            var record = await call.RunAsync();
            Assert.True(reserved.Exceeded() is null, $"{reserved.Exceeded()} of\n{call}\n{table}");
            var limit = table.Route.Limits.CostUsd;
            var cost = record.Attempts.Sum(attempt => attempt.CostUsd ?? 0m);
            Assert.True(!(cost > limit), $"{cost} USD are more than {limit} of\n{call}\n{table}");
            return [record.Outcome.ToString(), record.Fault.ToString(), reserved.IsCharged ? "charged" : "free"];

            DrawnOutcome Script(string target)
            {
                reserved.Note();
                return Outcome(random, table, streamed, target, Storm.None, other => DrawnBills.Usage(
                    random, PriceOf(table, other), estimate, DrawnBills.Allowed(table, other).Output));
            }
        });
        if (Drawn.All)
        {
            Assert.All(
                ["Served", "Failed", "charged", "CostLimitExceeded"],
                what => Assert.InRange(seen.GetValueOrDefault(what), 10, int.MaxValue));
        }
    }

    /// <summary>As seed 2172 drew it: one of two keys is refused in a reply that counts its usage all the same.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_refusal_that_is_billed_is_an_attempt_of_the_target_and_no_other_key_follows_it(bool retries, int attempts)
    {
        var table = TableReader.Read(new TextFile("routes.json", $$"""
            {
              "table": "TestTable",
              "models": { "m": { "contextWindow": 100000, "usdPerMTok": { "input": 1, "output": 10 } } },
              "providers": {
                "p": { "kind": "openai-compatible", "endpoint": "https://e.example/v1", "apiKeyEnv": ["KEY_1", "KEY_2", "KEY_3"] }
              },
              "targets": { "t": { "provider": "p", "model": "m" } },
              "routes": {
                "ask": {
                  "chain": ["t"], "retry": { "maxRetries": {{(retries ? 1 : 0)}} }, "limits": { "inputTokens": 1000, "outputTokens": 100 }
                }
              }
            }
            """), []).Table;
        var billed = new UsageDetails { InputTokenCount = 1_000, OutputTokenCount = 100 };
        var call = new DrawnCall(table, _ => new(Fault.RateLimited) { Usage = billed });

        var record = await Task.Run(call.RunAsync);

        Assert.Equal(attempts, record.Attempts.Count);
        Assert.Equal(call.Route.WorstCase.CostUsd, record.CostUsd);
    }

    private static IEnumerable<string> Check(DrawnTable table, DrawnCall call, RouteRecord record, Storm? storm)
    {
        var worst = call.Route.WorstCase;
        var cost = record.Attempts.Sum(attempt => attempt.CostUsd ?? 0m);
        var bound = storm switch
        {
            Storm.Failing => worst.WhenFailing,
            Storm.TimingOut => worst.WhenTimingOut,
            Storm.RateLimited => worst.WhenRateLimited,

            null => call.Route.TotalTimeout,

            // Where no rule gives a fault retries that others lack, no key is followed by another, and no provider asks for a wait that
            // is none of the table's, the worst of the three is that of every mixture.
            _ when call.Requests.All(request => request.Outcome.RetryAfter is null)
                && table.Route.On.Count == 0 && table.Route.Chain.All(entry => entry.On.Count == 0)
                && table.Reading.Table.Providers.All(provider => provider.ApiKeyEnvs.Count == 0) =>
                new[] { worst.WhenFailing, worst.WhenTimingOut, worst.WhenRateLimited }.Max(),
            _ => call.Route.TotalTimeout,
        };
        Assert.True(
            record.Attempts.Count <= worst.Attempts,
            $"{record.Attempts.Count} attempts are more than {worst.Attempts} of\n{call}\n{table}");
        Assert.True(!(cost > worst.CostUsd), $"{cost} USD are more than {worst.CostUsd} of\n{call}\n{record.ToJson()}\n{table}");
        Assert.True(record.Latency <= bound, $"{record.Latency} are more than {bound} in {storm} of\n{call}\n{record.ToJson()}\n{table}");
        Assert.True(bound <= call.Route.TotalTimeout, $"{bound} are more than the total of {table}");

        yield return record.Outcome.ToString();
        foreach (var (what, is_) in new[]
        {
            ("retried", record.Attempts.GroupBy(attempt => attempt.Target).Any(attempts => attempts.Count() > 1)),
            ("as many attempts", record.Attempts.Count == worst.Attempts), ("priced", worst.CostUsd is not null),
            ("as dear", cost > 0 && cost * 4 > worst.CostUsd), ("as long", record.Latency.Ticks * 1.2 > bound.Ticks),
            ("skipped", record.Skipped.Any(skipped => skipped.Reason is SkipReason.CircuitOpen or SkipReason.CoolingDown)),
            ("other key", record.Attempts.Any(attempt => attempt.Credential > 1)),
        })
        {
            if (is_)
            {
                yield return what;
            }
        }
    }

    private static DrawnOutcome Outcome(
        Random random, DrawnTable table, bool streamed, string target, Storm storm, Func<string, UsageDetails> usage)
    {
        var timeouts = table.Route.Timeouts;
        var attempt = streamed && timeouts.FirstToken < timeouts.Attempt ? timeouts.FirstToken : timeouts.Attempt;
        switch (storm)
        {
            case Storm.Failing:
                return new(Fault.ServerError, attempt - TimeSpan.FromTicks(1));
            case Storm.TimingOut:
                return new(Fault.None, Timeout.InfiniteTimeSpan);
            case Storm.RateLimited:
                return new(Fault.RateLimited) { RetryAfter = RetryAfter(random) };
            default:
                break;
        }

        var fault = random.Next(4) == 0 ? Fault.None
            : random.Next(2) == 0 ? Repeated[random.Next(Repeated.Length)]
            : DrawnTable.AttemptFaults[random.Next(DrawnTable.AttemptFaults.Length)];
        var latency = random.Next(5) switch
        {
            0 => TimeSpan.Zero,
            1 => attempt - TimeSpan.FromTicks(1),
            2 when random.Next(2) == 0 => Timeout.InfiniteTimeSpan,
            _ => attempt * random.NextDouble(),
        };
        var isCounted = fault is Fault.None
            || (fault is Fault.EmptyReply or Fault.ContentFiltered or Fault.ServerError or Fault.RateLimited && random.Next(2) == 0);
        return new(fault, latency)
        {
            RetryAfter = fault == Fault.None || random.Next(4) > 0 ? null : RetryAfter(random),
            Usage = isCounted && random.Next(8) > 0 ? usage(target) : null,
            Tier = random.Next(3) > 0 ? null : table.Reading.Table.TargetNamed(target)!.ServiceTier is null
                ? new[] { "default", "flex", "priority", "batch" }[random.Next(4)]
                : null,
        };
    }

    private static TimeSpan Pause(Random random) => TimeSpan.FromMilliseconds(random.Next(60_000));

    private static TimeSpan? RetryAfter(Random random) => random.Next(3) switch
    {
        0 => null,
        1 => TimeSpan.FromSeconds(random.Next(1, 3)),
        _ => TimeSpan.FromSeconds(random.Next(1, 120)),
    };

    private static PriceSheet? PriceOf(DrawnTable table, string target) =>
        table.Reading.Table.ModelNamed(table.Reading.Table.TargetNamed(target)!.Model)!.Price?.Sheet;

    /// <summary>What is reserved in each account that a route may charge, as its last request leaves.</summary>
    private sealed class ReservedAmounts
    {
        private readonly Dictionary<BudgetAccount, BudgetAmount> _reserved;

        public ReservedAmounts(BudgetDefinition[] budgets, DrawnTable table) => _reserved = budgets
            .SelectMany(budget => budget.Per == BudgetScope.Target ? table.Reading.Table.Targets.Select(target => target.Name) : [""],
                (budget, scope) => (budget, scope))
            .SelectMany(part => Enum.GetValues<BudgetUnit>(), (part, unit) => new BudgetAccount
            {
                Table = table.Reading.Table.ClassName,
                Budget = part.budget.Name,
                Unit = unit,
                Scope = part.scope,
                Window = part.budget.Window,
            })
            .ToDictionary(account => account, _ => default(BudgetAmount));

        public InMemoryBudgetLedger Ledger { get; } = new();

        public void Note()
        {
            foreach (var account in _reserved.Keys.ToArray())
            {
                _reserved[account] = Balance(account).Reserved;
            }
        }

        /// <summary>What came to more than was reserved for it, or is reserved still; null where nothing is.</summary>
        public string? Exceeded() => _reserved
            .Select(reserved => (reserved.Key, reserved.Value, Now: Balance(reserved.Key)))
            .Where(account => account.Now.Committed > account.Value || account.Now.Reserved > BudgetAmount.Zero)
            .Select(account => $"{account.Now} after {account.Value} were reserved in {account.Key}")
            .FirstOrDefault();

        public bool IsCharged => _reserved.Keys.Any(
            account => account.Unit == BudgetUnit.Usd && Balance(account).Committed > BudgetAmount.Zero);

        private BudgetBalance Balance(BudgetAccount account) => Ledger.GetBalanceAsync(account).AsTask().GetAwaiter().GetResult();
    }
}
