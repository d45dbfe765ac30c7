using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Spend;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Spend;

public sealed class SpendRecorderTests
{
    private static readonly SpendQuery All = new(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);

    [Fact]
    public async Task A_registered_store_has_every_call_whatever_its_end()
    {
        await using var bench = new TestBench(services: s => s.AddSingleton<ISpendStore, InMemorySpendStore>());
        bench.First.Then(Step.Says("ok"), Step.Fails(System.Net.HttpStatusCode.BadRequest), Step.StallsAfter(""));
        await bench.Route.For(user: "u-1", tenant: "acme").GetResponseAsync("a ticket");
        await Assert.ThrowsAsync<RouteException>(() => bench.Route.For(user: "u-2").GetResponseAsync("a ticket"));
        await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));
        await bench.Services.GetRequiredService<SpendRecorder>().FlushAsync(TestContext.Current.CancellationToken);

        var report = await Store(bench).QueryAsync(All with { GroupBy = [SpendDimension.User] }, TestContext.Current.CancellationToken);

        Assert.Equal(3, report.Total.Calls);
        Assert.Equal(bench.Route.Records.Sum(r => r.CostUsd), report.Total.CostUsd);
        Assert.Equal(0.0003m, report.Rows.Single(r => r.Values[0] == "u-1").Totals.CostUsd);
        Assert.True(report.Rows.Single(r => r.Values[0] is null).Totals.WastedUsd > 0);
    }

    [Fact]
    public async Task A_store_that_fails_is_tried_again_until_nothing_is_missing()
    {
        var log = new LogLines();
        var store = new FailingStore { Failures = 3 };
        await using var bench = new TestBench(
            services: s => s.AddSingleton<ISpendStore>(store).AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        for (var i = 0; i < 20; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        var recorder = bench.Services.GetRequiredService<SpendRecorder>();
        await bench.InTimeAsync(Flushed(recorder));

        Assert.Equal(20, (await store.QueryAsync(All, TestContext.Current.CancellationToken)).Total.Calls);
        Assert.Equal(0, recorder.Pending);
        Assert.Equal(3, log.All.Count(l => l.Id == 50));
        Assert.DoesNotContain(log.All, l => l.Id == 51);
    }

    [Fact]
    public async Task One_call_that_a_store_refuses_for_good_is_told_of_and_takes_no_other_along()
    {
        var log = new LogLines();
        long lost = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "RouteGen" && instrument.Name == "routegen.spend.lost")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref lost, count));
        listener.Start();
        var store = new FailingStore { Refused = "poison" };
        await using var bench = new TestBench(
            services: s => s.AddSingleton<ISpendStore>(store).AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        foreach (var user in new[] { "a", "poison", "b" })
        {
            await bench.Route.For(user: user).GetResponseAsync("a ticket");
        }

        await bench.InTimeAsync(Flushed(bench.Services.GetRequiredService<SpendRecorder>()), TimeSpan.FromMinutes(1));

        var report = await store.QueryAsync(All with { GroupBy = [SpendDimension.User] }, TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b"], report.Rows.Select(r => r.Values[0]).Order());
        var line = Assert.Single(log.All, l => l.Id == 51).Text;
        Assert.Contains(bench.Route.Records[1].Id, line, StringComparison.Ordinal);
        Assert.DoesNotContain("poison", line, StringComparison.Ordinal);
        Assert.True(lost >= 1);
    }

    [Fact]
    public async Task More_calls_than_observers_may_have_waiting_all_reach_a_slow_store()
    {
        var gate = new TaskCompletionSource();
        var store = new FailingStore { Gate = gate.Task };
        await using var bench = new TestBench(services: s => s.AddSingleton<ISpendStore>(store));
        for (var i = 0; i < 12_000; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        gate.SetResult();
        await bench.Services.GetRequiredService<SpendRecorder>().FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(12_000, (await store.QueryAsync(All, TestContext.Current.CancellationToken)).Total.Calls);
    }

    [Fact]
    public async Task What_waits_is_written_when_the_container_ends()
    {
        var store = new FailingStore();
        await using (var bench = new TestBench(services: s => s.AddSingleton<ISpendStore>(store)))
        {
            for (var i = 0; i < 500; i++)
            {
                await bench.Route.GetResponseAsync("a ticket");
            }
        }

        Assert.Equal(500, (await store.QueryAsync(All, TestContext.Current.CancellationToken)).Total.Calls);
    }

    private static async Task<bool> Flushed(SpendRecorder recorder)
    {
        await recorder.FlushAsync(TestContext.Current.CancellationToken);
        return true;
    }

    private static ISpendStore Store(TestBench bench) => bench.Services.GetRequiredService<ISpendStore>();

    private sealed class FailingStore : ISpendStore
    {
        private readonly InMemorySpendStore _inner = new(retention: TimeSpan.FromDays(36_500));

        public int Failures { get; set; }

        public string? Refused { get; init; }

        public Task Gate { get; init; } = Task.CompletedTask;

        public async ValueTask AppendAsync(IReadOnlyList<SpendLine> lines, CancellationToken cancellationToken = default)
        {
            await Gate;
            if (Failures-- > 0 || lines.Any(l => l.Caller.User is { } user && user == Refused))
            {
                throw new IOException("the disk is full");
            }

            await _inner.AppendAsync(lines, cancellationToken);
        }

        public ValueTask<SpendReport> QueryAsync(SpendQuery query, CancellationToken cancellationToken = default) =>
            _inner.QueryAsync(query, cancellationToken);

        public IAsyncEnumerable<SpendLine> ReadAsync(SpendQuery query, CancellationToken cancellationToken = default) =>
            _inner.ReadAsync(query, cancellationToken);
    }
}
