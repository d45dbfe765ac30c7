using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Testing;

namespace RouteGen.Ledgers.Tests.Contract;

/// <summary>Every ledger keeps the contract.</summary>
public sealed class LedgerContractTests
{
    public static TheoryData<string> Cases => [.. LedgerContract.Cases];

    [Theory, MemberData(nameof(Cases))]
    public async Task In_memory(string name)
    {
        await using var store = new MemoryStore();
        await LedgerContract.RunAsync(name, store);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task In_a_sqlite_file(string name)
    {
        await using var store = new SqliteStore();
        await LedgerContract.RunAsync(name, store);
    }
}
