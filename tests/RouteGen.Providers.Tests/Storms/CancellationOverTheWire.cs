using Microsoft.Extensions.DependencyInjection;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>A caller's cancellation at any instant of a call, in every dialect, plain and streamed.</summary>
[Collection(nameof(Storm))]
public sealed class CancellationOverTheWire
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private static readonly SimulatedFailure[] Stalls =
        [SimulatedFailure.StallBeforeReply, SimulatedFailure.StreamStallsBeforeContent, SimulatedFailure.StreamStallsAfterContent];

    /// <summary><c>ROUTEGEN_WIRE_CANCELLATIONS</c> asks for another number of calls, <c>ROUTEGEN_WIRE_SEED</c> for another seed.</summary>
    [Fact]
    public async Task Cancelling_at_any_instant_is_heard_released_and_recorded_and_no_breakers_business()
    {
        var calls = Storm.Number("ROUTEGEN_WIRE_CANCELLATIONS", 1000) / 5 * 5;
        var seed = Storm.Number("ROUTEGEN_WIRE_SEED", 1);
        await using var field = await WireField.StartAsync(
            (_, call, before) => call < calls ? Reply(Storm.Dice(seed, call, before)) : SimulatedReply.FromText("Here I am."));
        var records = new RecordKeeper();
        await using var container = field.Container(records);
        var table = container.GetRequiredService<WireTable>();
        var asked = Enumerable.Range(0, calls).Select(i =>
        {
            var dialect = Adapters.Dialects[i % Adapters.Dialects.Length];
            return new WireCall(table.Route(dialect, WireTable.BackupOf(dialect)), i, streamed: i / Adapters.Dialects.Length % 2 == 1)
            {
                CancelAfter = Instant(seed, i)
            };
        }).ToArray();

        await Parallel.ForEachAsync(
            asked, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, _) => await call.RunAsync());

        var byCall = await records.TakeAsync(calls);
        Assert.Empty(await field.OpenAsync(Bound));
        foreach (var call in asked)
        {
            var record = Assert.Single(byCall[call.Number]);
            Assert.True(
                call.Exception is null or OperationCanceledException,
                $"Seed {seed}, call {call.Number}: {call.Exception?.GetType().Name} {record.ToJson()}");
            Assert.True(call.Exception is null || call.IsCancelled, $"Seed {seed}, call {call.Number} was cancelled by nobody.");
            Assert.Equal(call.Exception is null ? RouteOutcome.Served : RouteOutcome.Cancelled, record.Outcome);
            Assert.InRange(field.ArrivalsOf(call.Number).Count, 0, record.Attempts.Count);
        }

        Assert.InRange(asked.Count(call => call.Exception is not null), calls / 2, calls);
        Assert.Contains(field.Arrivals, arrival => arrival.Request.IsAborted);
        await AssertNobodyIsPunishedAsync(table, field, calls);
        Assert.Empty(await field.ConnectedAsync(Bound));
    }

    private static TimeSpan Instant(int seed, int call) => TimeSpan.FromMilliseconds(Storm.Dice(seed, call, -1).NextDouble() * 60);

    private static SimulatedReply Reply(Random dice) => dice.Next(3) > 0
        ? SimulatedReply.Failing(Stalls[dice.Next(Stalls.Length)])
            with
        { Delay = TimeSpan.FromMilliseconds(dice.Next(25)), TokenDelay = TimeSpan.FromMilliseconds(dice.Next(4)) }
        : SimulatedReply.FromText("A reply of some words that take their time.") with
        {
            Delay = TimeSpan.FromMilliseconds(dice.Next(25)),
            TokenDelay = TimeSpan.FromMilliseconds(dice.Next(8)),
        };

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
