using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace RouteGen.Tool.Tests.Diff;

/// <summary>
/// Two tables of 200 routes. How long the whole command takes is printed by
/// <c>dotnet run -c Release --project tests/RouteGen.Tool.Tests -- -class "*LargeTableTests" -showliveoutput</c>.
/// </summary>
public sealed class LargeTableTests(ITestOutputHelper output) : IDisposable
{
    private const int Routes = 200;

    private readonly ToolRun _tool = new();

    [Fact]
    public async Task Two_hundred_routes_are_compared()
    {
        _tool.Write("old.json", Table(isLater: false));
        _tool.Write("routes.json", Table(isLater: true));
        var results = new List<ToolResult>();
        for (var i = 0; i < 4; i++)
        {
            var watch = Stopwatch.StartNew();
            results.Add(await _tool.RunAsync("diff", "old.json", "--format", i < 3 ? "text" : "markdown"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMilliseconds:0} ms"));
        }

        Assert.All(results, static r => Assert.Equal((0, ""), (r.ExitCode, r.Errors)));
        Assert.Equal(results[0], results[1]);

        // A price, and every third route's attempts and fourth route's last fallback.
        Assert.Contains("[price-raised]", results[0].Output, StringComparison.Ordinal);
        Assert.Contains("and 39 more [chain-target-removed]", results[0].Output, StringComparison.Ordinal);

        // GitHub takes comments of up to 65,536 characters.
        Assert.InRange(results[3].Output.Length, 1_000, 65_000);
    }

    public void Dispose() => _tool.Dispose();

    private static string Table(bool isLater)
    {
        var (models, providers, targets, budgets, routes) =
            (new JsonObject(), new JsonObject(), new JsonObject(), new JsonObject(), new JsonObject());
        for (var i = 0; i < 40; i++)
        {
            models[$"model-{i}"] = JsonNode.Parse(string.Create(
                CultureInfo.InvariantCulture,
                $$$"""
                { "contextWindow": 200000, "maxOutput": 8000, "usdPerMTok": { "input": {{{(isLater && i == 7 ? 9 : 1)}}}, "output": 2 } }
                """));
        }

        for (var i = 0; i < 10; i++)
        {
            providers[$"provider-{i}"] = JsonNode.Parse(
                $$"""{ "kind": "openai-compatible", "endpoint": "https://p{{i}}.example.com/v1", "apiKeyEnv": "KEY_{{i}}" }""");
            budgets[$"budget-{i}"] = JsonNode.Parse("""{ "per": "user", "limit": { "usd": 10 }, "calendar": "day" }""");
        }

        for (var i = 0; i < 120; i++)
        {
            targets[$"target-{i}"] = JsonNode.Parse($$"""{ "provider": "provider-{{i % 10}}", "model": "model-{{i % 40}}", "rpm": 100 }""");
        }

        for (var i = 0; i < Routes; i++)
        {
            var chain = Enumerable.Range(0, isLater && i % 4 == 0 ? 3 : 4).Select(k => (JsonNode)$"target-{((i * 7) + (k * 31)) % 120}");
            routes[$"route-{i}"] = new JsonObject
            {
                ["chain"] = new JsonArray([.. chain]),
                ["on"] = JsonNode.Parse($$"""{ "contextTooLong": ["target-{{((i * 7) + 5) % 120}}"], "rateLimited": "next" }"""),
                ["limits"] = JsonNode.Parse(
                    $$"""{ "attempts": {{(isLater && i % 3 == 0 ? 6 : 8)}}, "inputTokens": 8000, "outputTokens": 800 }"""),
                ["budgets"] = new JsonArray($"budget-{i % 10}"),
            };
        }

        return new JsonObject
        {
            ["table"] = "LargeRoutes",
            ["models"] = models,
            ["providers"] = providers,
            ["targets"] = targets,
            ["budgets"] = budgets,
            ["routes"] = routes,
        }.ToJsonString();
    }
}
