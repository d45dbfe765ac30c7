namespace RouteGen.Docs.Tests.Recipes;

public sealed class CachingTests
{
    [Fact]
    public async Task The_second_call_is_answered_from_the_cache()
    {
        var result = await Recipe.Read("Caching").RunAsync("""
            public static class Driver
            {
                public static async Task<string> RunAsync()
                {
                    await using var providers = await SimulatedProviders.StartAsync<SupportRoutes>();
                    var services = new ServiceCollection().UseSimulatedProviders<SupportRoutes>(providers)
                        .AddSingleton<CachedSummaries>().AddDistributedMemoryCache();
                    await using var container = services.BuildServiceProvider();
                    var summaries = container.GetRequiredService<CachedSummaries>();
                    var same = await summaries.SummarizeAsync("one") == await summaries.SummarizeAsync("one");
                    await summaries.SummarizeAsync("another");
                    return $"{same}, asked {providers.GetRequestCount("gpt-mini")}";
                }
            }
            """);

        Assert.Equal("True, asked 2", result);
    }
}
