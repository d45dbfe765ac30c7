using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Records;
using RouteGen.Spend;
using RouteGen.Sqlite;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests;

public sealed class ReviewTests : IDisposable
{
    private const string Table = """
        {
          "table": "DeskRoutes",  // the name
          "models": {
            "gpt-5-mini": { "contextWindow": 400000, "maxOutput": 128000, "features": ["streaming"],
              "usdPerMTok": { "input": 0.25, "output": 2.00, "asOf": "2026-11-01" } },
            "own": { "contextWindow": 1000, "maxOutput": 100, "features": ["streaming"], "retires": "2027-01-31",
              "usdPerMTok": { "input": 10, "output": 20, "asOf": "2026-06-01", "source": "the contract" } }
          },
          "providers": {
            "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" },
            "house": { "kind": "openai-compatible", "apiKeyEnv": "HOUSE_KEY", "endpoint": "https://llm.example.com/v1" }
          },
          "targets": {
            "mini": { "provider": "openai", "model": "gpt-5-mini" },
            "fallback": { "provider": "house", "model": "own" }
          },
          "routes": { "ask": { "chain": ["mini", "fallback"], "limits": { "inputTokens": 500, "outputTokens": 50 } } }
        }
        """;

    private const string Catalog = """
        { "reviewed": "2026-11-20", "models": {
          "gpt-5-mini": { "contextWindow": 500000, "maxOutput": 128000, "features": ["streaming", "tools"],
            "usdPerMTok": { "input": 0.20, "output": 2.00, "asOf": "2026-11-20" } },
          "small": { "contextWindow": 900000, "maxOutput": 128000, "features": ["streaming"],
            "usdPerMTok": { "input": 0.05, "output": 0.4, "asOf": "2026-11-20" } },
          "small-and-gone": { "contextWindow": 900000, "maxOutput": 128000, "features": ["streaming"], "retires": "2026-11-01",
            "usdPerMTok": { "input": 0.01, "output": 0.1, "asOf": "2026-11-20" } },
          "short": { "contextWindow": 1000, "maxOutput": 128000, "features": ["streaming"],
            "usdPerMTok": { "input": 0.01, "output": 0.1, "asOf": "2026-11-20" } }
        } }
        """;

    private readonly ToolRun _tool = new();

    public ReviewTests()
    {
        _tool.Write("routes.json", Table);
        _tool.Write("catalog.json", Catalog);
    }

    [Fact]
    public async Task It_lists_what_the_catalog_and_the_calendar_say()
    {
        var review = await _tool.RunAsync("review", "--catalog", "catalog.json");

        Assert.Equal((ExitCode.Ok, ""), (review.ExitCode, review.Errors));
        Assert.Contains("input 0.25 → 0.20", review.Output, StringComparison.Ordinal);
        Assert.Contains("contextWindow 400,000 → 500,000", review.Output, StringComparison.Ordinal);
        Assert.Contains("can do more: tools", review.Output, StringComparison.Ordinal);
        Assert.Contains("is of 2026-06-01, 181 days ago (the contract)", review.Output, StringComparison.Ordinal);
        Assert.Contains("'own' retires on 2027-01-31; fallback uses it", review.Output, StringComparison.Ordinal);
        Assert.Contains("has small (80 % less)", review.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("small-and-gone", review.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("gpt-5-mini' is of", review.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_file_with_old_prices_is_one_item_and_one_that_was_reviewed_is_none()
    {
        const string Shared = """
            { "reviewed": "DAY", "models": {
              "a": { "usdPerMTok": { "input": 1, "output": 2, "asOf": "2026-01-01" } },
              "b": { "usdPerMTok": { "input": 1, "output": 2 } },
              "unused": { "usdPerMTok": { "input": 1, "output": 2, "asOf": "2020-01-01" } } } }
            """;
        _tool.Write("shared.routes.json", """
            {
              "table": "SharedRoutes", "use": ["company.models.json"],
              "providers": { "p": { "kind": "openai" }, "q": { "kind": "anthropic" } },
              "targets": { "t": { "provider": "p", "model": "a" }, "u": { "provider": "q", "model": "b" } },
              "routes": { "ask": { "chain": ["t", "u"] } }
            }
            """);
        _tool.Write("company.models.json", Shared.Replace("DAY", "2026-06-01", StringComparison.Ordinal));

        var old = (await _tool.RunAsync("review", "shared.routes.json")).Output;

        Assert.Contains("2 prices of 'company.models.json' that the table uses (a and b) are of 2026-06-01.", old,
            StringComparison.Ordinal);
        Assert.DoesNotContain("'a' is of", old, StringComparison.Ordinal);
        Assert.DoesNotContain("does not say of which day", old, StringComparison.Ordinal);

        _tool.Write("company.models.json", Shared.Replace("DAY", "2026-11-01", StringComparison.Ordinal));
        Assert.DoesNotContain(
            "company.models.json' that the table uses", (await _tool.RunAsync("review", "shared.routes.json")).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_says_what_served_and_what_was_billed_otherwise()
    {
        await SpendAsync(
            Line(1, "mini", Fault.None, CostSource.Provider, 0.5m, new TokenUsage { Input = 1_000_000 }),
            Line(2, "mini", Fault.None, CostSource.Provider, 0.25m, new TokenUsage { Input = 1_000_000 }),
            Line(3, "mini", Fault.None, CostSource.Unknown, null, null),
            Line(4, "fallback", Fault.Unauthorized, CostSource.Computed, 0m, null));

        var review = await _tool.RunAsync("review", "--spend", "spend.db", "--fail-on", "error");

        Assert.Equal(ExitCode.Findings, review.ExitCode);
        Assert.Contains("Providers stated $0.75 for 2 attempts of 'gpt-5-mini', and the table makes $0.50", review.Output,
            StringComparison.Ordinal);
        Assert.Contains("1 attempt of 4 (25 %) have no known cost", review.Output, StringComparison.Ordinal);
        Assert.Contains("'fallback' was asked 1 time since 2026-10-31 and never served", review.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fallback_that_nobody_tried_is_named_unless_a_smoke_run_found_it_well()
    {
        await SpendAsync(Line(1, "mini", Fault.None, CostSource.Computed, 0.25m, new TokenUsage { Input = 1_000_000 }));
        _tool.Write("smoke.jsonl", """
            {"id":"fallback plain","verdict":"healthy","at":"2026-11-28T00:00:00Z"}
            {"id":"mini plain","verdict":"unhealthy","at":"2026-11-28T00:00:00Z"}

            """);

        Assert.Contains(
            "'fallback' was neither needed nor probed", (await _tool.RunAsync("review", "--spend", "spend.db")).Output,
                StringComparison.Ordinal);
        var smoked = await _tool.RunAsync("review", "--spend", "spend.db", "--smoke", "smoke.jsonl");

        Assert.DoesNotContain("neither needed nor probed", smoked.Output, StringComparison.Ordinal);
        Assert.Contains("'mini plain' was unwell", smoked.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-15", "lapses on 2026-12-15. Then its targets are skipped.")]
    [InlineData("2026-11-01", "has lapsed")]
    [InlineData("2027-06-30", null)]
    public async Task Credit_that_ends_soon_is_named(string until, string? expected)
    {
        _tool.Write("routes.json", Table.Replace(
            "\"apiKeyEnv\": \"OPENAI_API_KEY\"",
            $$"""
            "apiKeyEnv": "OPENAI_API_KEY", "credits": { "usd": 5, "until": "{{until}}", "then": "skip" }
            """,
            StringComparison.Ordinal));

        var output = (await _tool.RunAsync("review", "--catalog", "catalog.json")).Output;

        Assert.Equal(expected is not null, output.Contains("credit-ends", StringComparison.Ordinal));
        Assert.Contains(expected ?? "", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_near_its_cap_is_named()
    {
        _tool.Write("routes.json", Table
            .Replace("\"routes\":", "\"budgets\": { \"all\": { \"per\": \"table\", \"limit\": { \"usd\": 1 }, \"calendar\": \"month\" } }"
                + ", \"routes\":", StringComparison.Ordinal)
            .Replace("\"limits\":", "\"budgets\": [\"all\"], \"limits\":", StringComparison.Ordinal));
        using (var ledger = new SqliteBudgetLedger(Path.Combine(_tool.Folder, "budgets.db"), null, _tool.Time))
        {
            var account = new BudgetAccount
            {
                Table = "DeskRoutes",
                Budget = "all",
                Unit = BudgetUnit.Usd,
                Window = BudgetWindow.CreateCalendar(BudgetPeriod.Month),
            };
            var cancellation = TestContext.Current.CancellationToken;
            await ledger.ReserveAsync(new BudgetReservation
            {
                Id = "r1",
                Charges = [new BudgetCharge(account, BudgetAmount.FromUsd(0.9m))],
                Lifetime = TimeSpan.FromMinutes(1),
            }, cancellation);
        }

        var review = await _tool.RunAsync("review", "--ledger", "budgets.db");

        Assert.Contains("'all' is 90 % full", review.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_markdown_it_is_a_checklist_that_a_later_one_replaces()
    {
        var review = await _tool.RunAsync("review", "--format", "markdown", "--catalog", "catalog.json");

        Assert.StartsWith("<!-- routegen-review:DeskRoutes -->\n## Review of DeskRoutes, 2026-11-29\n", review.Output,
            StringComparison.Ordinal);
        Assert.Contains("\n- [ ] **Old price**: ", review.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", review.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "\"table\": \"DeskRoutes\",\n  \"reviewed\": \"2026-11-29\",  // the name")]
    [InlineData("\"reviewed\": \"2026-01-01\", /* when */ ", "\"reviewed\": \"2026-11-29\", /* when */ \"models\"")]
    public async Task Done_writes_the_day_and_nothing_else(string stated, string expected)
    {
        _tool.Write("routes.json", Table.Replace("\"models\"", stated + "\"models\"", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Ok, (await _tool.RunAsync("review", "--done")).ExitCode);
        var written = await File.ReadAllTextAsync(Path.Combine(_tool.Folder, "routes.json"), TestContext.Current.CancellationToken);
        var again = await _tool.RunAsync("review", "--done");

        Assert.Contains(expected, written, StringComparison.Ordinal);
        Assert.Equal(Table.Length, written.Length - (stated.Length == 0 ? "\n  \"reviewed\": \"2026-11-29\",".Length : stated.Length));
        Assert.Contains("says already", again.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "models": """, "catalog.json(1,")]
    [InlineData("""{ "models": { "a": { "contextWindow": "x" } } }""", "RG0003")]
    public async Task A_broken_catalog_is_no_catalog_without_differences(string catalog, string expected)
    {
        _tool.Write("catalog.json", catalog);

        var review = await _tool.RunAsync("review", "--catalog", "catalog.json");

        Assert.Equal(ExitCode.Fault, review.ExitCode);
        Assert.Contains(expected, review.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();

    private async Task SpendAsync(params SpendLine[] lines)
    {
        using var store = new SqliteSpendStore(Path.Combine(_tool.Folder, "spend.db"));
        await store.AppendAsync(lines, TestContext.Current.CancellationToken);
    }

    private static SpendLine Line(int call, string target, Fault fault, CostSource source, decimal? usd, TokenUsage? usage) => new()
    {
        CallId = $"call-{call}",
        Attempt = 1,
        StartedAt = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero),
        Table = "DeskRoutes",
        Route = "ask",
        Outcome = fault == Fault.None ? RouteOutcome.Served : RouteOutcome.Failed,
        Caller = RouteCaller.None,
        CostBucket = "default",
        Target = target,
        Provider = target == "mini" ? "openai" : "house",
        Model = target == "mini" ? "gpt-5-mini" : "own",
        Fault = fault,
        CostSource = source,
        CostUsd = usd,
        Usage = usage,
    };
}
