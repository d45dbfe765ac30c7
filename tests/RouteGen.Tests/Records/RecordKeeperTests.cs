using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Records;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Records;

public sealed class RecordKeeperTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_is_in_the_store_with_the_json_of_its_record_whatever_its_end()
    {
        await using var bench = new TestBench(services: s => s.AddRouteRecords());
        bench.First.Then(Step.Says("ok"), Step.Fails(System.Net.HttpStatusCode.BadRequest));
        await bench.Route.For(user: "u-1", tenant: "acme").GetResponseAsync("a ticket", cancellationToken: Token);
        await Assert.ThrowsAsync<RouteException>(() => bench.Route.For(user: "u-2").GetResponseAsync("a ticket", cancellationToken: Token));
        var keeper = bench.Services.GetRequiredService<RecordKeeper>();
        await keeper.FlushAsync(Token);

        Assert.Equal(0, keeper.Pending);
        foreach (var record in bench.Route.Records)
        {
            var found = await keeper.Store!.FindAsync(record.Id, Token);
            Assert.Equal(record.ToJson(), found!.Json);
            Assert.Equal((record.Caller.User, record.Outcome, record.CostUsd), (found.User, found.Outcome, found.CostUsd));
        }

        Assert.Equal("acme", Assert.Single((await keeper.Store!.ListAsync(new RecordQuery { Tenant = "acme" }, Token)).Records).Tenant);
    }

    [Fact]
    public async Task Without_a_store_nothing_waits()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("ok"));
        await bench.Route.GetResponseAsync("a ticket", cancellationToken: Token);
        var keeper = bench.Services.GetRequiredService<RecordKeeper>();
        await keeper.FlushAsync(Token);
        Assert.Equal((null, 0), (keeper.Store, keeper.Pending));
    }

    [Fact]
    public async Task A_store_that_hangs_delays_no_call_and_one_that_fails_is_tried_again()
    {
        var log = new LogLines();
        var store = new Gated();
        await using var bench = new TestBench(
            services: s => s.AddSingleton<IRecordStore>(store).AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        for (var i = 0; i < 50; i++)
        {
            bench.First.Then(Step.Says("ok"));
            Assert.Equal("ok", (await bench.Route.GetResponseAsync("a ticket", cancellationToken: Token)).Text);
        }

        var keeper = bench.Services.GetRequiredService<RecordKeeper>();
        Assert.Equal(50, keeper.Pending);
        store.Open.SetResult();
        await bench.InTimeAsync(Flushed(keeper));
        Assert.Equal(50, store.Written);
        Assert.Single(log.All, l => l.Id == 60);
        Assert.DoesNotContain(log.All, l => l.Id == 61);
    }

    private static async Task<bool> Flushed(RecordKeeper keeper)
    {
        await keeper.FlushAsync(Token);
        return true;
    }

    /// <summary>Hangs until it is opened, and then fails once.</summary>
    private sealed class Gated : IRecordStore
    {
        private bool _hasFailed;

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Written { get; private set; }

        public async ValueTask AddAsync(IReadOnlyList<StoredRecord> records, CancellationToken cancellationToken = default)
        {
            await Open.Task;
            if (!_hasFailed)
            {
                _hasFailed = true;
                throw new IOException("not now");
            }

            Written += records.Count;
        }

        public ValueTask<StoredRecord?> FindAsync(string id, CancellationToken cancellationToken = default) => new((StoredRecord?)null);

        public ValueTask<RecordPage> ListAsync(RecordQuery query, CancellationToken cancellationToken = default) =>
            new(new RecordPage([], false));

        public ValueTask<IReadOnlyList<RouteUsage>> GetUsageAsync(RouteUsageQuery query, CancellationToken cancellationToken = default) =>
            new([]);

        public ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => new(0);
    }
}
