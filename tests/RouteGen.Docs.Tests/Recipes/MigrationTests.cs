using System.Net;
using System.Text.Json.Nodes;

namespace RouteGen.Docs.Tests.Recipes;

/// <summary>What the pages on migrating show before and after is run, before and after.</summary>
public sealed class MigrationTests
{
    [Theory]
    [InlineData("tensorzero::function_name::summarize", HttpStatusCode.OK)]
    [InlineData("summarize", HttpStatusCode.OK)]
    [InlineData("tensorzero::function_name::other", HttpStatusCode.NotFound)]
    public async Task A_client_of_TensorZero_keeps_the_name_of_its_function(string model, HttpStatusCode status)
    {
        var page = Recipe.ReadPage("docs/migrating-tensorzero.md");
        using var tool = new ToolFolder();
        tool.Write("routes.json", page.Table);
        await using var serve = await ServeRun.StartAsync(Assert.Single(page.Lines), tool.Folder);

        using var reply = await serve.AskAsync(model);

        Assert.Equal(status, reply.StatusCode);
    }

    [Fact]
    public async Task The_kernel_runs_its_function_once_though_the_first_target_is_down()
    {
        var result = await Recipe.ReadPage("docs/migrating-semantic-kernel.md").RunAsync("""
            public static class Driver
            {
                public static async Task<string> RunAsync()
                {
                    await using var providers = await SimulatedProviders.StartAsync<SupportRoutes>();
                    providers.On("mini").Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
                    providers.On("mini-azure")
                        .Reply(new SimulatedReply { ToolCalls = [new SimulatedToolCall("Weather_GetWeather")] })
                        .Then(request => SimulatedReply.FromText(request.Body.ToString().Contains("sunny") ? "No." : "Who knows?"));
                    var kernel = KernelWithRoutes.Create(services => services.UseSimulatedProviders<SupportRoutes>(providers));
                    var answer = await KernelWithRoutes.AskAsync(kernel);
                    return $"{answer} {providers.GetRequestCount("mini") > 0} {providers.GetRequestCount("mini-azure")}";
                }
            }
            """);

        Assert.Equal("No. True 2", result);
    }

    [Fact]
    public async Task A_route_answers_where_the_ordered_clients_do_and_not_where_they_only_seem_to()
    {
        var page = Recipe.ReadPage("docs/migrating-ordered-failover.md");
        IReadOnlyList<string> after = [.. page.Code.Where(c => c.Contains("AddSupportRoutes", StringComparison.Ordinal))];

        var result = await page.RunAsync("""
            public static class Driver
            {
                public static async Task<string> RunAsync()
                {
                    await using var providers = await SimulatedProviders.StartAsync<SupportRoutes>();
                    var before = Ordered(providers);
                    var services = new ServiceCollection();
                    await TheBlock.RunAsync(services, null!, "");
                    await using var container = services.UseSimulatedProviders<SupportRoutes>(providers).BuildServiceProvider();
                    var after = container.GetRequiredService<IChatClient>();
                    var said = new List<string>();
                    SimulatedFailure[] failures =
                        [SimulatedFailure.ServerError, SimulatedFailure.InvalidRequest, SimulatedFailure.StreamEndsAfterContent];
                    foreach (var failure in failures)
                    {
                        providers.On("mini").Always(SimulatedReply.Failing(failure) with { Text = "Half an answer of many words" });
                        said.Add($"{failure}: {await AskAsync(before)} / {await AskAsync(after)}");
                    }

                    return string.Join("; ", said);
                }

                private static async Task<string> AskAsync(IChatClient client)
                {
                    try
                    {
                        await foreach (var _ in client.GetStreamingResponseAsync("Hello"))
                        {
                        }

                        return "answered";
                    }
                    catch (Exception e) when (e is RouteException or RouteStreamBrokenException)
                    {
                        return e.GetType().Name;
                    }
                }

            #pragma warning disable MEAI001
                private static IChatClient Ordered(SimulatedProviders providers) => new OrderedFailoverChatClient(
                [
                    new OpenAI.OpenAIClient(
                        new System.ClientModel.ApiKeyCredential("k"), new() { Endpoint = providers.GetProvider("openai").Endpoint })
                        .GetChatClient("gpt-5.4-mini").AsIChatClient(),
                    new Anthropic.AnthropicClient { ApiKey = "k", BaseUrl = providers.GetProvider("anthropic").Endpoint.AbsoluteUri }
                        .AsIChatClient("claude-haiku-4-5", 600),
                ]);
            }
            """, after);

        Assert.Equal(
            "ServerError: answered / answered; InvalidRequest: answered / RouteException; " +
            "StreamEndsAfterContent: answered / RouteStreamBrokenException", result);
    }

    [Theory]
    [InlineData("order", "order")]
    [InlineData("only", "only")]
    [InlineData("ignore", "ignore")]
    [InlineData("allow_fallbacks", "allowFallbacks")]
    [InlineData("require_parameters", "requireParameters")]
    [InlineData("data_collection", "dataCollection")]
    [InlineData("zdr", "zdr")]
    [InlineData("max_price", "maxPrice")]
    public void A_preference_of_OpenRouter_that_the_page_names_is_in_the_schema(string theirs, string ours)
    {
        var page = Pages.Page.Read("docs/migrating.md").Text;
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Pages.Page.Repository, "routes.schema.json")))!;

        Assert.Contains($"| `provider.{theirs}` | `openRouter.{ours}`", page, StringComparison.Ordinal);
        Assert.Contains($"\"{ours}\"", schema.ToJsonString(), StringComparison.Ordinal);
    }
}
