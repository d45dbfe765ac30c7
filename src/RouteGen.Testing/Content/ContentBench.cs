using RouteGen.Content;

namespace RouteGen.Testing.Content;

/// <summary>One thing that a content store has to keep.</summary>
internal sealed record ContentCase(string Name, Func<ContentBench, Task> Run);

/// <summary>What the cases of the contract work with: contents, and checks that say what was expected.</summary>
internal sealed class ContentBench(string name, IContentStore store)
{
    /// <summary>An hour ago, to the second.</summary>
    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(
        TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 3600);

    public IContentStore Store => store;

    public static CapturedContent Content(
        string record, ContentKind kind = ContentKind.Prompt, string json = "{}", double minutes = 0, string? tenant = null,
        string? user = null, bool isRedacted = true) => new()
        {
            RecordId = record,
            Kind = kind,
            StartedAt = Now.AddMinutes(minutes),
            Table = "ContractRoutes",
            Route = "answer",
            Tenant = tenant,
            User = user,
            IsRedacted = isRedacted,
            Json = json,
        };

    public Task AddAsync(params IReadOnlyList<CapturedContent> contents) => store.AddAsync(contents).AsTask();

    public async Task<IReadOnlyList<CapturedContent>> ReadAsync(string record, string reader = "auditor") =>
        await store.ReadAsync(record, reader).ConfigureAwait(false);

    /// <summary>Which of the records have contents, each by its kinds.</summary>
    public async Task HoldsAsync(string expected, params IReadOnlyList<string> records)
    {
        var held = new List<string>();
        foreach (var record in records)
        {
            held.AddRange((await ReadAsync(record).ConfigureAwait(false)).Select(c => $"{record}:{c.Kind}"));
        }

        Same(expected, string.Join(' ', held), "What is kept");
    }

    public void Check(bool isKept, string message)
    {
        if (!isKept)
        {
            throw new StoreContractException("content store", name, message);
        }
    }

    public void Same<T>(T expected, T actual, string what) =>
        Check(EqualityComparer<T>.Default.Equals(expected, actual), $"{what} has to be '{expected}', and is '{actual}'.");
}
