using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Testing;

namespace RouteGen.Ledgers.Tests.Contract;

/// <summary>The contract can fail: it finds every ledger that is broken on purpose.</summary>
public sealed class BrokenLedgerTests
{
    public static TheoryData<string> Faults => [.. BrokenLedgers.All.Keys];

    [Theory, MemberData(nameof(Faults))]
    public async Task A_ledger_that_is_broken_is_found(string fault)
    {
        List<string> broken = [];
        foreach (var name in LedgerContract.Cases)
        {
            await using var store = new MemoryStore(BrokenLedgers.All[fault]);
            try
            {
                await LedgerContract.RunAsync(name, store);
            }
            catch (LedgerContractException e)
            {
                Assert.Equal(name, e.Case);
                Assert.StartsWith($"The ledger breaks its contract: {name}. ", e.Message, StringComparison.Ordinal);
                broken.Add(name);
            }
        }

        Assert.NotEmpty(broken);
    }

    [Fact]
    public async Task A_case_that_is_not_there_is_reported()
    {
        await using var store = new MemoryStore();
        await Assert.ThrowsAsync<ArgumentException>(() => LedgerContract.RunAsync("no such case", store));
    }
}
