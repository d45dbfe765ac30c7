using Microsoft.Extensions.DependencyInjection;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;
using RouteGen.TestSupport.Records;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>
/// Many calls at once through the real SDKs against providers that do anything they can. What must
/// hold of each holds whatever the dice say.
/// </summary>
[Collection(nameof(Storm))]
public sealed class ChaosOverTheWire
{
    private const int AtOnce = 64;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    /// <summary>For a machine that is busy elsewhere: in virtual time the same is held to the millisecond.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    // What the process keeps for the next call: for each processor a timer of an attempt, and a few of the runtime's own.
    private static readonly int TimersKept = Environment.ProcessorCount + 4;

    private static readonly SimulatedFailure[] Failures = Enum.GetValues<SimulatedFailure>();

    /// <summary>A part of the run: <c>ROUTEGEN_WIRE_CALLS</c> asks for more, <c>ROUTEGEN_WIRE_SEED</c> for one seed again.</summary>
    [Fact]
    public async Task Every_call_ends_once_whole_or_with_a_typed_failure_and_nothing_stays_open()
    {
        var only = Storm.Number("ROUTEGEN_WIRE_SEED", -1);
        var seeds = only >= 0 ? [only] : Enumerable.Range(0, Math.Max(1, Storm.Number("ROUTEGEN_WIRE_CALLS", 320) / AtOnce)).ToArray();
        var outcomes = new Dictionary<RouteOutcome, int>();
        var tally = new HitTally();
        var questions = new List<WeakReference>();
        var timers = await TimersAtRestAsync();
        foreach (var seed in seeds)
        {
            try
            {
                foreach (var outcome in await RunAsync(seed, tally, questions))
                {
                    outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                }
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed} (ROUTEGEN_WIRE_SEED={seed} runs it alone): {e.Message}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{string.Join(", ", outcomes.OrderBy(o => o.Key).Select(o => $"{o.Key} {o.Value}"))}; {tally}");
        await AssertNothingIsLeftAsync(timers, questions);
        if (only < 0)
        {
            // A run in which some outcome never came up would prove nothing of it.
            Assert.Equal(Enum.GetValues<RouteOutcome>().Order(), outcomes.Keys.Order());
        }
    }

    private static async Task<IEnumerable<RouteOutcome>> RunAsync(int seed, HitTally tally, List<WeakReference> questions)
    {
        await using var field = await WireField.StartAsync(
            (dialect, call, before) => Reply(dialect, Storm.Dice(seed, call, before), IsPressed(call)));
        using var spans = new AttemptSpans();
        var (records, sent) = (new RecordKeeper(), new SentRequests());
        await using var container = field.Container(records, sent);
        var table = container.GetRequiredService<WireTable>();
        var calls = Enumerable.Range(0, AtOnce).Select(i => Call(table, i, Storm.Dice(seed, i, -1))).ToArray();
        await Task.WhenAll(calls.Select(call => call.RunAsync()));

        var byCall = await records.TakeAsync(calls.Length);
        Assert.Empty(await field.OpenAsync(Bound));
        foreach (var call in calls)
        {
            var record = Assert.Single(byCall[call.Number]);
            Check(call, record);
            tally.Check(record, [.. spans.IdsFor(record).Select(sent.ByAttempt)], field.ArrivalsOf(call.Number));
        }

        Assert.All(calls.SelectMany(call => call.Route.Plan.Entries), entry => Assert.Equal(0, entry.Slot.Load!.UnderWay));
        Assert.Empty(await field.ConnectedAsync(Bound));
        questions.AddRange(calls.Select(call => call.Question!));
        return byCall.SelectMany(of => of).Select(record => record.Outcome).ToArray();
    }

    // What was done before leaves timers that end by themselves; counted in, they would hide some of ours.
    private static async Task<long> TimersAtRestAsync()
    {
        var armed = Timer.ActiveCount;
        for (var i = 0; i < 8; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(50);
            armed = Math.Min(armed, Timer.ActiveCount);
        }

        return armed;
    }

    // A task that never ends holds its call's question; what it waits for would be a timer or a socket.
    private static async Task AssertNothingIsLeftAsync(long timers, List<WeakReference> questions)
    {
        var (armed, held) = (0L, 0);
        for (var i = 0; i < 6_000; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            (armed, held) = (Timer.ActiveCount, questions.Count(question => question.IsAlive));
            if (armed <= timers + TimersKept && held == 0)
            {
                break;
            }

            await Task.Delay(50);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"timers {timers} before, {armed} after; {held} of {questions.Count} calls still held");
        Assert.InRange(armed, 0, timers + TimersKept);
        Assert.Equal(0, held);
    }

    private static WireCall Call(WireTable table, int number, Random dice)
    {
        var first = Adapters.Dialects[dice.Next(Adapters.Dialects.Length)];
        var then = Adapters.Dialects.Where(dialect => dialect != first).ElementAt(dice.Next(Adapters.Dialects.Length - 1));
        return new(table.Route(first, then, IsPressed(number) ? Pace.Pressed : Pace.Hasty), number, streamed: dice.Next(2) == 0)
        {
            CancelAfter = dice.Next(6) == 0 ? TimeSpan.FromMilliseconds(dice.Next(600)) : null,
            LeaveAfter = dice.Next(8) == 0 ? dice.Next(3) : int.MaxValue,
        };
    }

    private static void Check(WireCall call, RouteRecord record)
    {
        RecordInvariants.Check(record, call.Route.Definition, Slack);
        switch (call.Exception)
        {
            case null when call.HasLeft:
                Assert.Equal(RouteOutcome.Abandoned, record.Outcome);
                break;
            case null:
                Assert.Equal((RouteOutcome.Served, Whole(record.ServedBy!)), (record.Outcome, call.Text));
                break;
            case OperationCanceledException:
                Assert.True(call.IsCancelled, "cancelled by nobody");
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
    private static string Whole(string target) =>
        Whole(Adapters.Dialects.Single(dialect => target.EndsWith($" on {dialect}", StringComparison.Ordinal)));

    private static string Whole(Dialect dialect) => string.Concat(Pieces(dialect));

    private static string[] Pieces(Dialect dialect) => [$"<{dialect}", $"|{dialect}", $"|{dialect}", $"|{dialect}>"];

    // Some whose total is shorter than an attempt, so that it ends them, at providers that often stall.
    private static bool IsPressed(int call) => call % 6 == 0;

    private static SimulatedReply Reply(Dialect dialect, Random dice, bool isPressed)
    {
        var failure = Failures[dice.Next(Failures.Length)];
        if (isPressed && dice.Next(3) == 0)
        {
            return SimulatedReply.Failing(
                dice.Next(2) == 0 ? SimulatedFailure.StallBeforeReply : SimulatedFailure.StreamStallsBeforeContent);
        }

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

        var failing = SimulatedReply.Failing(failure)
            with
        { Delay = TimeSpan.FromMilliseconds(dice.Next(40)), FailAfterPieces = 1 + dice.Next(3) };
        failing = failure == SimulatedFailure.RateLimited && dice.Next(2) == 0
            ? failing with
            {
                RetryAfter = TimeSpan.FromMilliseconds(dice.Next(4) == 0 ? 5000 : dice.Next(100)),
                RetryAfterForm = (RetryAfterForm)dice.Next(3)
            }
            : failing;
        return failing.Text is null ? failing : failing with { Text = Whole(dialect), Pieces = Pieces(dialect) };
    }

    private static bool IsStall(SimulatedFailure failure) =>
        failure
            is SimulatedFailure.StallBeforeReply or SimulatedFailure.StreamStallsBeforeContent or SimulatedFailure.StreamStallsAfterContent;
}
