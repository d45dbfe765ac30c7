using System.Globalization;

namespace RouteGen.Docs.Tests.Recipes;

public sealed class TodaysCostTests
{
    private static readonly Recipe Page = Recipe.Read("Today's cost");

    [Fact]
    public async Task Code_and_tool_say_what_the_calls_of_today_have_cost()
    {
        using var tool = new ToolFolder();
        string[] code = [.. Page.Code.Select(c =>
            c.Replace("\"spend.db\"", $"@\"{Path.Combine(tool.Folder, "spend.db")}\"", StringComparison.Ordinal))];

        var costs = (await Page.RunAsync(Driver, code, tool.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))).Split(' ');

        // What the records say, and what the page's class says.
        Assert.Equal(costs[0], costs[1]);
        Assert.NotEqual("0", costs[0]);
        foreach (var line in Page.Lines)
        {
            var typed = line.Replace("\"$(date -u +%F)\"", "2026-11-29", StringComparison.Ordinal);
            var result = await tool.TypeAsync(typed);
            Assert.True(result.ExitCode == 0, result.Errors);
            Assert.Contains(line.Contains("csv", StringComparison.Ordinal) ? "" : "acme", result.Output, StringComparison.Ordinal);
        }

        var rows = (await File.ReadAllLinesAsync(Path.Combine(tool.Folder, "today.csv"), TestContext.Current.CancellationToken))
            .Select(r => r.Split(',')).ToArray();
        var (row, cost) = (Array.IndexOf(rows[0], "row"), Array.FindIndex(rows[0], c => c is "cost_usd" or "costUsd" or "usd"));
        Assert.Equal(decimal.Parse(costs[2], CultureInfo.InvariantCulture),
            decimal.Parse(rows.Single(r => r[row] == "total")[cost], CultureInfo.InvariantCulture));
    }

    private const string Driver = """
        public static class Driver
        {
            public static async Task<string> RunAsync(string now)
            {
                await using var openai = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
                var services = Bench.Services("{}",
                    ("openai:Endpoint", openai.Endpoint.AbsoluteUri), ("openai:ApiKey", "k"), ("anthropic:ApiKey", "k"));
                var day = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
                services.AddSingleton<TimeProvider>(new Standing(day));
                services.AddSupportRoutes(t => t.UseChatClient("local", _ => throw new InvalidOperationException("It is not asked.")));
                await TheBlock.RunAsync(services, null!, "");
                services.AddSingleton<TodaysCost>();
                await using var container = services.BuildServiceProvider();
                var routes = container.GetRequiredService<SupportRoutes>();
                var acme = 0m;
                var all = 0m;
                foreach (var tenant in new[] { "acme", "acme", "globex" })
                {
                    var cost = (await routes.Summarize.For(tenant: tenant).GetResponseAsync("Hello")).Cost.Usd!.Value;
                    all += cost;
                    acme += tenant == "acme" ? cost : 0;
                }

                var said = await container.GetRequiredService<TodaysCost>().ByTenantAsync();
                return FormattableString.Invariant($"{acme} {said["acme"]} {all}");
            }

            private sealed class Standing(DateTimeOffset now) : TimeProvider
            {
                public override DateTimeOffset GetUtcNow() => now;
            }
        }
        """;
}
