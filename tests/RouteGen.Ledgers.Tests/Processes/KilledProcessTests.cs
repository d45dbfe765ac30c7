using Microsoft.Extensions.Time.Testing;
using RouteGen.Ledgers.Worker;
using RouteGen.Sqlite;

namespace RouteGen.Ledgers.Tests.Processes;

/// <summary>Processes that die lose nothing that was settled, and hold nothing for ever.</summary>
public sealed class KilledProcessTests(ITestOutputHelper output)
{
    [Fact]
    public async Task On_a_sqlite_file()
    {
        var folder = Directory.CreateTempSubdirectory("routegen-kills-").FullName;
        var path = Path.Combine(folder, "budgets.db");
        using (var now = new SqliteBudgetLedger(path))
        using (var later = new SqliteBudgetLedger(
            path, timeProvider: new FakeTimeProvider(DateTimeOffset.UtcNow + (2 * WorkerAccounts.Lifetime))))
        {
            output.WriteLine(await new Killings("sqlite", path).RunAsync(now, later));
        }

        Directory.Delete(folder, recursive: true);
    }
}
