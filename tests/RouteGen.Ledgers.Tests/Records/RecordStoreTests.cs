using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Records;
using RouteGen.Spend;
using RouteGen.Sqlite;
using RouteGen.TestSupport.Spend;

namespace RouteGen.Ledgers.Tests.Records;

/// <summary>What the stores do beyond the contract: bounds, retention, files.</summary>
public sealed class RecordStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-records-").FullName;
    private readonly FakeTimeProvider _time = new(RandomCalls.Start.AddDays(3));

    private string File => Path.Combine(_folder, "records.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Memory_holds_the_last_and_still_knows_what_all_took()
    {
        var store = new InMemoryRecordStore(new RouteRecordOptions { MaxRecords = 10 }, _time);
        var records = RandomCalls.Make(seed: 3, 60);
        foreach (var record in records)
        {
            await store.AddAsync([StoredRecord.FromRecord(record)], Token);
        }

        var page = await store.ListAsync(new RecordQuery(), Token);
        Assert.Equal(records.TakeLast(10).Select(r => r.Id).Order(), page.Records.Select(r => r.Id).Order());
        Assert.Null(await store.FindAsync(records[0].Id, Token));
        var usage = await store.GetUsageAsync(Days(), Token);
        Assert.Equal(60, usage.Sum(u => u.Calls));
        Assert.Equal(records.Sum(r => r.CostUsd ?? 0), usage.Sum(u => u.CostUsd));
    }

    [Fact]
    public async Task Memory_is_bounded_by_bytes_too()
    {
        var store = new InMemoryRecordStore(new RouteRecordOptions { MaxBytes = 50_000 }, _time);
        for (var i = 0; i < 100; i++)
        {
            await store.AddAsync(
                [
                    new StoredRecord
                    {
                        Id = $"{i:d32}", StartedAt = _time.GetUtcNow(), Table = "T", Route = "r", Outcome = RouteOutcome.Served,
                        Json = new string('x', 5_000),
                    },
                ],
                Token);
        }

        Assert.Equal(4, (await store.ListAsync(new RecordQuery(), Token)).Records.Count);
    }

    [Fact]
    public async Task Both_stores_forget_what_is_older_than_their_retention()
    {
        using var file = new SqliteRecordStore(File, new SqliteRecordOptions { Retention = TimeSpan.FromDays(2) }, _time);
        IRecordStore[] stores = [new InMemoryRecordStore(new RouteRecordOptions { Retention = TimeSpan.FromDays(2) }, _time), file];
        var records = RandomCalls.Make(seed: 5, 20);
        foreach (var store in stores)
        {
            await store.AddAsync([.. records.Select(StoredRecord.FromRecord)], Token);
        }

        _time.Advance(TimeSpan.FromDays(10));
        var late = Late();
        foreach (var store in stores)
        {
            await store.AddAsync([late], Token);
            Assert.Equal(late.Id, Assert.Single((await store.ListAsync(new RecordQuery(), Token)).Records).Id);
            Assert.Null(await store.FindAsync(records[^1].Id, Token));
        }
    }

    [Fact]
    public async Task Records_survive_the_process_beside_spend_in_one_file_with_their_whole_json()
    {
        var records = RandomCalls.Make(seed: 7, 50);
        using (var spend = new SqliteSpendStore(File))
        using (var store = new SqliteRecordStore(File, timeProvider: _time))
        {
            await spend.AppendAsync([.. records.SelectMany(SpendLine.FromRecord)], Token);
            await store.AddAsync([.. records.Select(StoredRecord.FromRecord)], Token);
        }

        using var again = new SqliteRecordStore(File, timeProvider: _time);
        foreach (var record in records)
        {
            var found = await again.FindAsync(record.Id, Token);
            Assert.Equal(record.ToJson(), found!.Json);
            Assert.Equal((record.CostUsd, record.ServedBy, record.Outcome), (found.CostUsd, found.ServedBy, found.Outcome));
        }
    }

    [Fact]
    public async Task The_file_takes_the_place_of_memory_in_either_order()
    {
        ServiceProvider[] providers =
        [
            new ServiceCollection().AddRouteRecords().AddRouteSqliteRecords(File).BuildServiceProvider(),
            new ServiceCollection().AddRouteSqliteRecords(File).AddRouteRecords().BuildServiceProvider(),
        ];
        foreach (var provider in providers)
        {
            Assert.IsType<SqliteRecordStore>(provider.GetRequiredService<IRecordStore>());
            await provider.DisposeAsync();
        }
    }

    [Fact]
    public void Options_that_cannot_be_are_refused_by_name()
    {
        var e = Assert.Throws<OptionsValidationException>(() => new ServiceCollection().AddRouteRecords(o =>
        {
            o.MaxRecords = 0;
            o.MaxBytes = 1;
            o.Retention = TimeSpan.Zero;
        }));
        Assert.Equal(3, e.Failures.Count());
        e = Assert.Throws<OptionsValidationException>(
            () => new ServiceCollection().AddRouteSqliteRecords(File, o => o.Retention = TimeSpan.FromDays(100_000)));
        Assert.Contains("SqliteRecordOptions.Retention", e.Message);
    }

    private static RouteUsageQuery Days() => new(
        DateOnly.FromDateTime(RandomCalls.Start.UtcDateTime).AddDays(-2), DateOnly.FromDateTime(RandomCalls.Start.UtcDateTime).AddDays(20));

    private StoredRecord Late() => new()
    {
        Id = "late",
        StartedAt = _time.GetUtcNow(),
        Table = "T",
        Route = "r",
        Outcome = RouteOutcome.Served,
        Json = "{}",
    };
}
