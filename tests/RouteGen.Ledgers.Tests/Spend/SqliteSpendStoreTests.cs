using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Spend;
using RouteGen.Sqlite;
using RouteGen.TestSupport.Doubles;
using RouteGen.TestSupport.Spend;

namespace RouteGen.Ledgers.Tests.Spend;

public sealed class SqliteSpendStoreTests : SpendStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-spend-").FullName;
    private readonly List<SqliteSpendStore> _stores = [];

    private static SpendQuery ThreeDays { get; } = new(RandomCalls.Start, RandomCalls.Start.AddDays(3));

    private string Path => System.IO.Path.Combine(_folder, "spend.db");

    protected override ISpendStore Make()
    {
        var store = new SqliteSpendStore(Path);
        _stores.Add(store);
        return store;
    }

    [Fact]
    public async Task Spend_survives_the_store_and_stands_beside_budgets_in_one_file()
    {
        var records = RandomCalls.Make(seed: 9, 100);
        var account = new BudgetAccount
        {
            Table = "T",
            Budget = "daily",
            Unit = BudgetUnit.Usd,
            Window = BudgetWindow.CreateCalendar(RouteGen.BudgetPeriod.Month)
        };
        using (var ledger = new SqliteBudgetLedger(Path))
        using (var store = new SqliteSpendStore(Path))
        {
            await store.AppendAsync([.. records.SelectMany(SpendLine.FromRecord)], TestContext.Current.CancellationToken);
            await ledger.SettleAsync(
                new BudgetSettlement { Id = "x", Charges = [Amounts.Charge(account, 1)] }, TestContext.Current.CancellationToken);
        }

        using var reopened = SqliteSpendStore.OpenReadOnly(Path);
        var report = await reopened.QueryAsync(
            new SpendQuery(RandomCalls.Start, RandomCalls.Start.AddDays(3)), TestContext.Current.CancellationToken);
        Assert.Equal((100, records.Sum(r => r.Attempts.Sum(a => a.CostUsd ?? 0))), ((int)report.Total.Calls, report.Total.CostUsd));
        await Assert.ThrowsAsync<InvalidOperationException>(() => reopened.AppendAsync([], TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task Two_stores_of_one_file_write_at_once_and_lose_nothing()
    {
        using var other = new SqliteSpendStore(Path);
        var store = Make();
        RouteRecord[][] halves = [.. RandomCalls.Make(seed: 10, 400).Chunk(200)];

        await Task.WhenAll(halves.SelectMany((half, i) => half.Chunk(5).Select(calls =>
            (i == 0 ? store : other).AppendAsync(
                [.. calls.SelectMany(SpendLine.FromRecord)], TestContext.Current.CancellationToken).AsTask())));

        var report = await store.QueryAsync(
            new SpendQuery(RandomCalls.Start, RandomCalls.Start.AddDays(3)), TestContext.Current.CancellationToken);
        Assert.Equal(400, report.Total.Calls);
    }

    [Fact]
    public void Reading_changes_no_file_and_says_what_is_missing()
    {
        Assert.Contains(
            "There is no file", Assert.Throws<IOException>(() => SqliteSpendStore.OpenReadOnly(Path)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));

        new SqliteBudgetLedger(Path).Dispose();
        Assert.Contains(
            "no table 'routegen_spend'",
            Assert.Throws<InvalidDataException>(() => SqliteSpendStore.OpenReadOnly(Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_from_before_keys_is_read_as_it_is_and_learns_them_when_it_is_written()
    {
        var before = RandomCalls.Make(seed: 12, 20);
        var after = RandomCalls.Make(seed: 13, 20);
        using (var store = new SqliteSpendStore(Path))
        {
            await store.AppendAsync([.. before.SelectMany(SpendLine.FromRecord)], TestContext.Current.CancellationToken);
        }

        Run("ALTER TABLE routegen_spend DROP COLUMN key_id; UPDATE routegen_schema SET version = 1 WHERE part = 'spend'");
        using (var old = SqliteSpendStore.OpenReadOnly(Path))
        {
            Assert.Equal([(null, 20L)], await ByKeyAsync(old));
            Assert.All(
                await old.ReadAsync(ThreeDays, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken),
                line => Assert.Null(line.Caller.Key));
        }

        using var current = new SqliteSpendStore(Path);
        await current.AppendAsync([.. after.SelectMany(SpendLine.FromRecord)], TestContext.Current.CancellationToken);
        Assert.Equal(
            before.Select(_ => (string?)null).Concat(after.Select(r => r.Caller.Key)).GroupBy(key => key)
                .Select(g => (g.Key, (long)g.Count())).OrderBy(g => g.Key, StringComparer.Ordinal),
            await ByKeyAsync(current));

        async Task<IEnumerable<(string?, long)>> ByKeyAsync(ISpendStore store) =>
            (await store.QueryAsync(ThreeDays with { GroupBy = [SpendDimension.Key] }, TestContext.Current.CancellationToken)).Rows
                .Select(row => (row.Values[0], row.Totals.Calls)).OrderBy(row => row.Item1, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_file_from_before_prices_is_read_as_it_is_and_learns_them_when_it_is_written()
    {
        var before = RandomCalls.Make(seed: 15, 20);
        var after = RandomCalls.Make(seed: 16, 20);
        using (var store = new SqliteSpendStore(Path))
        {
            await store.AppendAsync([.. before.SelectMany(SpendLine.FromRecord)], TestContext.Current.CancellationToken);
        }

        foreach (var column in (string[])["arm", "deployment", "response_model", "service_tier", "price_id", "other_models"])
        {
            Run($"ALTER TABLE routegen_spend DROP COLUMN {column}");
        }

        Run("UPDATE routegen_schema SET version = 2 WHERE part = 'spend'");
        SpendKey[] keys = [SpendDimension.Arm, SpendDimension.Price, SpendDimension.Tier];
        using (var old = SqliteSpendStore.OpenReadOnly(Path))
        {
            var report = await old.QueryAsync(ThreeDays with { GroupBy = keys }, TestContext.Current.CancellationToken);
            Assert.Equal([null, null, null], Assert.Single(report.Rows).Values);
            Assert.Equal(
                RandomCalls.Lines(before).Select(l => (l.CallId, l.Attempt, l.CostUsd)),
                await old.ReadAsync(ThreeDays, TestContext.Current.CancellationToken).Select(l => (l.CallId, l.Attempt, l.CostUsd))
                    .ToListAsync(TestContext.Current.CancellationToken));
        }

        using var current = new SqliteSpendStore(Path);
        await current.AppendAsync([.. after.SelectMany(SpendLine.FromRecord)], TestContext.Current.CancellationToken);
        Assert.Equal(
            RandomCalls.Lines(after).Select(l => (l.Arm, l.PriceId, l.ServiceTier, l.OtherModels.Count)),
            await current.ReadAsync(ThreeDays, TestContext.Current.CancellationToken)
                .Where(l => after.Any(r => r.Id == l.CallId)).Select(l => (l.Arm, l.PriceId, l.ServiceTier, l.OtherModels.Count))
                .ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_an_earlier_package_wrote_keeps_what_it_says_and_takes_what_credit_paid()
    {
        // As version 2 made it.
        Run(
            """
            CREATE TABLE routegen_schema (part TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO routegen_schema VALUES ('spend', 2);
            CREATE TABLE routegen_spend (
              call TEXT NOT NULL, attempt INTEGER NOT NULL, started_at TEXT NOT NULL, table_name TEXT NOT NULL, route TEXT NOT NULL,
              outcome TEXT NOT NULL, user TEXT, agent TEXT, tenant TEXT, operation TEXT, tags TEXT, bucket TEXT NOT NULL, target TEXT,
              provider TEXT, model TEXT, fault TEXT NOT NULL, cost_usd TEXT, cost_source TEXT NOT NULL, input_tokens INTEGER,
              cached_input_tokens INTEGER, cache_write_tokens INTEGER, cache_write_1h_tokens INTEGER, audio_input_tokens INTEGER,
              image_input_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER, audio_output_tokens INTEGER,
              image_output_tokens INTEGER, images INTEGER, web_searches INTEGER, requests INTEGER, estimated_input_tokens INTEGER,
              estimated_output_tokens INTEGER, estimated_requests INTEGER, PRIMARY KEY (call, attempt)) WITHOUT ROWID;
            ALTER TABLE routegen_spend ADD COLUMN key_id TEXT;
            INSERT INTO routegen_spend (call, attempt, started_at, table_name, route, outcome, bucket, target, provider, model, fault,
              cost_usd, cost_source) VALUES ('old', 1, '2026-11-20T01:00:00.0000000Z', 'SupportRoutes', 'summarize', 'Served', 'support',
              't', 'p', 'm', 'None', '0.25', 'Computed');
            """);
        using (var old = SqliteSpendStore.OpenReadOnly(Path))
        {
            var total = (await old.QueryAsync(ThreeDays, TestContext.Current.CancellationToken)).Total;
            Assert.Equal((0.25m, 0m), (total.CostUsd, total.CreditUsd));
        }

        using var current = new SqliteSpendStore(Path);
        var records = RandomCalls.Make(seed: 17, 60);
        var lines = RandomCalls.Lines(records);
        await current.AppendAsync(lines, TestContext.Current.CancellationToken);

        var both = (await current.QueryAsync(ThreeDays, TestContext.Current.CancellationToken)).Total;
        var paid = lines.Sum(l => l.CreditUsd ?? 0m);
        Assert.True(paid > 0m);
        Assert.Equal((0.25m + lines.Sum(l => l.CostUsd ?? 0m), paid), (both.CostUsd, both.CreditUsd));
        var read = await current.ReadAsync(ThreeDays, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(lines.Select(l => l.CreditUsd), read.Where(l => l.CallId != "old").Select(l => l.CreditUsd));
        Assert.Null(Assert.Single(read, l => l.CallId == "old").CreditUsd);
    }

    [Fact]
    public async Task Any_reader_of_sqlite_finds_times_costs_and_tags()
    {
        var store = Make();
        var record = RandomCalls.Make(seed: 11, 50).First(r => r.Caller.Tags is not null && r.Attempts is [{ CostUsd: > 0 }, ..]);
        await store.AppendAsync(SpendLine.FromRecord(record), TestContext.Current.CancellationToken);

        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT started_at, cost_usd, (SELECT value FROM json_each(tags) WHERE key = 'te''am') FROM routegen_spend WHERE attempt = 1";
        using var row = command.ExecuteReader();
        Assert.True(row.Read());
        Assert.Equal(
            (record.StartedAt.UtcDateTime.ToString("O"), record.Attempts[0].CostUsd, record.Caller.Tags!["te'am"]),
            (row.GetString(0), decimal.Parse(row.GetString(1), System.Globalization.CultureInfo.InvariantCulture), row.GetString(2)));
    }

    [Fact]
    public void One_line_registers_it()
    {
        using var services = new ServiceCollection().AddRouteSqliteSpend(Path).BuildServiceProvider();

        Assert.IsType<SqliteSpendStore>(services.GetRequiredService<ISpendStore>());
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _stores.ForEach(s => s.Dispose());
        Directory.Delete(_folder, recursive: true);
    }
}
