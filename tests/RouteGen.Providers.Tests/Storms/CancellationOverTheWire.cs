using Microsoft.Extensions.DependencyInjection;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>A caller's cancellation at any instant of a call, in every dialect, plain and streamed.</summary>
[Collection(nameof(Storm))]
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
        var calls = Storm.Number("ROUTEGEN_WIRE_CANCELLATIONS", 1000) / 5 * 5;
        var all = calls + (calls / 5);
        var seed = Storm.Number("ROUTEGEN_WIRE_SEED", 1);
        await using var field = await WireField.StartAsync(
            (_, call, before) => call < all ? Reply(Storm.Dice(seed, call, before)) : SimulatedReply.FromText("Here I am."));
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

        // Among them, so that what happens to the ones happens to the others. Whoever lets go of a reply lets go of its connection.
        using var http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero });
        var bare = Enumerable.Range(calls, all - calls).Select(i => new BareCall(
            http, field.EndpointOf(Dialect.Compatible), i, streamed: i % 2 == 1)
        { CancelAfter = Instant(seed, i) }).ToArray();
        var mixed = asked.Chunk(5).Zip(bare, (some, one) => some.Append<StormCall>(one)).SelectMany(some => some);
        await Parallel.ForEachAsync(
            mixed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, _) => await call.RunAsync());

        var byCall = await records.TakeAsync(calls);
        Assert.Empty(await field.OpenAsync(Bound));
        foreach (var call in asked)
        {
            var record = Assert.Single(byCall[call.Number]);
            Assert.True(
                call.Exception is null or OperationCanceledException,
                $"Seed {seed}, call {call.Number}: {call.Exception?.GetType().Name} {record.ToJson()}");
            Assert.True(call.Exception is null || call.CancelledAt > 0, $"Seed {seed}, call {call.Number} was cancelled by nobody.");
            Assert.Equal(call.Exception is null ? RouteOutcome.Served : RouteOutcome.Cancelled, record.Outcome);
            Assert.InRange(field.ArrivalsOf(call.Number).Count, 0, record.Attempts.Count);
        }

        Assert.InRange(asked.Count(call => call.Exception is not null), calls / 2, calls);
        AssertNoLaterThanBare(CutOff.Measure("routes", asked, field), CutOff.Measure("bare HttpClient", bare, field));
        await AssertNobodyIsPunishedAsync(table, field, all);
        http.Dispose();
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

    // On a machine at rest all are cut off in time. On a busy one both are late alike, and only chance (three
    // standard deviations of it) lies between them.
    private static void AssertNoLaterThanBare(CutOff routes, CutOff bare)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{routes}; {bare}");
        var late = (double)(routes.Late + bare.Late) / (routes.Count + bare.Count);
        var chance = 3 * Math.Sqrt(late * (1 - late) * ((1d / routes.Count) + (1d / bare.Count)));
        Assert.InRange((double)routes.Late / routes.Count, 0, ((double)bare.Late / bare.Count) + chance + 0.01);
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
