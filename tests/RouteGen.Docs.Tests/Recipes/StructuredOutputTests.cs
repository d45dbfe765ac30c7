using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.Recipes;

public sealed class StructuredOutputTests
{
    private static readonly Recipe Page = Recipe.Read("Structured output");

    [Fact]
    public async Task The_schema_is_sent_and_a_reply_that_is_no_JSON_goes_to_the_next_target()
    {
        var result = await Page.RunAsync("""
            public static class Driver
            {
                public static async Task<string> RunAsync()
                {
                    await using var providers = await SimulatedProviders.StartAsync<SupportRoutes>();
                    providers.On("mini").Always(SimulatedReply.FromText("Here you are: the topic is printing."));
                    providers.On("haiku").Always(SimulatedReply.FromText("{\"topic\":\"printing\",\"urgency\":\"High\"}"));
                    var services = new ServiceCollection().UseSimulatedProviders<SupportRoutes>(providers).AddSingleton<Labels>();
                    await using var container = services.BuildServiceProvider();
                    var label = await container.GetRequiredService<Labels>().OfAsync("It does not print!");
                    var format = providers.GetProvider("openai").Requests[0].Body.GetProperty("response_format");
                    var asked = $"asked {providers.GetRequestCount("mini")} and {providers.GetRequestCount("haiku")}";
                    return $"{label.Topic} {label.Urgency}, {asked}, {format.GetProperty("type")}";
                }
            }
            """);

        Assert.Equal("printing High, asked 1 and 1, json_schema", result);
    }

    [Fact]
    public void A_target_without_the_feature_is_the_finding_that_the_page_names()
    {
        var without = Page.Table.Replace(
            "\"claude-haiku-4-5\": { \"maxOutput\": 64000, \"features\": [\"streaming\", \"tools\", \"jsonSchema\"]",
            "\"claude-haiku-4-5\": { \"maxOutput\": 64000, \"features\": [\"streaming\", \"tools\"]", StringComparison.Ordinal);

        var rules = TablesOfPages.FindingsOn(new DateTime(2026, 11, 22), [new CodeBlock("jsonc", without, 1)]).Select(p => p.Rule.Id);

        Assert.Equal(["RG1006"], rules);
    }
}
