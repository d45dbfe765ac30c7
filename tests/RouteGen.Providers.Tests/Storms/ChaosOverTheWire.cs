using Microsoft.Extensions.DependencyInjection;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;
using RouteGen.Tests.Chaos;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>Many calls at once through the real SDKs against providers that do anything they can. What must hold of each holds whatever the dice say.</summary>
public sealed class ChaosOverTheWire
{
    private const int AtOnce = 64;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    // Where many threads share few processors a timer is late.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(4);

    private static readonly SimulatedFailure[] Failures = Enum.GetValues<SimulatedFailure>();

    /// <summary>A part of the run: <c>ROUTEGEN_WIRE_CALLS</c> asks for more, <c>ROUTEGEN_WIRE_SEED</c> for one seed again.</summary>
    [Fact]
    public async Task Every_call_ends_once_whole_or_with_a_typed_failure_and_nothing_stays_open()
    {
        var only = Storm.Number("ROUTEGEN_WIRE_SEED", -1);
        var seeds = only >= 0 ? [only] : Enumerable.Range(0, Math.Max(1, Storm.Number("ROUTEGEN_WIRE_CALLS", 320) / AtOnce)).ToArray();
        var outcomes = new Dictionary<RouteOutcome, int>();
        var requests = 0;
        foreach (var seed in seeds)
        {
            await using var field = await WireField.StartAsync((dialect, call, before) => Reply(dialect, Storm.Dice(seed, call, before)));
            try
            {
                foreach (var outcome in await RunAsync(field, seed))
                {
                    outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                }

                requests += field.Arrivals.Count();
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed} (ROUTEGEN_WIRE_SEED={seed} runs it alone): {e.Message}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{requests} requests; {string.Join(", ", outcomes.OrderBy(o => o.Key).Select(o => $"{o.Key} {o.Value}"))}");
        if (only < 0)
        {
            // A run in which some outcome never came up would prove nothing of it.
            Assert.Equal(Enum.GetValues<RouteOutcome>().Order(), outcomes.Keys.Order());
        }
    }

    private static async Task<IEnumerable<RouteOutcome>> RunAsync(WireField field, int seed)
    {
        var records = new RecordKeeper();
        await using var container = field.Container(records);
        var table = container.GetRequiredService<WireTable>();
        var calls = Enumerable.Range(0, AtOnce).Select(i => Call(table, i, Storm.Dice(seed, i, -1))).ToArray();
        await Task.WhenAll(calls.Select(call => call.RunAsync()));

        var byCall = await records.TakeAsync(calls.Length);
        foreach (var call in calls)
        {
            Check(call, Assert.Single(byCall[call.Number]), field.ArrivalsOf(call.Number).Count);
        }

        Assert.Empty(await field.OpenAsync(Bound));
        return byCall.SelectMany(of => of).Select(record => record.Outcome);
    }

    private static WireCall Call(WireTable table, int number, Random dice)
    {
        var first = Adapters.Dialects[dice.Next(Adapters.Dialects.Length)];
        var then = Adapters.Dialects.Where(dialect => dialect != first).ElementAt(dice.Next(Adapters.Dialects.Length - 1));
        return new(table.Route(first, then, hasty: true), number, streamed: dice.Next(2) == 0)
        {
            CancelAfter = dice.Next(6) == 0 ? TimeSpan.FromMilliseconds(dice.Next(600)) : null,
            LeaveAfter = dice.Next(8) == 0 ? dice.Next(3) : int.MaxValue,
        };
    }

    private static void Check(WireCall call, RouteRecord record, int hits)
    {
        RecordInvariants.Check(record, call.Route.Definition, Slack);

        // A request that was given up before it was sent is an attempt, and no hit.
        var maybeUnsent = record.Attempts.Count(attempt => attempt is { StatusCode: null, Fault: Fault.Cancelled or Fault.Timeout });
        Assert.InRange(hits, record.Attempts.Count - maybeUnsent, record.Attempts.Count);
        switch (call.Exception)
        {
            case null when call.HasLeft:
                Assert.Equal(RouteOutcome.Abandoned, record.Outcome);
                break;
            case null:
                Assert.Equal((RouteOutcome.Served, Whole(record.ServedBy!)), (record.Outcome, call.Text));
                break;
            case OperationCanceledException:
                Assert.True(call.CancelledAt > 0, "cancelled by nobody");
                Assert.Equal(RouteOutcome.Cancelled, record.Outcome);
                break;
            case RouteException failure:
                Assert.Contains(record.Outcome, new[] { RouteOutcome.Failed, RouteOutcome.Stopped, RouteOutcome.Broken });
                RecordInvariants.Check(failure, Whole);
                break;
            default:
                Assert.Fail($"{call.Exception.GetType()} reached the caller: {record.ToJson()}");
                break;
        }
    }

    // It names who speaks, so that a mixture of two would show.
    private static string Whole(string target) => Whole(Adapters.Dialects.Single(dialect => target.EndsWith($" on {dialect}", StringComparison.Ordinal)));

    private static string Whole(Dialect dialect) => string.Concat(Pieces(dialect));

    private static string[] Pieces(Dialect dialect) => [$"<{dialect}", $"|{dialect}", $"|{dialect}", $"|{dialect}>"];

    private static SimulatedReply Reply(Dialect dialect, Random dice)
    {
        var failure = Failures[dice.Next(Failures.Length)];
        if (dice.Next(5) < 2 || (IsStall(failure) && dice.Next(3) > 0))
        {
            return SimulatedReply.InPieces(Pieces(dialect)) with
            {
                Delay = TimeSpan.FromMilliseconds(dice.Next(40)),
                TokenDelay = TimeSpan.FromMilliseconds(dice.Next(10)),
                Usage = new(40 + dice.Next(100), 1 + dice.Next(50)),
                Reasoning = dice.Next(4) == 0 ? "Let me see." : null,
            };
        }

        var failing = SimulatedReply.Failing(failure) with { Delay = TimeSpan.FromMilliseconds(dice.Next(40)), FailAfterPieces = 1 + dice.Next(3) };
        failing = failure == SimulatedFailure.RateLimited && dice.Next(2) == 0
            ? failing with { RetryAfter = TimeSpan.FromMilliseconds(dice.Next(4) == 0 ? 5000 : dice.Next(100)), RetryAfterForm = (RetryAfterForm)dice.Next(3) }
            : failing;
        return failing.Text is null ? failing : failing with { Text = Whole(dialect), Pieces = Pieces(dialect) };
    }

    private static bool IsStall(SimulatedFailure failure) =>
        failure is SimulatedFailure.StallBeforeReply or SimulatedFailure.StreamStallsBeforeContent or SimulatedFailure.StreamStallsAfterContent;
}
