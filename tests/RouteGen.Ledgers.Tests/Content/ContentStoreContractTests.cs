using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Content;
using RouteGen.Sqlite;
using RouteGen.Testing;

namespace RouteGen.Ledgers.Tests.Content;

/// <summary>Every content store keeps the contract, and forgets what it has to.</summary>
public sealed class ContentStoreContractTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-content-").FullName;
    private readonly FakeTimeProvider _time = new(Start);

    public static TheoryData<string> Cases => [.. ContentStoreContract.Cases];

    private string File => Path.Combine(_folder, "content.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Cases))]
    public Task In_memory(string name) => ContentStoreContract.RunAsync(name, new InMemoryContentStore());

    [Theory, MemberData(nameof(Cases))]
    public async Task In_a_sqlite_file(string name)
    {
        using var store = new SqliteContentStore(File);
        await ContentStoreContract.RunAsync(name, store);
    }

    [Fact]
    public async Task Prompts_and_replies_have_a_retention_of_their_own()
    {
        using var file = new SqliteContentStore(
            File, new SqliteContentOptions { PromptRetention = TimeSpan.FromDays(1), ReplyRetention = TimeSpan.FromDays(5) }, _time);
        IContentStore[] stores =
        [
            file,
            new InMemoryContentStore(
                new RouteContentOptions { PromptRetention = TimeSpan.FromDays(1), ReplyRetention = TimeSpan.FromDays(5) }, _time),
        ];
        foreach (var store in stores)
        {
            await store.AddAsync([Content("r", ContentKind.Prompt), Content("r", ContentKind.Reply)], Token);
        }

        _time.Advance(TimeSpan.FromDays(2));
        foreach (var store in stores)
        {
            await store.AddAsync([Content("later", ContentKind.Prompt)], Token);
            Assert.Equal(ContentKind.Reply, Assert.Single(await store.ReadAsync("r", "test", Token)).Kind);
        }

        _time.Advance(TimeSpan.FromDays(4));
        foreach (var store in stores)
        {
            await store.AddAsync([Content("last", ContentKind.Prompt)], Token);
            Assert.Empty(await store.ReadAsync("r", "test", Token));
        }
    }

    [Fact]
    public async Task What_is_erased_is_no_longer_in_the_file()
    {
        const string Said = "a sentence that nobody else would say";
        using (var store = new SqliteContentStore(File))
        {
            await store.AddAsync([Content("r", ContentKind.Prompt, $$"""{"text":"{{Said}}"}""", user: "ada")], Token);
            Assert.Equal(1, await store.EraseAsync(null, "ada", Token));
        }

        foreach (var file in Directory.GetFiles(_folder))
        {
            Assert.DoesNotContain(Said, Encoding.UTF8.GetString(await System.IO.File.ReadAllBytesAsync(file, Token)),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Memory_is_bounded_and_the_oldest_go_first()
    {
        var store = new InMemoryContentStore(new RouteContentOptions { MaxBytesInMemory = 10_000 }, _time);
        for (var i = 0; i < 20; i++)
        {
            await store.AddAsync([Content($"r{i}", ContentKind.Prompt, new string('x', 1_000))], Token);
        }

        Assert.Empty(await store.ReadAsync("r0", "test", Token));
        Assert.NotEmpty(await store.ReadAsync("r19", "test", Token));
    }

    [Fact]
    public async Task The_file_takes_the_place_of_memory_in_either_order()
    {
        ServiceProvider[] providers =
        [
            new ServiceCollection().AddRouteContent().AddRouteSqliteContent(File).BuildServiceProvider(),
            new ServiceCollection().AddRouteSqliteContent(File).AddRouteContent(o => o.MaxBytes = 5_000).BuildServiceProvider(),
        ];
        foreach (var provider in providers)
        {
            Assert.IsType<SqliteContentStore>(provider.GetRequiredService<IContentStore>());
            await provider.DisposeAsync();
        }
    }

    private static CapturedContent Content(string record, ContentKind kind, string json = "{}", string? user = null) => new()
    {
        RecordId = record,
        Kind = kind,
        StartedAt = record is "r" ? Start : Start.AddDays(record is "last" ? 6 : 2),
        Table = "T",
        Route =
            "r",
        User = user,
        IsRedacted = true,
        Json = json,
    };
}
