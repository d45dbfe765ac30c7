
namespace RouteGen.Docs.Tests.Recipes;

public sealed class ForcedFallbackTests
{
    private static readonly Recipe Page = Recipe.Read("Force a fallback in staging");

    [Theory]
    [InlineData(0, "\"skipped\":[{\"target\":\"gpt-mini\",\"reason\":\"disabled\"}]")]
    [InlineData(1, "\"fault\":\"connectionFailed\"")]
    public async Task The_settings_make_the_next_target_serve_and_the_record_says_why(int excerpt, string inRecord)
    {
        var record = await Page.RunAsync(Driver, Page.Excerpts("appsettings.Staging.json")[excerpt]);

        Assert.Contains("\"servedBy\":\"haiku\"", record, StringComparison.Ordinal);
        Assert.Contains(inRecord, record, StringComparison.Ordinal);
        Assert.Contains(inRecord, File.ReadAllText(Path.Combine(Pages.Page.Repository, "docs/cookbook.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_variable_that_is_named_does_the_same()
    {
        // As AddEnvironmentVariables reads it: two underscores for a colon.
        var text = await File.ReadAllTextAsync(Path.Combine(Pages.Page.Repository, "docs/cookbook.md"),
            TestContext.Current.CancellationToken);
        const string Variable = "RouteGen__SupportRoutes__Targets__gpt-mini__Enabled";
        Assert.Contains($"`{Variable}=false`", text, StringComparison.Ordinal);
        var path = Variable.Split("__");
        var settings = path.Reverse().Aggregate("false", (inner, name) => $$"""{ "{{name}}": {{inner}} }""");

        Assert.Contains("\"servedBy\":\"haiku\"", await Page.RunAsync(Driver, settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulated_target_fails_as_the_line_says()
    {
        using var tool = new ToolFolder();
        tool.Write("routes.json", Page.Table);
        await using var serve = await ServeRun.StartAsync(Assert.Single(Page.Lines), tool.Folder);

        using var reply = await serve.AskAsync("summarize");

        Assert.Equal("haiku", reply.Headers.GetValues("x-routegen-target").Single());
    }

    private const string Driver = """
        public static class Driver
        {
            public static async Task<string> RunAsync(string settings)
            {
                await using var openai = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
                await using var anthropic = await SimulatedProvider.StartAsync(ProviderWire.Anthropic);
                var services = Bench.Services(settings, ("openai:Endpoint", openai.Endpoint.AbsoluteUri), ("openai:ApiKey", "k"),
                    ("anthropic:Endpoint", anthropic.Endpoint.AbsoluteUri), ("anthropic:ApiKey", "k"));
                services.AddSupportRoutes(t => t.UseChatClient("local", _ => throw new InvalidOperationException("It is not asked.")));
                await using var container = services.BuildServiceProvider();
                var response = await container.GetRequiredService<SupportRoutes>().Summarize.For(user: "u-1").GetResponseAsync("Hello");
                return response.Record.ToJson();
            }
        }
        """;
}
