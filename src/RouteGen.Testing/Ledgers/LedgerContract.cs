using RouteGen.Testing.Ledgers;

namespace RouteGen.Testing;

/// <summary>
/// What every <see cref="Budgets.IBudgetLedger"/> has to keep, as cases that any test framework can run: take the names as theory
/// data, and run each on a ledger of its own.
/// </summary>
/// <example>
/// <code>
/// public static TheoryData&lt;string&gt; Cases => [.. LedgerContract.Cases];
///
/// [Theory, MemberData(nameof(Cases))]
/// public async Task Keeps_the_contract(string name)
/// {
///     await using var ledger = new MyLedgerUnderTest();
///     await LedgerContract.RunAsync(name, ledger);
/// }
/// </code>
/// </example>
public static class LedgerContract
{
    private static readonly Dictionary<string, Func<LedgerBench, Task>> All = new[]
    {
        ReservationCases.All,
            AccountCases.All, SettlementCases.All, ExpiryCases.All, WindowCases.All, AmountCases.All, ConcurrencyCases.All,
        }.SelectMany(static cases => cases).ToDictionary(static c => c.Name, static c => c.Run, StringComparer.Ordinal);

    /// <summary>The names of the cases: sentences that say what is kept.</summary>
    public static IReadOnlyCollection<string> Cases => All.Keys;

    /// <summary>Runs one case.</summary>
    /// <param name="name">One of <see cref="Cases"/>.</param>
    /// <param name="ledger">The ledger; one that another case has used may be used again.</param>
    /// <exception cref="LedgerContractException">The ledger breaks the contract; the message says how.</exception>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static async Task RunAsync(string name, ILedgerUnderTest ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (!All.TryGetValue(name, out var run))
        {
            throw new ArgumentException($"There is no case '{name}'.", nameof(name));
        }

        var bench = new LedgerBench(name, ledger);
        await bench.GoToTheMiddleOfAMonthAsync().ConfigureAwait(false);
        await run(bench).ConfigureAwait(false);
    }
}
