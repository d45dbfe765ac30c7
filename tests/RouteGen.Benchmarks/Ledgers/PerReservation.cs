using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Redis;
using RouteGen.Sqlite;
using RouteGen.TestSupport.Redis;
using StackExchange.Redis;

namespace RouteGen.Benchmarks.Ledgers;

/// <summary>
/// One reservation in one account and its settlement, in each ledger, beside two bare writes to the same store: what any ledger has to do
/// there twice a call. SQLite is measured at both durabilities, since that is what it waits for; a bare transaction has two upserts.
/// </summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class PerReservation
{
    private const int Callers = 64;

    private static readonly BudgetAccount Account = new()
    {
        Table = "Benchmark",
        Budget = "daily",
        Unit = BudgetUnit.Usd,
        Scope = "ada",
        Window = BudgetWindow.CreateCalendar(BudgetPeriod.Month)
    };
    private static readonly BudgetCharge[] Reserved = [new(Account, BudgetAmount.FromUnits(6_009_000_000))];
    private static readonly BudgetCharge[] Settled = [new(Account, BudgetAmount.FromUnits(300))];

    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-benchmark-").FullName;
    private readonly Lock _gate = new();
    private readonly Dictionary<BudgetAccount, (long Committed, long Reserved)> _bare = [];
    private readonly InMemoryBudgetLedger _memory = new();
    private readonly RealRedisServer _server = new();
    private SqliteBudgetLedger _full = null!;
    private SqliteBudgetLedger _normal = null!;
    private BareSqlite _bareFull = null!;
    private BareSqlite _bareNormal = null!;
    private RedisBudgetLedger _redis = null!;
    private ConnectionMultiplexer _connection = null!;
    private IDatabase _database = null!;

    [GlobalSetup]
    public async Task BuildAsync()
    {
        _full = new SqliteBudgetLedger(Path.Combine(_folder, "full.db"));
        _normal = new SqliteBudgetLedger(
            Path.Combine(_folder, "normal.db"), new SqliteLedgerOptions { Durability = SqliteDurability.Normal });
        _bareFull = new BareSqlite(Path.Combine(_folder, "bare-full.db"), "FULL");
        _bareNormal = new BareSqlite(Path.Combine(_folder, "bare-normal.db"), "NORMAL");
        await _server.InitializeAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
        _database = _connection.GetDatabase();
        _redis = new RedisBudgetLedger(_connection);
    }

    [GlobalCleanup]
    public async Task CleanAsync()
    {
        _full.Dispose();
        _normal.Dispose();
        _bareFull.Dispose();
        _bareNormal.Dispose();
        await _connection.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true), BenchmarkCategory("memory")]
    public long TwoDictionaryUpdates()
    {
        lock (_gate)
        {
            var (committed, reserved) = _bare.GetValueOrDefault(Account);
            _bare[Account] = (committed, reserved + Reserved[0].Amount.Units);
        }

        lock (_gate)
        {
            var (committed, reserved) = _bare[Account];
            _bare[Account] = (committed + Settled[0].Amount.Units, reserved - Reserved[0].Amount.Units);
            return committed;
        }
    }

    [Benchmark, BenchmarkCategory("memory")]
    public Task InMemoryLedger() => CallAsync(_memory);

    [Benchmark(Baseline = true), BenchmarkCategory("SQLite, FULL")]
    public void TwoFullTransactions() => _bareFull.WriteTwice();

    [Benchmark, BenchmarkCategory("SQLite, FULL")]
    public Task SqliteLedgerFull() => CallAsync(_full);

    [Benchmark(OperationsPerInvoke = Callers), BenchmarkCategory("SQLite, FULL")]
    public Task SqliteLedgerFull64Callers() => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => CallAsync(_full)));

    [Benchmark(Baseline = true), BenchmarkCategory("SQLite, NORMAL")]
    public void TwoNormalTransactions() => _bareNormal.WriteTwice();

    [Benchmark, BenchmarkCategory("SQLite, NORMAL")]
    public Task SqliteLedgerNormal() => CallAsync(_normal);

    [Benchmark(Baseline = true), BenchmarkCategory("Redis")]
    public async Task TwoIncrements()
    {
        await _database.StringIncrementAsync("bare", 6_009_000_000);
        await _database.StringIncrementAsync("bare", 300 - 6_009_000_000);
    }

    [Benchmark, BenchmarkCategory("Redis")]
    public Task RedisLedger() => CallAsync(_redis);

    private static async Task CallAsync(IBudgetLedger ledger)
    {
        var id = Guid.CreateVersion7().ToString("N");
        await ledger.ReserveAsync(new BudgetReservation { Id = id, Charges = Reserved, Lifetime = TimeSpan.FromMinutes(2) });
        await ledger.SettleAsync(new BudgetSettlement { Id = id, Charges = Settled });
    }
}
