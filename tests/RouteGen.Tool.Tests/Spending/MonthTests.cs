using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen;
using RouteGen.Costs;
using RouteGen.Sqlite;
using RouteGen.Spend;
using RouteGen.Tables;
using RouteGen.Testing;
using RouteGen.Tool.Tables;

namespace RouteGen.Tool.Tests.Spending;

/// <summary>
/// A month of calls through the engine to a simulated provider over HTTP, and what it exports of them. Set <c>ROUTEGEN_MONTH_CALLS</c> to
/// 100000 for a whole month.
/// </summary>
public sealed class MonthTests(ITestOutputHelper output) : IDisposable
{
    private const string Mini = "gpt-5-mini-2025-08-07";
    private const string Large = "gpt-5.4-2026-03-05";
    private const int AtOnce = 20;

    private static readonly string[] Tenants = ["acme", "globex", "initech", "umbrella"];

    private static readonly string Table =
        """
        {
          "table": "MonthRoutes",
          "providers": { "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" } },
          "models": {
            "gpt-5-mini": {
              "contextWindow": 400000, "maxOutput": 128000,
              "usdPerMTok": { "input": 0.25, "cachedInput": 0.025, "output": 2, "asOf": "2026-10-01" }
            },
            "gpt-5.4": {
              "contextWindow": 400000, "maxOutput": 128000,
              "usdPerMTok": { "input": 2.5, "cachedInput": 0.25, "output": 15, "asOf": "2026-10-01" }
            }
          },
          "targets": { "mini": { "provider": "openai", "model": "gpt-5-mini" }, "large": { "provider": "openai", "model": "gpt-5.4" } },
          "routes": {
            "ask": { "chain": ["mini", "large"], "limits": { "inputTokens": 100000, "outputTokens": 4000 }, "retry": { "maxRetries": 0 } },
            "think": { "chain": ["large"], "limits": { "inputTokens": 100000, "outputTokens": 4000 }, "retry": { "maxRetries": 0 } }
          }
        }
        """;

    private readonly SpendBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Calls =>
        int.TryParse(Environment.GetEnvironmentVariable("ROUTEGEN_MONTH_CALLS"), CultureInfo.InvariantCulture, out var calls) ? calls : 1_000;

    [Fact]
    public async Task Spend_by_tenant_sums_to_the_export_and_what_differs_is_listed()
    {
        _bench.Tool.Time.SetUtcNow(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        await using var provider = await SimulatedProvider.StartAsync(
            ProviderWire.OpenAI, new() { TimeProvider = clock }, Cancellation);
        Script(provider);
        var began = TimeProvider.System.GetTimestamp();
        await ServeAsync(provider, clock, async (ask, think) =>
        {
            var step = TimeSpan.FromDays(30) / (Calls + AtOnce);
            for (var done = 0; done < Calls; done += AtOnce)
            {
                // In between, since calls under way would find their time over.
                clock.Advance(step * AtOnce);
                await Task.WhenAll(Enumerable.Range(done, Math.Min(AtOnce, Calls - done)).Select(i => AskAsync(i % 7 == 0 ? think : ask, i)));
            }
        });
        output.WriteLine($"{Calls} calls in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
        WriteExports(provider);

        // To the last decimal, not only to the cent.
        var bill = provider.ExportCosts(Prices).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]
            .Sum(line => decimal.Parse(line.Split(',')[4], CultureInfo.InvariantCulture));
        var json = JsonDocument.Parse(await _bench.SpendAsync("--month 2026-11 --by tenant --format json")).RootElement;
        Assert.Equal(bill, json.GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("costUsd").GetDecimal()));
        Assert.Equal(Tenants.Order(), json.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("tenant").GetString()!).Order());
        Assert.Equal(0, json.GetProperty("total").GetProperty("unknownAttempts").GetInt32());
        Assert.Contains("days and models agree", await _bench.SpendAsync("--month 2026-11 --compare usage.csv --compare costs.csv"), StringComparison.Ordinal);

        // A line that never reached the store, and a reply that was billed and broke on its way.
        var lost = await LoseAsync();
        clock.SetUtcNow(new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero));
        provider.On("gpt-5-mini").Reply(Usual(Mini, 3) with { Failure = SimulatedFailure.StreamResetAfterContent });
        await ServeAsync(provider, clock, async (ask, _) =>
        {
            await Assert.ThrowsAsync<RouteStreamBrokenException>(async () =>
            {
                await foreach (var update in ask.GetStreamingResponseAsync("hello", cancellationToken: Cancellation))
                {
                    Assert.NotNull(update);
                }
            });
        });
        WriteExports(provider);

        var differences = JsonDocument.Parse(
            await _bench.SpendAsync("--month 2026-11 --compare usage.csv --compare costs.csv --format json", 1))
            .RootElement.GetProperty("differences").EnumerateArray().ToDictionary(
                d => $"{d.GetProperty("day").GetString()} {d.GetProperty("model").GetString()}", d => d);
        Assert.Equal(2, differences.Count);
        var missing = differences[$"{lost.StartedAt:yyyy-MM-dd} {lost.ResponseModel}"];
        Assert.Equal(
            ("1 requests that the store does not have", lost.CostUsd),
            (missing.GetProperty("why").GetString(), missing.GetProperty("differenceUsd").GetDecimal()));
        var broken = differences[$"2026-11-30 {Mini}"];
        Assert.Equal("1 without usage: lost, or broken off and billed", broken.GetProperty("why").GetString());
        Assert.Equal("streamBroken", broken.GetProperty("withoutUsage")[0].GetProperty("fault").GetString());
    }

    public void Dispose() => _bench.Dispose();

    private static void Script(SimulatedProvider provider)
    {
        // What a model uses is what its prompt says; refusals among them cost nothing and make the next target serve.
        provider.On("gpt-5-mini").Always(request => Number(request) % 50 == 17
            ? new SimulatedReply { Failure = SimulatedFailure.Overloaded }
            : Usual(Mini, Number(request)));
        provider.On("gpt-5.4").Always(request => Usual(Large, Number(request)));
    }

    private static int Number(SimulatedRequest request) => int.Parse(
        request.Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!.Split(' ')[1], CultureInfo.InvariantCulture);

    private static SimulatedReply Usual(string model, int number) => SimulatedReply.FromText("done and dusted") with
    {
        Model = model,
        Usage = new SimulatedUsage(200 + (number * 37 % 5_000), 20 + (number * 13 % 700)) { CachedInput = number % 3 == 0 ? 128 : 0 },
    };

    private static PriceSheet? Prices(string model) => model == Mini
        ? new PriceSheet { Input = 0.25m, CachedInput = 0.025m, Output = 2m }
        : new PriceSheet { Input = 2.5m, CachedInput = 0.25m, Output = 15m };

    private static async Task AskAsync(IChatClient route, int number)
    {
        using var caller = AmbientRouteCaller.BeginScope(new RouteCaller { Tenant = Tenants[number % Tenants.Length] });
        await route.GetResponseAsync($"prompt {number}", cancellationToken: Cancellation);
    }

    private async Task ServeAsync(SimulatedProvider provider, TimeProvider clock, Func<IChatClient, IChatClient, Task> run)
    {
        var file = RouteTableFile.Read("routes.json", Table, new() { Adapters = ToolAdapters.Create() });
        Assert.True(file.IsUsable, string.Join('\n', file.Problems));
        await using var services = new ServiceCollection().AddSingleton(clock).AddSingleton<IRouteCallerAccessor, AmbientRouteCaller>()
            .AddRouteSqliteSpend(_bench.File)
            .AddRouteTable(file, settings =>
            {
                settings.GetOrAddProvider("openai").Endpoint = provider.Endpoint.AbsoluteUri;
                settings.GetOrAddProvider("openai").ApiKey = "simulated";
            })
            .BuildServiceProvider();
        var table = services.GetRequiredService<LoadedRouteTable>();
        await run((IChatClient)table.Find("ask")!, (IChatClient)table.Find("think")!);
        await services.GetRequiredService<SpendRecorder>().FlushAsync(Cancellation);
    }

    private void WriteExports(SimulatedProvider provider)
    {
        _bench.Tool.Write("usage.csv", provider.ExportUsage());
        _bench.Tool.Write("costs.csv", provider.ExportCosts(Prices));
    }

    /// <summary>Takes a line out of the store, as if its process had been killed before it was written.</summary>
    private async Task<SpendLine> LoseAsync()
    {
        using var store = SqliteSpendStore.OpenReadOnly(_bench.File);
        var day = new DateTimeOffset(2026, 11, 15, 0, 0, 0, TimeSpan.Zero);
        var line = await store.ReadAsync(new SpendQuery(day, day.AddDays(3)), Cancellation).FirstAsync(l => l.Usage is not null, Cancellation);
        _bench.Run($"DELETE FROM routegen_spend WHERE call = '{line.CallId}' AND attempt = {line.Attempt}");
        return line;
    }
}
