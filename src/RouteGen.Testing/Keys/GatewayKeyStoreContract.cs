using RouteGen.Keys;
using RouteGen.Testing.Keys;

namespace RouteGen.Testing;

/// <summary>
/// What every <see cref="IGatewayKeyStore"/> that can be written to has to keep, as cases that any test framework can run.
/// </summary>
/// <example>
/// <code>
/// public static TheoryData&lt;string&gt; Cases => [.. GatewayKeyStoreContract.Cases];
///
/// [Theory, MemberData(nameof(Cases))]
/// public async Task Keeps_the_contract(string name) => await GatewayKeyStoreContract.RunAsync(name, new MyKeyStore());
/// </code>
/// </example>
public static class GatewayKeyStoreContract
{
    private static readonly Dictionary<string, Func<KeyStoreBench, Task>> All = new[] { FindingCases.All, ChangeCases.All }
        .SelectMany(static cases => cases).ToDictionary(static c => c.Name, static c => c.Run, StringComparer.Ordinal);

    /// <summary>The names of the cases: sentences that say what is kept.</summary>
    public static IReadOnlyCollection<string> Cases => All.Keys;

    /// <summary>Runs one case.</summary>
    /// <param name="name">One of <see cref="Cases"/>.</param>
    /// <param name="store">The store. Cases take keys of their own, so it may hold others, and another case may have used it.</param>
    /// <exception cref="GatewayKeyStoreContractException">The store breaks the contract; the message says how.</exception>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static async Task RunAsync(string name, IGatewayKeyStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!All.TryGetValue(name, out var run))
        {
            throw new ArgumentException($"There is no case '{name}'.", nameof(name));
        }

        await run(new KeyStoreBench(name, store)).ConfigureAwait(false);
    }
}
