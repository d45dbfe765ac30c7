using RouteGen.Records;
using RouteGen.Sqlite;
using RouteGen.Testing;

namespace RouteGen.Ledgers.Tests.Records;

/// <summary>Every record store keeps the contract.</summary>
public sealed class RecordStoreContractTests
{
    public static TheoryData<string> Cases => [.. RecordStoreContract.Cases];

    [Theory, MemberData(nameof(Cases))]
    public Task In_memory(string name) => RecordStoreContract.RunAsync(name, new InMemoryRecordStore());

    [Theory, MemberData(nameof(Cases))]
    public async Task In_a_sqlite_file(string name)
    {
        var folder = Directory.CreateTempSubdirectory("routegen-records-").FullName;
        using (var store = new SqliteRecordStore(Path.Combine(folder, "records.db")))
        {
            await RecordStoreContract.RunAsync(name, store);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_store_that_keeps_nothing_breaks_it()
    {
        var broken = 0;
        foreach (var name in RecordStoreContract.Cases)
        {
            try
            {
                await RecordStoreContract.RunAsync(name, new Forgetful());
            }
            catch (StoreContractException e)
            {
                Assert.Equal(name, e.Case);
                broken++;
            }
        }

        // Nothing is found by an id that nothing has, and no place is refused... by any other.
        Assert.Equal(RecordStoreContract.Cases.Count - 1, broken);
    }

    private sealed class Forgetful : IRecordStore
    {
        public ValueTask AddAsync(IReadOnlyList<StoredRecord> records, CancellationToken cancellationToken = default) => default;

        public ValueTask<StoredRecord?> FindAsync(string id, CancellationToken cancellationToken = default) => new((StoredRecord?)null);

        public ValueTask<RecordPage> ListAsync(RecordQuery query, CancellationToken cancellationToken = default) =>
            new(new RecordPage([], hasMore: false));

        public ValueTask<IReadOnlyList<RouteUsage>> GetUsageAsync(RouteUsageQuery query, CancellationToken cancellationToken = default) =>
            new([]);

        public ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => new(0);
    }
}
