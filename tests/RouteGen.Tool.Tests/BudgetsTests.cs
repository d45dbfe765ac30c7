using System.Text.Json;
using RouteGen;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Sqlite;

namespace RouteGen.Tool.Tests;

public sealed class BudgetsTests : IDisposable
{
    private const string Table =
        """
        {
          "table": "DeskRoutes",
          "providers": { "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY", "credits": { "usd": 5, "until": "2026-12-31" } } },
          "models": { "gpt-5-mini": { "maxOutput": 1000, "usdPerMTok": { "input": 1, "output": 10, "asOf": "2026-11-01" } } },
          "targets": { "mini": { "provider": "openai", "model": "gpt-5-mini" } },
          "budgets": {
            "customer-daily": { "per": "tenant", "limit": { "usd": 10 }, "calendar": "day" },
            "hourly": { "per": "table", "limit": { "calls": 200, "tokens": 1000000 }, "sliding": "1h" }
          },
          "routes": { "desk": { "chain": ["mini"], "limits": { "inputTokens": 1000, "outputTokens": 100 }, "budgets": ["customer-daily", "hourly"] } }
        }
        """;

    private readonly ToolRun _tool = new();

    private string Ledger => Path.Combine(_tool.Folder, "budgets.db");

    [Fact]
    public async Task Budgets_are_listed_the_fullest_first_with_what_is_reserved_and_what_credit_is_left()
    {
        await FillAsync();

        var text = (await RunAsync("budgets budgets.db --table routes.json")).Split('\n');
        Assert.Matches(@"^95 %  DeskRoutes/customer-daily  acme/eu +7\.5 USD +2 USD +10 USD +day +2026-11-30T00:00:00Z +1  2026-11-29T11:59:00Z  2026-11-29T12:04:00Z$", text[1]);
        Assert.Matches(@"^ 5 %  DeskRoutes/hourly +all +10 calls +0 calls +200 calls +3600s +2026-11-29T13:01:00Z +0 +- +-$", text[3]);
        Assert.Matches("^ 5 %  DeskRoutes/customer-daily  globex ", text[2]);
        Assert.Matches(@"^ 0 %  DeskRoutes/hourly +all +0 tokens +0 tokens +1000000 tokens", text[4]);
        Assert.Matches(@"^openai +OPENAI_API_KEY +5 +1\.25 +0 +3\.75  2026-12-31  skip$", text[7]);

        Assert.DoesNotContain("globex", await RunAsync("budgets --ledger budgets.db --above 80%"), StringComparison.Ordinal);
        Assert.Contains("95 %", await RunAsync("budgets budgets.db --fail-above 95%", 1), StringComparison.Ordinal);
        await RunAsync("budgets budgets.db --fail-above 96%");

        var json = JsonDocument.Parse(await RunAsync("budgets budgets.db --format json")).RootElement.GetProperty("budgets")[0];
        Assert.Equal(
            ("7.5", "2", "10", "0.95"),
            (Raw(json, "used"), Raw(json, "reserved"), Raw(json, "limit"), Raw(json, "full")));
        Assert.Equal("2026-11-29T12:04:00Z", json.GetProperty("open")[0].GetProperty("expiresAt").GetString());
        Assert.Contains("budget,DeskRoutes,customer-daily,acme/eu,usd,7.5,2,10,0.95,day,", await RunAsync("budgets budgets.db --format csv"));
        Assert.Contains("| 95 % |", await RunAsync("budgets budgets.db --format markdown"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_expired_counts_as_the_next_writer_will_count_it_and_the_file_is_not_touched()
    {
        await FillAsync();
        var before = await File.ReadAllBytesAsync(Ledger, TestContext.Current.CancellationToken);

        // The reservation of 2 USD expired at 12:04 and is charged with 1.5, and the day is another one an hour after midnight.
        _tool.Time.Advance(TimeSpan.FromMinutes(5));
        var json = JsonDocument.Parse(await RunAsync("budgets budgets.db --format json")).RootElement.GetProperty("budgets")[0];
        Assert.Equal(("9.0", "0"), (Raw(json, "used").PadRight(3, '0').Replace("900", "9.0"), Raw(json, "reserved")));
        Assert.Equal(before, await File.ReadAllBytesAsync(Ledger, TestContext.Current.CancellationToken));
        using (var ledger = new SqliteBudgetLedger(Ledger, timeProvider: _tool.Time))
        {
            var balance = await ledger.GetBalanceAsync(Tenant("acme/eu"), TestContext.Current.CancellationToken);
            Assert.Equal((9m, 0m), (balance.Committed.ToUsd(), balance.Reserved.ToUsd()));
        }

        _tool.Time.Advance(TimeSpan.FromHours(13));
        Assert.DoesNotContain("9 USD", await RunAsync("budgets budgets.db"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_table_limits_are_unknown_and_what_is_wrong_is_said()
    {
        await FillAsync();
        File.Delete(Path.Combine(_tool.Folder, "routes.json"));

        Assert.Matches(@"-  DeskRoutes/customer-daily  acme/eu +7\.5 USD +2 USD +- ", await RunAsync("budgets budgets.db"));
        Assert.Contains("--table", await RunAsync("budgets budgets.db --above 80%", 64), StringComparison.Ordinal);
        Assert.Contains("Name the file", await RunAsync("budgets", 64), StringComparison.Ordinal);
        Assert.Contains("There is no file 'other.db'", await RunAsync("budgets other.db", 64), StringComparison.Ordinal);
        Assert.Contains("a share such as 80%", await RunAsync("budgets budgets.db --above most", 64), StringComparison.Ordinal);
        new SqliteSpendStore(Path.Combine(_tool.Folder, "spend.db")).Dispose();
        Assert.Contains("has no budgets", await RunAsync("budgets spend.db", 70), StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();

    private static string Raw(JsonElement element, string name) => element.GetProperty(name).GetRawText();

    private static BudgetAccount Tenant(string scope) => new()
    {
        Table = "DeskRoutes",
        Budget = "customer-daily",
        Unit = BudgetUnit.Usd,
        Scope = scope,
        Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day),
    };

    private async Task FillAsync()
    {
        _tool.Write("routes.json", Table);
        using var ledger = new SqliteBudgetLedger(Ledger, timeProvider: _tool.Time);
        var cancellation = TestContext.Current.CancellationToken;
        await SettleAsync("a", Tenant("acme/eu"), BudgetAmount.FromUsd(7.5m));
        await SettleAsync("b", Tenant("globex"), BudgetAmount.FromUsd(0.5m));
        await SettleAsync("c", CreditAccounts.Create("DeskRoutes", "openai", "OPENAI_API_KEY"), BudgetAmount.FromUsd(1.25m));
        await SettleAsync("d", new()
        {
            Table = "DeskRoutes",
            Budget = "hourly",
            Unit = BudgetUnit.Calls,
            Window = BudgetWindow.CreateSliding(TimeSpan.FromHours(1)),
        }, BudgetAmount.FromCalls(10));
        await ledger.ReserveAsync(
            new BudgetReservation
            {
                Id = Guid.CreateVersion7(_tool.Time.GetUtcNow().AddMinutes(-1)).ToString("N"),
                Charges =
                [
                    new BudgetCharge(Tenant("acme/eu"), BudgetAmount.FromUsd(2m)) { AmountIfExpired = BudgetAmount.FromUsd(1.5m) },
                ],
                Lifetime = TimeSpan.FromMinutes(4),
            }, cancellation);

        async Task SettleAsync(string id, BudgetAccount account, BudgetAmount amount) => await ledger.SettleAsync(
            new BudgetSettlement { Id = id, Charges = [new BudgetCharge(account, amount)] }, cancellation);
    }

    private async Task<string> RunAsync(string line, int exitCode = 0)
    {
        var result = await _tool.RunAsync(line.Split(' '));
        Assert.True(result.ExitCode == exitCode, $"{result.ExitCode}: {result.Errors}{result.Output}");
        return exitCode < 64 ? result.Output : result.Errors;
    }
}
