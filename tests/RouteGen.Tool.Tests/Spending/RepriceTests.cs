using System.Text.Json;
using RouteGen;
using RouteGen.Costs;

namespace RouteGen.Tool.Tests.Spending;

public sealed class RepriceTests : IDisposable
{
    private const string Table =
        """
        {
          "table": "SupportRoutes",
          "providers": { "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" } },
          "models": {
            "gpt-5-mini": {
              "contextWindow": 400000, "maxOutput": 128000,
              "usdPerMTok": { "input": 1, "cachedInput": 0.1, "output": 10, "asOf": "2026-11-01" }
            },
            "gpt-unpriced": { "contextWindow": 400000, "maxOutput": 128000 }
          },
          "targets": {
            "mini": { "provider": "openai", "model": "gpt-5-mini" },
            "free": { "provider": "openai", "model": "gpt-unpriced" }
          },
          "routes": { "summarize": { "chain": ["mini"], "limits": { "inputTokens": 10000, "outputTokens": 1000 } } }
        }
        """;

    private readonly SpendBench _bench = new();

    [Fact]
    public async Task A_month_is_repriced_by_group_exactly_and_what_cannot_be_is_listed()
    {
        _bench.Tool.Write("routes.json", Table);
        var line = SpendBench.Line("a") with { Usage = new TokenUsage { Input = 1_000, CachedInput = 400, Output = 100, Requests = 1 } };
        await _bench.AddAsync(
            line, line with { CallId = "b", Caller = new() { Tenant = "globex" }, Target = "renamed" },
            line with { CallId = "c", Model = "gone", Target = "gone" },
            line with { CallId = "d", Usage = null, CostUsd = null, CostSource = CostSource.Unknown },
            line with { CallId = "e", Model = "gpt-unpriced", Target = "free", ResponseModel = null },
            line with { CallId = "f", Usage = null, CostUsd = 0m, CostSource = CostSource.Computed, Fault = Fault.RateLimited });

        // 600 × 1 + 400 × 0.1 + 100 × 10 USD for a million: 0.00164.
        var json = JsonDocument.Parse(
            await _bench.SpendAsync("--month 2026-11 --reprice routes.json --by tenant --format json")).RootElement;
        var total = json.GetProperty("total");
        Assert.Equal(
            ("3", "1.0", "0.00328", "1", "1", "1"),
            (Raw(total, "lines"), Raw(total, "beforeUsd") + ".0", Raw(total, "afterUsd"), Raw(total, "usageUnknown"),
                Raw(total, "modelUnknown"),
                Raw(total, "priceUnknown")));
        Assert.Equal(
            ["c", "d", "e"], json.GetProperty("notRepriced").EnumerateArray().Select(l =>
                l.GetProperty("line").GetProperty("callId").GetString()));
        Assert.Equal("-0.49836", Raw(json.GetProperty("rows")[1], "differenceUsd"));

        var text = await _bench.SpendAsync("--month 2026-11 --reprice routes.json");
        Assert.Contains("1 lines are left out: the table has neither their target nor their model", text, StringComparison.Ordinal);
        Assert.Contains("1 lines are left out: their usage is unknown", text, StringComparison.Ordinal);
        Assert.Contains("1 lines are left out: the table states no price for their model", text, StringComparison.Ordinal);
        Assert.StartsWith("row,tenant,lines,beforeUsd,", await _bench.SpendAsync("--month 2026-11 --reprice routes.json --by tenant "
            + "--format csv"));
        Assert.Contains("1 others", await _bench.SpendAsync("--month 2026-11 --reprice routes.json --by tenant --top 1"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_cannot_be_used_ends_with_70()
    {
        _bench.Tool.Write("routes.json", Table.Replace("[\"mini\"]", "[\"maxi\"]"));
        await _bench.AddAsync(SpendBench.Line("a"));

        Assert.Contains("maxi", await _bench.SpendAsync("--month 2026-11 --reprice routes.json", 70), StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private static string Raw(JsonElement element, string name) => element.GetProperty(name).GetRawText();
}
