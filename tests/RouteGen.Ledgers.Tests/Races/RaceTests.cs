using System.Globalization;
using RouteGen.Budgets;
using RouteGen.Ledgers.Tests.Contract;
using RouteGen.Sqlite;
using Xunit.Sdk;

namespace RouteGen.Ledgers.Tests.Races;

/// <summary>
/// 64 callers at one cap. In memory there are 100,000 reservations; on disk and over the network there are fewer, to keep the test command
/// short, unless <c>ROUTEGEN_RACE</c> says how many.
/// </summary>
public sealed class RaceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task In_memory() => output.WriteLine(await new Race(new InMemoryBudgetLedger(), Reservations(100_000)).RunAsync());

    [Theory]
    [InlineData(SqliteDurability.Full)]
    [InlineData(SqliteDurability.Normal)]
    public async Task In_a_sqlite_file(SqliteDurability durability)
    {
        var folder = Directory.CreateTempSubdirectory("routegen-race-").FullName;
        using (var ledger = new SqliteBudgetLedger(Path.Combine(folder, "budgets.db"), new SqliteLedgerOptions { Durability = durability }))
        {
            output.WriteLine(await new Race(ledger, Reservations(10_000)).RunAsync());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("looks and reserves in two steps")]
    [InlineData("keeps no cap")]
    [InlineData("is off by one at the cap")]
    [InlineData("commits at most what was reserved")]
    public async Task A_ledger_that_loses_the_race_is_found(string fault) =>
        await Assert.ThrowsAnyAsync<XunitException>(
            () => new Race(BrokenLedgers.All[fault](new InMemoryBudgetLedger()), 20_000).RunAsync());

    internal static int Reservations(int ordinary) =>
        int.TryParse(
            Environment.GetEnvironmentVariable("ROUTEGEN_RACE"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var stated)
            ? stated
            : ordinary;
}
