using RouteGen.Records;
using RouteGen.Testing.Records;

namespace RouteGen.Testing;

/// <summary>
/// What every <see cref="IRecordStore"/> has to keep, as cases that any test framework can run: take the names as theory data, and run each
/// on an empty store of its own, which keeps records for a day at least.
/// </summary>
/// <example>
/// <code>
/// public static TheoryData&lt;string&gt; Cases => [.. RecordStoreContract.Cases];
///
/// [Theory, MemberData(nameof(Cases))]
/// public async Task Keeps_the_contract(string name) => await RecordStoreContract.RunAsync(name, new MyRecordStore());
/// </code>
/// </example>
public static class RecordStoreContract
{
    private static readonly Dictionary<string, Func<RecordBench, Task>> All =
        new[] { RecordCases.All, RecordListCases.All, RecordUsageCases.All }
        .SelectMany(static cases => cases).ToDictionary(static c => c.Name, static c => c.Run, StringComparer.Ordinal);

    /// <summary>The names of the cases: sentences that say what is kept.</summary>
    public static IReadOnlyCollection<string> Cases => All.Keys;

    /// <summary>Runs one case.</summary>
    /// <param name="name">One of <see cref="Cases"/>.</param>
    /// <param name="store">The store; empty, and not used by anybody else.</param>
    /// <exception cref="StoreContractException">The store breaks the contract; the message says how.</exception>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static Task RunAsync(string name, IRecordStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return All.TryGetValue(name, out var run)
            ? run(new RecordBench(name, store))
            : throw new ArgumentException($"There is no case '{name}'.", nameof(name));
    }
}
