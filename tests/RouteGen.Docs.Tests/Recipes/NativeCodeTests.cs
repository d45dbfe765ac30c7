namespace RouteGen.Docs.Tests.Recipes;

/// <summary>What differs in a native application is its code; that it is published and runs is tested with the packages.</summary>
public sealed class NativeCodeTests
{
    [Fact]
    public async Task Data_is_read_by_a_generated_contract()
    {
        var result = await Recipe.Read("AOT").RunAsync("""
            public static class Driver
            {
                public static async Task<string> RunAsync()
                {
                    await using var providers = await SimulatedProviders.StartAsync<SupportRoutes>();
                    providers.On("gpt-mini").Always(SimulatedReply.FromText("{\"Topic\":\"printing\",\"Urgency\":\"high\"}"));
                    var services = new ServiceCollection().UseSimulatedProviders<SupportRoutes>(providers).AddSingleton<NativeLabels>();
                    await using var container = services.BuildServiceProvider();
                    return (await container.GetRequiredService<NativeLabels>().OfAsync("It does not print!")).ToString();
                }
            }
            """);

        Assert.Equal("Label { Topic = printing, Urgency = high }", result);
    }
}
