using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Budgets;
using RouteGen.Gateway.Routing;
using RouteGen.Gateway.Tests.Security;
using RouteGen.Spend;
using RouteGen.Testing;
using RouteGen.TestSupport.Records;

namespace RouteGen.Gateway.Tests.Chaos;

/// <summary>
/// Calls in all dialects, 64 at once, at providers that do anything they can, by callers who cancel, hang up and read slowly. Each leaves
/// one record; what is charged, recorded and stored is the same sum; nothing stays open, and nothing of a prompt or a key is anywhere but
/// on its way. <c>ROUTEGEN_GATEWAY_CALLS=3000</c> says how many; there are 300 without, with a fresh seed that is printed
/// (<c>ROUTEGEN_SEED</c> has one again).
/// </summary>
[Collection(nameof(Alone))]
public sealed class ChaosTests
{
    private const string Canary = "CANARY-PROMPT-7f3a";
    private const int AtOnce = 64;
    private static readonly SimulatedFailure[] Failures = Enum.GetValues<SimulatedFailure>();
    private static readonly string[] Dialects = ["chat", "responses", "messages"];
    private static readonly string[] Routes = ["one", "two", "three"];

    // What the process keeps for the next call: timers of its pools and of its server.
    private static readonly int TimersKept = Environment.ProcessorCount + 24;

    [Fact]
    public async Task Whatever_happens_each_call_ends_once_and_is_paid_once()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("ROUTEGEN_GATEWAY_CALLS") ?? "300", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("ROUTEGEN_SEED")
            ?? Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        TestContext.Current.SendDiagnosticMessage("chaos: seed {0}, {1} calls", seed, count);
        var time = new SkippingTime();
        var (log, ledger, spend, dice) = (new LogCapture(), new LedgerWatch(), new InMemorySpendStore(time), new Dice(seed));
        using var telemetry = new TelemetryWatch();
        await using var bench = await GatewayBench.StartAsync<ChaosRoutes>(static (s, use) => s.AddChaosRoutes(use), services: s => s
            .AddSingleton<TimeProvider>(time).AddSingleton<ILoggerProvider>(log).AddSingleton<IBudgetLedger>(
                ledger).AddSingleton<ISpendStore>(spend));
        foreach (var target in new[] { "gpt", "resp", "claude", "local" })
        {
            bench.Providers.On(target).Always(_ => Reply(dice));
        }

        var timers = Timer.ActiveCount;
        var ends = new ConcurrentDictionary<string, int>();
        for (var done = 0; done < count; done += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(done, Math.Min(AtOnce, count - done)).Select(async i =>
                ends.AddOrUpdate(await CallAsync(bench, dice, i), 1, static (_, n) => n + 1)));
            await bench.UntilAsync(() => UnderWay(bench) == 0);

            // Breakers that are open now say nothing of the next round.
            time.Skip(TimeSpan.FromMinutes(6));
        }

        var said = $"seed {seed}:"
            + $" {string.Join(", ", ends.OrderBy(static e => e.Key, StringComparer.Ordinal).Select(static e => $"{e.Key} ×{e.Value}"))}";
        TestContext.Current.SendDiagnosticMessage("{0}", said);

        await NothingStaysOpenAsync(bench, ledger, timers);
        var records = bench.Records.All;
        Records(bench, records, said);
        await MoneyAsync(ledger, spend, time, records);
        Canaries(bench, log, telemetry, records);
    }

    private static async Task<string> CallAsync(GatewayBench bench, Dice dice, int number)
    {
        var dialect = dice.Pick(Dialects);
        var streamed = dice.Next(2) == 0;
        var body = Ask.Body(dialect, dice.Pick(Routes), $"{Canary} {number}", streamed);
        body["user"] = dialect == "messages" ? null : JsonValue.Create($"user-{number % 5}");
        var manner = dice.Next(10);
        using var cancel = new CancellationTokenSource();
        if (manner == 0)
        {
            cancel.CancelAfter(dice.Next(600));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Ask.PathOf(dialect))
        {
            Content = new StringContent(body.ToJsonString(), null, "application/json"),
        };
        if (manner == 1)
        {
            request.Headers.Add("x-routegen-timeout-ms", dice.Next(1500).ToString(CultureInfo.InvariantCulture));
        }

        try
        {
            using var response = await bench.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(cancel.Token);
            var buffer = new byte[manner == 2 ? 64 : 8192];
            var length = 0;
            while (await stream.ReadAsync(buffer, cancel.Token) is var read and > 0)
            {
                length += read;
                if (manner == 3 && streamed && length > 400)
                {
                    return "hung up";
                }

                await (manner == 2 ? Task.Delay(2, CancellationToken.None) : Task.CompletedTask);
            }

            return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return "cut";
        }
    }

    private static SimulatedReply Reply(Dice dice)
    {
        if (dice.Next(5) < 3)
        {
            return SimulatedReply.InPieces("These ", "words ", "are ", "all ", "of ", "it.") with
            {
                Delay = TimeSpan.FromMilliseconds(dice.Next(30)),
                TokenDelay = TimeSpan.FromMilliseconds(dice.Next(10)),
                Usage = new(40 + dice.Next(100), 1 + dice.Next(50)),
                Reasoning = dice.Next(4) == 0 ? "Let me see." : null,
                ToolCalls = dice.Next(6) == 0 ? [new SimulatedToolCall("f", """{"a":1}"""), new SimulatedToolCall("g")] : [],
            };
        }

        return SimulatedReply.Failing(dice.Pick(Failures)) with
        {
            FailAfterPieces = 1 + dice.Next(3),
            Delay = TimeSpan.FromMilliseconds(dice.Next(30))
        };
    }

    private static async Task NothingStaysOpenAsync(GatewayBench bench, LedgerWatch ledger, long timers)
    {
        await bench.UntilAsync(() => UnderWay(bench) == 0);
        await bench.UntilAsync(() => new[] { "openai", "responses", "anthropic", "ollama" }
            .All(p => bench.Providers.GetProvider(p).Requests.All(static r => r.Ended.IsCompleted)));
        for (var i = 0; (await ledger.TotalAsync("all", BudgetUnit.Usd)).Reserved > BudgetAmount.Zero; i++)
        {
            Assert.True(i < 30_000, "A reservation stays open.");
            await Task.Delay(10);
        }

        await bench.UntilAsync(() =>
        {
            GC.Collect();
            return Timer.ActiveCount <= timers + TimersKept;
        });
    }

    // Calls under way at any target. What is not there yet, has not ended yet either: exchanges are kept as they end.
    private static int UnderWay(GatewayBench bench) => bench.Wire.UnderWay + bench.Services.GetRequiredService<RouteCatalog>().Routes
        .Sum(static r => r.Planned.Plan.Entries.Sum(static e => e.Slot.Load!.UnderWay));

    // Each exchange that has a record's id has exactly one record, which says how it ended.
    private static void Records(GatewayBench bench, IReadOnlyList<RouteRecord> records, string said)
    {
        var byId = records.GroupBy(static r => r.Id).ToDictionary(static g => g.Key, static g => Assert.Single(g));
        var routes = bench.Services.GetRequiredService<RouteCatalog>().Routes.ToDictionary(static r => r.Name, static r => r.Definition);
        foreach (var record in records)
        {
            RecordInvariants.Check(record, routes[record.Route], TimeSpan.FromSeconds(30));
        }

        foreach (var exchange in bench.Wire.Exchanges.Where(static e => e.Status != 0 && e.Headers.ContainsKey("x-request-id")))
        {
            if (!byId.TryGetValue(exchange.Headers["x-request-id"], out var record))
            {
                // A caller who is gone in the middle of the body never asked anything. Errors of Messages have no code, but the same words.
                Assert.True(
                    exchange.IsGone || exchange.Answered.Contains("\"invalid_body\"", StringComparison.Ordinal)
                        || (exchange.Status == 400
                            && exchange.Answered.Contains("it is cut short, or not encoded", StringComparison.Ordinal)),
                    $"{exchange} has no record, and says {exchange.Answered}. {said}");
                continue;
            }

            var (expected, about) = (record.Outcome, $"{exchange}: {record.ToJson()}");
            if (exchange.IsWhole && exchange.Status == 200)
            {
                Assert.True(expected == RouteOutcome.Served, about);
            }
            else if (exchange.IsWhole)
            {
                Assert.True(expected is RouteOutcome.Failed or RouteOutcome.Stopped, about);
            }
            else if (exchange.WasCut)
            {
                Assert.True(expected is RouteOutcome.Broken or RouteOutcome.Failed, about);
            }
        }

        Assert.All(records, static r => Assert.NotNull(r.Caller.Key));
    }

    // Ledger, records and spend are one sum.
    private static async Task MoneyAsync(
        LedgerWatch ledger, InMemorySpendStore spend, SkippingTime time, IReadOnlyList<RouteRecord> records)
    {
        Assert.All(records, static r => Assert.NotNull(r.CostUsd));
        var cost = records.Sum(static r => r.CostUsd!.Value);
        var ofKeys = records.Where(static r => r.Route != "three").Sum(static r => r.CostUsd!.Value);
        var now = time.GetUtcNow();
        var total = 0m;
        for (var i = 0; i < 30_000; i++)
        {
            total = (await spend.QueryAsync(new SpendQuery(now.AddDays(-20), now.AddHours(1)))).Total.CostUsd;
            if (total == cost)
            {
                break;
            }

            await Task.Delay(10);
        }

        Assert.Equal(cost, total);
        Assert.Equal(cost, (await ledger.TotalAsync("all", BudgetUnit.Usd)).Committed.ToUsd());
        Assert.Equal(ofKeys, (await ledger.TotalAsync("per-key", BudgetUnit.Usd)).Committed.ToUsd());
        Assert.True(cost > 0, "Nothing was paid.");
    }

    private static void Canaries(GatewayBench bench, LogCapture log, TelemetryWatch telemetry, IReadOnlyList<RouteRecord> records)
    {
        Assert.All(log.Lines, Clean);
        Assert.All(telemetry.Tags, Clean);
        Assert.All(records, static r => Clean(r.ToJson() + r));
        Assert.All(bench.Wire.Exchanges, static e =>
        {
            Clean(string.Join('\n', e.Headers.Select(static h => $"{h.Key}: {h.Value}")));
            Clean(e.Answered);
        });
        Assert.NotEmpty(log.Lines);
        Assert.NotEmpty(telemetry.Tags);
    }

    private static void Clean(string text)
    {
        Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);
        Assert.DoesNotContain(GatewayBench.Token, text, StringComparison.Ordinal);
        Assert.DoesNotContain(GatewayBench.Token.Split('_')[^1], text, StringComparison.Ordinal);
    }

    /// <summary>Dice for many threads.</summary>
    private sealed class Dice(int seed)
    {
        private readonly Random _random = new(seed);

        public int Next(int below)
        {
            lock (_random)
            {
                return _random.Next(below);
            }
        }

        public T Pick<T>(T[] from) => from[Next(from.Length)];
    }
}
