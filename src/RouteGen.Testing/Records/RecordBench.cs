using System.Globalization;
using RouteGen.Costs;
using RouteGen.Records;

namespace RouteGen.Testing.Records;

/// <summary>One thing that a record store has to keep.</summary>
internal sealed record RecordCase(string Name, Func<RecordBench, Task> Run);

/// <summary>What the cases of the contract work with: records, and checks that say what was expected.</summary>
internal sealed class RecordBench(string name, IRecordStore store)
{
    /// <summary>Noon of the day before this one: stores keep it, and an hour more or less is the same day.</summary>
    public static DateTimeOffset Noon { get; } = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddHours(-12), TimeSpan.Zero);

    public IRecordStore Store => store;

    public static string NewId() => Guid.CreateVersion7().ToString("N");

    /// <summary>A record of a call that began some minutes after noon.</summary>
    public static StoredRecord Record(
        double minutes = 0, string? id = null, string route = "answer", string table = "ContractRoutes",
        RouteOutcome outcome = RouteOutcome.Served, string? tenant = null, string? key = null, string? user = null,
            string? operation = null,
        decimal? cost = 0.001m, TokenUsage? usage = null)
    {
        id ??= NewId();
        return new()
        {
            Id = id,
            StartedAt = Noon.AddMinutes(minutes),
            Table = table,
            Route = route,
            Outcome = outcome,
            Tenant = tenant,
            Key = key,
            User = user,
            OperationId = operation,
            ServedBy = "first",
            Model = "small",
            Latency = TimeSpan.FromMilliseconds(12.5),
            Usage = usage,
            CostUsd = cost,
            Json = $$"""{"id":"{{id}}"}""",
        };
    }

    public Task AddAsync(params IReadOnlyList<StoredRecord> records) => store.AddAsync(records).AsTask();

    public async Task<StoredRecord?> FindAsync(string id) => await store.FindAsync(id).ConfigureAwait(false);

    public async Task<RecordPage> ListAsync(RecordQuery query) => await store.ListAsync(query).ConfigureAwait(false);

    public async Task ListsAsync(RecordQuery query, string what, params IReadOnlyList<StoredRecord> expected)
    {
        var page = await ListAsync(query).ConfigureAwait(false);
        Same(Ids(expected), Ids(page.Records), what);
        Check(page.Next is null, $"{what}: no page follows one that has everything.");
    }

    public static string Ids(IEnumerable<StoredRecord> records) => string.Join(' ', records.Select(static r => r.Id));

    public void Check(bool isKept, string message)
    {
        if (!isKept)
        {
            throw new StoreContractException("record store", name, message);
        }
    }

    public void Same<T>(T expected, T actual, string what) => Check(
        EqualityComparer<T>.Default.Equals(expected, actual), $"{what} has to be {Text(expected)}, and is {Text(actual)}.");

    private static string Text(object? value) => value is null ? "null" : $"'{Convert.ToString(value, CultureInfo.InvariantCulture)}'";
}
