using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.Spend;
using RouteGen.TestSupport.Doubles;
using RouteGen.TestSupport.Records;

namespace RouteGen.Tests.Chaos;

/// <summary>Many calls at once over hostile targets in virtual time. What must hold of each holds whatever the dice say.</summary>
public sealed class ChaosTests
{
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    /// <summary>A part of the run: <c>ROUTEGEN_CHAOS_CALLS</c> asks for more, <c>ROUTEGEN_CHAOS_SEED</c> for one seed again.</summary>
    [Fact]
    public async Task Every_call_ends_once_whole_or_with_a_typed_failure_and_nothing_leaks()
    {
        var calls = int.Parse(
            Environment.GetEnvironmentVariable("ROUTEGEN_CHAOS_CALLS") ?? "20000", System.Globalization.CultureInfo.InvariantCulture);
        var only = Environment.GetEnvironmentVariable("ROUTEGEN_CHAOS_SEED");
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < calls / ChaosRound.Calls; seed++)
        {
            if (only is null || int.Parse(only, System.Globalization.CultureInfo.InvariantCulture) == seed)
            {
                foreach (var outcome in await Task.Run(() => ChaosRound.RunAsync(seed)))
                {
                    outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", outcomes.OrderBy(o => o.Key).Select(o => $"{o.Key} {o.Value}")));
        if (only is null)
        {
            // A run in which some outcome never came up would prove nothing of it.
            Assert.Equal(
                ["Abandoned", "Broken", "BudgetExceeded", "Cancelled", "Failed", "Served", "Stopped"],
                outcomes.Keys.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>One container, 64 calls at once.</summary>
    private static class ChaosRound
    {
        public const int Calls = 64;

        public static async Task<IEnumerable<string>> RunAsync(int seed)
        {
            var dice = new Random(seed);
            var time = new VirtualTime();
            var provider = new ProviderDefinition { Name = "house", Kind = "custom", Adapter = null };
            TargetDefinition[] targets = [.. Enumerable.Range(0, 1 + dice.Next(3)).Select(i =>
                new TargetDefinition { Name = TestBench.Names[i], Provider = provider, Model = TestBench.Model(i), Deployment = $"d{i}" })];
            if (dice.Next(2) == 0)
            {
                targets = [.. targets.Select(t => t with
                {
                    Concurrency = dice.Next(2) == 0 ? 8 + dice.Next(64) : null,
                    RequestsPerMinute = dice.Next(4) == 0 ? 10 + dice.Next(100) : null
                })];
            }

            targets = MoneyInvariants.Priced(targets, dice);
            HostileClient[] clients = [.. targets.Select(t => new HostileClient(t.Name, dice, time))];
            var route = TestRoutes.Plain([.. targets.Select(t => new ChainEntryDefinition { Target = t })])
                .With(maxRetries: dice.Next(3), maxAttempts: 1
                    + dice.Next(6), total: TimeSpan.FromSeconds(2 + dice.Next(20)), attempt: TimeSpan.FromSeconds(1 + dice.Next(5)));
            if (dice.Next(2) == 0)
            {
                route = Ruled(route, dice);
            }

            route = MoneyInvariants.Budgeted(route, dice);
            TestTable.Current.Value =
                new RouteTableDefinition { Name = "TestTable", Hash = "h", Providers = [provider], Targets = targets, Routes = [route] };

            var services = new ServiceCollection().AddSingleton<TimeProvider>(time);
            if (seed % 8 == 0)
            {
                services.AddSingleton<ISpendStore>(new InMemorySpendStore(time));
            }

            services.AddRouteTable<TestTable>(o =>
            {
                for (var i = 0; i < targets.Length; i++)
                {
                    var client = clients[i];
                    o.UseChatClient(targets[i].Name, _ => client);
                }
            });
            await using var built = services.BuildServiceProvider();
            var ask = built.GetRequiredService<TestTable>().Ask;
            ChaosCaller[] callers =
            [
                .. Enumerable.Range(0, Calls).Select(i => new ChaosCaller(ask, clients, time, new Random((seed * Calls) + i)))
            ];
            Task[] running = [.. callers.Select(c => c.RunAsync())];
            Pump(time, () => running.All(r => r.IsCompleted) && clients.All(c => c.Open == 0), seed);
            await Task.WhenAll(running);

            try
            {
                Check(ask, clients, callers, route);
                await MoneyInvariants.CheckAsync(built, ask.Records, route, clients);
                Assert.All(
                    built.GetRequiredService<TestTable>().Health.GetTargets(ask),
                    (_, i) => Assert.Equal(0, ask.Plan.Entries[i].Slot.Load?.UnderWay ?? 0));
                Assert.Equal(0, time.Armed);
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed} (ROUTEGEN_CHAOS_SEED={seed} runs it alone): {e.Message}");
            }

            return ask.Records.Select(r => r.Fault == Fault.BudgetExceeded ? "BudgetExceeded" : r.Outcome.ToString());
        }

        /// <summary>The route with faults that lead elsewhere, its last target behind them or in its chain, and another order.</summary>
        private static RouteDefinition Ruled(RouteDefinition route, Random dice)
        {
            ChainEntryDefinition[] all = [.. route.Chain.Select(e => e.With(1 + dice.Next(3)))];
            var behind = all.Length > 1 && dice.Next(2) == 0 ? 1 : 0;
            Fault[] faults =
            [
                Fault.RateLimited, Fault.ServerError,
                Fault.Timeout, Fault.ConnectionFailed, Fault.InvalidRequest, Fault.EmptyReply, Fault.StreamBroken, Fault.ContentFiltered
            ];
            OnFaultDefinition[] rules = [.. faults.Where(_ => dice.Next(3) == 0).Select(f => dice.Next(3) switch
            {
                0 => new OnFaultDefinition(f, (OnFaultAction)dice.Next(3)),
                _ => new OnFaultDefinition(
                    f,
                    OnFaultAction.Targets,
                    [.. all.Select(e => e.Target.Name).Where(_ => dice.Next(2) == 0).DefaultIfEmpty(all[^1].Target.Name)]),
            })];
            return route.With(
                maxRetries: route.MaxRetries, maxAttempts: route.MaxAttempts,
                chain: all[..^behind], onTargets: all[^behind..], on: rules, strategy: (RouteStrategy)dice.Next(3));
        }

        private static void Check(AskRoute ask, HostileClient[] clients, ChaosCaller[] callers, RouteDefinition route)
        {
            Assert.Equal(Calls, ask.Records.Count);
            Assert.Equal(Calls, ask.Records.Select(r => r.Id).Distinct().Count());
            Assert.Equal(clients.Sum(c => c.Hits), ask.Records.Sum(r => r.Attempts.Count));
            Assert.All(callers, c => c.Check());
            foreach (var record in ask.Records)
            {
                RecordInvariants.Check(record, route, Slack);
                string[] visits = [.. record.Attempts.Select(a => a.Target).Where((t, i) => i == 0 || record.Attempts[i - 1].Target != t)];
                Assert.Equal(visits.Distinct(), visits);
                Assert.All(record.Attempts.GroupBy(a => a.Target), a => Assert.InRange(a.Count(), 1, 1 + route.MaxRetries));
            }
        }

        /// <summary>
        /// Moves time from timer to timer. What a timer sets going runs to rest inside its callback, on this thread and without a
        /// synchronization context, so virtual time cannot run away from a call that is busy.
        /// </summary>
        private static void Pump(VirtualTime time, Func<bool> until, int seed)
        {
            for (var idle = 0; !until(); idle++)
            {
                if (time.AdvanceToNext())
                {
                    idle = 0;
                    Settle();
                }
                else
                {
                    Assert.True(idle < 300_000, $"Seed {seed}: calls hang with no timer left.");
                    Thread.Sleep(1);
                }
            }
        }

        /// <summary>The few ends that are handed to the thread pool all the same: cancelled waits of the runtime itself.</summary>
        private static void Settle()
        {
            while (ThreadPool.PendingWorkItemCount > 0)
            {
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>A caller who asks once, and may cancel or leave.</summary>
    private sealed class ChaosCaller(AskRoute route, HostileClient[] clients, VirtualTime time, Random dice)
    {
        private string? _text;
        private RouteException? _failure;
        private bool _cancelled;
        private bool _left;
        private RouteRecord? _record;

        public async Task RunAsync()
        {
            using var source = new CancellationTokenSource();
            using var cancel = dice.Next(6) == 0
                ? time.CreateTimer(_ => source.Cancel(), null, TimeSpan.FromMilliseconds(dice.Next(3_000)), Timeout.InfiniteTimeSpan)
                : null;
            try
            {
                if (dice.Next(2) == 0)
                {
                    var response = await route.GetResponseAsync("hello", cancellationToken: source.Token);
                    (_text, _record) = (response.Text, response.Record);
                    Assert.DoesNotContain(
                        response.Messages.SelectMany(message => message.Contents), content => content is FunctionCallContent);
                }
                else
                {
                    await ReadAsync(source.Token);
                }
            }
            catch (RouteException e)
            {
                _failure = e;
            }
            catch (OperationCanceledException) when (source.IsCancellationRequested)
            {
                _cancelled = true;
            }
        }

        public void Check()
        {
            if (_cancelled || _left)
            {
                return;
            }

            if (_failure is null)
            {
                Assert.NotNull(_record);
                Assert.Equal(clients[Array.IndexOf(TestBench.Names, _record.ServedBy)].Whole, _text);
                return;
            }

            RecordInvariants.Check(_failure, target => clients[Array.IndexOf(TestBench.Names, target)].Whole);
        }

        private async Task ReadAsync(CancellationToken cancellationToken)
        {
            var leaveAfter = dice.Next(8) == 0 ? dice.Next(4) : int.MaxValue;
            var text = "";
            var seen = 0;
            await foreach (var update in route.GetStreamingResponseAsync("hello", cancellationToken: cancellationToken))
            {
                text += update.Text;

                // Those of hostile targets are cut, or their streams are.
                Assert.DoesNotContain(update.Contents, content => content is FunctionCallContent);
                _record = update.GetRouteRecord() ?? _record;
                if (seen++ >= leaveAfter)
                {
                    _left = true;
                    return;
                }
            }

            _text = text;
        }
    }
}
