using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.HiddenRetriesAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

public class HiddenRetriesTests
{
    [Theory]
    [InlineData("{|RG2003:new OpenAI.Chat.ChatClient(\"m\", key)|}.AsIChatClient()")]
    [InlineData("{|RG2003:new OpenAI.OpenAIClient(key)|}.GetChatClient(\"m\").AsIChatClient()")]
    [InlineData("{|RG2003:new OpenAI.OpenAIClient(new System.ClientModel.ApiKeyCredential(key), new OpenAI.OpenAIClientOptions { " +
        "Endpoint = new(\"http://h\") })|}.GetChatClient(\"m\").AsIChatClient()")]
    [InlineData("{|RG2003:new OpenAI.Chat.ChatClient(\"m\", new System.ClientModel.ApiKeyCredential(key), new OpenAI.OpenAIClientOptions " +
        "{ RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(2) })|}.AsIChatClient()")]
    [InlineData("{|RG2003:new Anthropic.AnthropicClient { ApiKey = key }|}.AsIChatClient(\"m\")")]
    [InlineData("{|RG2003:new Anthropic.AnthropicClient { ApiKey = key, MaxRetries = 1 }|}.AsIChatClient(\"m\")")]
    [InlineData("{|RG2003:new Anthropic.AnthropicClient(new Anthropic.Core.ClientOptions { ApiKey = key })|}.AsIChatClient(\"m\")")]
    public Task A_client_that_repeats_on_its_own_is_found(string client) =>
        Test.InSetup($"services.AddSupportRoutes(o => o.UseChatClient(\"house\", _ => {client}));");

    [Fact]
    public Task A_client_over_the_routes_http_client_is_looked_at_too() => Test.InSetup("""
        services.AddSupportRoutes(o => o
            .UseChatClient("house", (_, http) =>
                {|RG2003:new Anthropic.AnthropicClient { ApiKey = key, HttpClient = http }|}.AsIChatClient("m"))
            .UseChatClient("house", (_, http) =>
                new Anthropic.AnthropicClient { ApiKey = key, HttpClient = http, MaxRetries = 0 }.AsIChatClient("m")));
        """);

    [Theory]
    [InlineData("new OpenAI.Chat.ChatClient(\"m\", new System.ClientModel.ApiKeyCredential(key), new OpenAI.OpenAIClientOptions { " +
        "RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(maxRetries: 0) }).AsIChatClient()")]
    [InlineData("new Anthropic.AnthropicClient { ApiKey = key, MaxRetries = 0 }.AsIChatClient(\"m\")")]
    [InlineData("new Anthropic.AnthropicClient(new Anthropic.Core.ClientOptions { ApiKey = key, MaxRetries = 0 }).AsIChatClient(\"m\")")]
    [InlineData("new OllamaSharp.OllamaApiClient(\"http://h\", \"m\")")]
    [InlineData("new OpenAI.Chat.ChatClient(\"m\", new System.ClientModel.ApiKeyCredential(key), Options()).AsIChatClient()")]
    public Task A_client_whose_retries_are_off_or_unknown_is_fine(string client) =>
        Test.InSetup(
            $"services.AddSupportRoutes(o => o.UseChatClient(\"house\", _ => {client}));",
            "public static OpenAI.OpenAIClientOptions Options() => new();");

    [Fact]
    public Task Options_in_a_local_are_followed() => Test.InSetup("""
        services.AddSupportRoutes(o => o.UseChatClient("house", _ =>
        {
            var quiet = new OpenAI.OpenAIClientOptions();
            quiet.RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0);
            var loud = new OpenAI.OpenAIClientOptions();
            return key == ""
                ? new OpenAI.Chat.ChatClient("m", new System.ClientModel.ApiKeyCredential(key), quiet).AsIChatClient()
                : {|RG2003:new OpenAI.Chat.ChatClient("m", new System.ClientModel.ApiKeyCredential(key), loud)|}.AsIChatClient();
        }));
        """);

    [Fact]
    public Task A_client_that_serves_no_route_is_fine() => Test.InSetup("services.AddSingleton(new OpenAI.OpenAIClient(key));");
}
