using RouteGen.Content;
using RouteGen.Testing.Content;

namespace RouteGen.Testing;

/// <summary>
/// What every <see cref="IContentStore"/> has to keep, as cases that any test framework can run: take the names as theory data, and run
/// each on an empty store of its own, which keeps contents for a day at least.
/// </summary>
public static class ContentStoreContract
{
    private static readonly Dictionary<string, Func<ContentBench, Task>> All =
        ContentCases.All.ToDictionary(static c => c.Name, static c => c.Run, StringComparer.Ordinal);

    /// <summary>The names of the cases: sentences that say what is kept.</summary>
    public static IReadOnlyCollection<string> Cases => All.Keys;

    /// <summary>Runs one case.</summary>
    /// <param name="name">One of <see cref="Cases"/>.</param>
    /// <param name="store">The store; empty, and not used by anybody else.</param>
    /// <exception cref="StoreContractException">The store breaks the contract; the message says how.</exception>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static Task RunAsync(string name, IContentStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return All.TryGetValue(name, out var run)
            ? run(new ContentBench(name, store))
            : throw new ArgumentException($"There is no case '{name}'.", nameof(name));
    }
}
