using System.Text.Json;

namespace RouteGen.Docs.Tests.Recipes;

public sealed class FiveServicesTests
{
    private static readonly Recipe Page = Recipe.Read("One table for five services");

    [Fact]
    public async Task A_service_calls_the_table_of_a_library_that_it_references()
    {
        var result = await Page.RunOverLibraryAsync("""
            public static class Driver
            {
                public static async Task<string> RunAsync()
                {
                    await using var providers = await SimulatedProviders.StartAsync<SupportRoutes>();
                    var services = new ServiceCollection().UseSimulatedProviders<SupportRoutes>(providers);
                    await using var container = services.BuildServiceProvider();
                    await TheBlock.RunAsync(new ServiceCollection(), container.GetRequiredService<SupportRoutes>(), "It does not print!");
                    var assembly = typeof(SupportRoutes).Assembly == typeof(Driver).Assembly ? "here" : "in the library";
                    return $"the table is {assembly}, asked {providers.GetRequestCount("gpt-mini")}";
                }
            }
            """);

        Assert.Equal("the table is in the library, asked 1", result);
    }

    [Fact]
    public async Task A_price_in_the_shared_file_is_the_price_of_every_service()
    {
        using var tool = new ToolFolder();
        var models = Page.File("company.models.json");
        tool.Write("company.models.json", models);
        foreach (var service in (string[])["billing", "desk"])
        {
            tool.Write($"{service}/routes.json", Assert.Single(Page.Excerpts("one service's routes.json")));
        }

        var check = await tool.TypeAsync("routegen check --fail-on note");
        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        decimal[] before = [await CostAsync(tool, "billing"), await CostAsync(tool, "desk")];
        tool.Write("company.models.json", models.Replace("\"input\": 0.75", "\"input\": 0.85", StringComparison.Ordinal));
        decimal[] after = [await CostAsync(tool, "billing"), await CostAsync(tool, "desk")];

        Assert.Equal(before.Select(c => c + 0.1m), after);
    }

    /// <summary>What a million tokens of input cost at its first target.</summary>
    private static async Task<decimal> CostAsync(ToolFolder tool, string service)
    {
        var result = await tool.TypeAsync($"routegen cost {service}/routes.json --input 1000000 --format json");
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonElement.Parse(result.Output).GetProperty("sections")[0].GetProperty("targets")[0].GetProperty("usdPerCall").GetDecimal();
    }
}
