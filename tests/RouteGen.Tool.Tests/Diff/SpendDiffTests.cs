using System.Text.Json;
using NJsonSchema;
using RouteGen;
using RouteGen.Costs;
using RouteGen.Spend;
using RouteGen.Sqlite;

namespace RouteGen.Tool.Tests.Diff;

/// <summary>What last month's calls cost by two tables.</summary>
public sealed class SpendDiffTests : IDisposable
{
    private const string Table = """
        {
          "table": "DeskRoutes",
          "models": {
            "m": { "contextWindow": 8000, "maxOutput": 1000,
              "usdPerMTok": { "input": 1, "cachedInput": 0.1, "output": 2, "flex": { "input": 0.5, "output": 1 } } },
            "n": { "contextWindow": 8000, "maxOutput": 1000, "usdPerMTok": { "input": 3, "cachedInput": 0.3, "output": 6 } }
          },
          "providers": { "one": { "kind": "openai", "apiKeyEnv": "ONE_KEY" }, "two": { "kind": "groq", "apiKeyEnv": "TWO_KEY" } },
          "targets": { "a": { "provider": "one", "model": "m" }, "b": { "provider": "two", "model": "n" } },
          "routes": {
            "ask": { "chain": ["a", "b"], "limits": { "attempts": 4, "inputTokens": 1000, "outputTokens": 100 } },
            "tell": { "chain": ["b", "a"], "limits": { "attempts": 4, "inputTokens": 1000, "outputTokens": 100 } }
          }
        }
        """;

    private readonly ToolRun _tool = new();

    [Fact]
    public async Task Last_months_calls_are_priced_by_both_tables_exactly()
    {
        await FillAsync();

        // 3,000 tokens of input at m cost 1.5 instead of 1; what was flex, and what n served, stays.
        var total = await DiffAsync("\"input\": 1, \"cachedInput\": 0.1,", "\"input\": 1.5, \"cachedInput\": 0.1,");

        Assert.Equal("0.0078", Raw(total, "beforeUsd"));
        Assert.Equal("0.0093", Raw(total, "afterUsd"));
        Assert.Equal(("5", "5", "0", "1"), (Raw(total, "lines"), Raw(total, "exact"), Raw(total, "moved"), Raw(total, "notRepriced")));
    }

    [Fact]
    public async Task Whoever_stands_in_the_place_of_a_target_serves_its_calls()
    {
        await FillAsync();

        // a's calls of ask go to b, and the one that b served as a fallback goes to a.
        var total = await DiffAsync("\"ask\": { \"chain\": [\"a\", \"b\"]", "\"ask\": { \"chain\": [\"b\", \"a\"]");

        // 0.0012 + 0.0006 + 0.0036 become 0.0036 + 0.0036 + 0.0012; the 0.0024 of tell stay.
        Assert.Equal(("0.0078", "0.0108"), (Raw(total, "beforeUsd"), Raw(total, "afterUsd")));
        Assert.Equal("3", Raw(total, "moved"));
    }

    [Fact]
    public async Task Without_lines_it_says_so_and_states_the_typical_cost()
    {
        await FillAsync();
        _tool.Write("old.json", Table);
        _tool.Write("routes.json", Table.Replace("\"input\": 1,", "\"input\": 2,", StringComparison.Ordinal));

        var result = await _tool.RunAsync("diff", "old.json", "--spend", "spend.db", "--from", "2026-01-01", "--to", "2026-02-01");
        var ofOctober = await _tool.RunAsync("diff", "old.json", "--spend", "spend.db");
        var missing = await _tool.RunAsync("diff", "old.json", "--spend", "nowhere.db");

        Assert.Contains("no lines of this table", result.Output, StringComparison.Ordinal);
        Assert.Contains("typical", result.Output, StringComparison.Ordinal);
        Assert.Contains("calls from 2026-10-01 until 2026-11-01 (spend.db)", ofOctober.Output, StringComparison.Ordinal);
        Assert.Contains("1 not (usage unknown)", ofOctober.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("typical", ofOctober.Output, StringComparison.Ordinal);
        Assert.Equal(70, missing.ExitCode);
        Assert.Equal("", missing.Output);
    }

    public void Dispose() => _tool.Dispose();

    private static string Raw(JsonElement sum, string name) => sum.GetProperty(name).GetRawText();

    private async Task<JsonElement> DiffAsync(string old, string now)
    {
        _tool.Write("old.json", Table);
        Assert.Contains(old, Table, StringComparison.Ordinal);
        _tool.Write("routes.json", Table.Replace(old, now, StringComparison.Ordinal));
        var result = await _tool.RunAsync("diff", "old.json", "--spend", "spend.db", "--format", "json");
        Assert.Equal("", result.Errors);
        var diff = JsonDocument.Parse(result.Output).RootElement.GetProperty("sections").GetProperty("diff");
        var schema = await JsonSchema.FromFileAsync(Repository.File("src/RouteGen.Tool/schema/diff.schema.json"),
            TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(diff.GetRawText()));
        return diff.GetProperty("spend").GetProperty("total");
    }

    private async Task FillAsync()
    {
        using var store = new SqliteSpendStore(Path.Combine(_tool.Folder, "spend.db"));
        await store.AppendAsync(
            [
                Line("1", "ask", "a", "m", ServiceTier.Standard),
                Line("2", "ask", "a", "m", ServiceTier.Flex),
                Line("3", "ask", "b", "n", ServiceTier.Standard),
                Line("4", "tell", "a", "m", ServiceTier.Standard) with { Usage = new TokenUsage { Input = 2000, Output = 200 } },
                Line("5", "tell", "b", "n", ServiceTier.Standard) with { CostUsd = 0m, Usage = null, CostSource = CostSource.Computed,
                    Fault = Fault.RateLimited },
                Line("6", "tell", "b", "n", ServiceTier.Standard) with { CostUsd = null, Usage = null, CostSource = CostSource.Unknown },
                Line("7", "ask", "a", "m", ServiceTier.Standard) with { Table = "OtherRoutes" },
                Line("8", "ask", "a", "m", ServiceTier.Standard) with { StartedAt = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero) },
            ],
            TestContext.Current.CancellationToken);
    }

    private static SpendLine Line(string id, string route, string target, string model, ServiceTier tier) => new()
    {
        CallId = id,
        Attempt = 1,
        StartedAt = new(2026, 10, 3, 0, 0, 0, TimeSpan.Zero),
        Table = "DeskRoutes",
        Route = route,
        Outcome = RouteOutcome.Served,
        Caller = new RouteCaller(),
        CostBucket = "desk",
        Target = target,
        Provider = target == "a" ? "one" : "two",
        Model = model,
        ServiceTier = tier,
        Usage = new TokenUsage { Input = 1000, Output = 100 },
        CostUsd = 0.001m,
        CostSource = CostSource.Computed,
    };
}
