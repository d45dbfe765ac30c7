using RouteGen.Keys;
using RouteGen.Sqlite;
using RouteGen.Testing;

namespace RouteGen.Ledgers.Tests.Keys;

/// <summary>Every store of keys keeps the contract, and the contract finds those that do not.</summary>
public sealed class KeyStoreContractTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-keys-").FullName;

    public static TheoryData<string> Cases => [.. GatewayKeyStoreContract.Cases];

    public static TheoryData<string> Faults => [.. BrokenKeyStore.Faults];

    [Theory, MemberData(nameof(Cases))]
    public Task In_memory(string name) => GatewayKeyStoreContract.RunAsync(name, new InMemoryGatewayKeyStore());

    [Theory, MemberData(nameof(Cases))]
    public async Task In_a_sqlite_file(string name)
    {
        using var store = Open();
        await GatewayKeyStoreContract.RunAsync(name, store);
    }

    [Fact]
    public async Task In_a_sqlite_file_that_several_share()
    {
        using var store = Open();
        using var other = Open();
        foreach (var name in GatewayKeyStoreContract.Cases)
        {
            await GatewayKeyStoreContract.RunAsync(name, new Alternating(store, other));
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_store_that_is_broken_is_found(string fault)
    {
        List<string> broken = [];
        foreach (var name in GatewayKeyStoreContract.Cases)
        {
            try
            {
                await GatewayKeyStoreContract.RunAsync(name, new BrokenKeyStore(fault));
            }
            catch (GatewayKeyStoreContractException e)
            {
                Assert.Equal(name, e.Case);
                broken.Add(name);
            }
        }

        Assert.NotEmpty(broken);
    }

    [Fact]
    public async Task Keys_last_and_the_file_has_no_secret()
    {
        IssuedGatewayKey issued;
        IssuedGatewayKey rotated;
        using (var store = Open())
        {
            var manager = new GatewayKeyManager(store);
            issued = await manager.IssueAsync(static k => k with { Name = "desk", Tenant = "acme" }, TestContext.Current.CancellationToken);
            rotated = (await manager.RotateAsync(issued.Key.Id, TimeSpan.FromHours(1), TestContext.Current.CancellationToken))!;
            Assert.Empty(FilesWith(issued.Token));
            Assert.Empty(FilesWith(rotated.Token));
        }

        using var again = Open();
        var key = await again.FindByHashAsync(GatewayKeyHash.Compute(issued.Token), TestContext.Current.CancellationToken);
        Assert.Equal(("desk", "acme", issued.Key.Id), (key!.Name, key.Tenant, key.Id));
        Assert.Equal(GatewayKeyHash.Compute(rotated.Token), key.Hash);

        // The secrets are nowhere; what is public is, so the search can find.
        Assert.Empty(FilesWith(issued.Token[^30..]));
        Assert.Empty(FilesWith(rotated.Token[^30..]));
        Assert.NotEmpty(FilesWith(issued.Key.Id));
    }

    [Fact]
    public async Task A_file_that_was_replaced_is_not_believed()
    {
        using var store = Open();
        await store.AddAsync(new GatewayKey { Id = "a", Hash = GatewayKeyHash.Compute("a") }, TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(_folder, "keys.db"));

        await Assert.ThrowsAsync<FileNotFoundException>(
            async () => await store.FindAsync("a", TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SqliteGatewayKeyStore Open() =>
        new(Path.Combine(_folder, "keys.db"), new SqliteKeyOptions { Durability = SqliteDurability.Normal });

    private string[] FilesWith(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return [.. Directory.GetFiles(_folder).Where(f => Read(f).AsSpan().IndexOf(bytes) >= 0)];

        static byte[] Read(string file)
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            open.CopyTo(copy);
            return copy.ToArray();
        }
    }

    /// <summary>Reads through one store what was written through another.</summary>
    private sealed class Alternating(IGatewayKeyStore read, IGatewayKeyStore write) : IGatewayKeyStore
    {
        public bool IsReadOnly => false;

        public ValueTask<GatewayKey?> FindAsync(string id, CancellationToken cancellationToken) => read.FindAsync(id, cancellationToken);

        public ValueTask<GatewayKey?> FindByHashAsync(GatewayKeyHash hash, CancellationToken cancellationToken) =>
            read.FindByHashAsync(hash, cancellationToken);

        public ValueTask<IReadOnlyList<GatewayKey>> ListAsync(CancellationToken cancellationToken) => read.ListAsync(cancellationToken);

        public ValueTask<bool> AddAsync(GatewayKey key, CancellationToken cancellationToken) =>
            (key.Hash.GetHashCode() % 2 == 0 ? read : write).AddAsync(key, cancellationToken);

        public ValueTask<bool> ReplaceAsync(GatewayKey key, CancellationToken cancellationToken) =>
            write.ReplaceAsync(key, cancellationToken);

        public ValueTask<bool> RemoveAsync(string id, CancellationToken cancellationToken) => write.RemoveAsync(id, cancellationToken);
    }
}
