using Microsoft.CodeAnalysis;
using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.EscapingClientAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

public class EscapingClientTests
{
    private const string Echo = """
        public sealed class Echo : IChatClient
        {
            public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
                CancellationToken ct = default) => throw new NotSupportedException();
            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages,
                ChatOptions? options = null, CancellationToken ct = default) => throw new NotSupportedException();
            public object? GetService(Type type, object? key = null) => null;
            public void Dispose() { }
        }
        """;

    [Theory]
    [InlineData("services.AddSingleton({|RG2002:new OpenAI.Chat.ChatClient(\"m\", key)|});")]
    [InlineData("services.AddSingleton({|RG2002:new OpenAI.OpenAIClient(key)|});")]
    [InlineData("services.AddChatClient({|RG2002:new OpenAI.OpenAIClient(key)|}.GetChatClient(\"m\").AsIChatClient());")]
    [InlineData("var c = {|RG2002:new OpenAI.OpenAIClient(key)|}; services.AddSingleton(c.GetChatClient(\"m\").AsIChatClient());")]
    [InlineData("services.AddChatClient({|RG2002:new Anthropic.AnthropicClient { ApiKey = key }|}.AsIChatClient(\"m\"));")]
    [InlineData("services.AddChatClient(_ => {|RG2002:new OllamaSharp.OllamaApiClient(\"http://h\", \"m\")|});")]
    [InlineData(
        "services.AddChatClient(s => s.GetRequiredService<OpenAI.OpenAIClient>().{|RG2002:GetChatClient|}(\"m\").AsIChatClient());")]
    [InlineData("services.AddKeyedChatClient(\"k\", s => s.GetRequiredService<OpenAI.Chat.ChatClient>().{|RG2002:AsIChatClient|}());")]
    [InlineData("services.{|RG2002:AddChatClient|}(new Echo());")]
    [InlineData("services.{|RG2002:AddChatClient|}(_ => new Echo()).UseFunctionInvocation();")]
    public Task A_client_beside_the_routes_is_found(string statements) => Test.InSetup(statements, Echo);

    [Theory]
    [InlineData("services.AddSupportRoutes(o => o.UseChatClient(\"house\", _ => new OpenAI.Chat.ChatClient(\"m\", key).AsIChatClient()));")]
    [InlineData("services.AddSupportRoutes(o => o.UseChatClient(\"house\", s => House(s)));")]
    [InlineData("services.AddChatClient(s => s.GetRequiredService<SupportRoutes>().Summarize).UseFunctionInvocation();")]
    [InlineData("services.AddChatClient(s => s.GetRequiredKeyedService<IChatClient>(SupportRoutes.Keys.Summarize));")]
    [InlineData("services.AddChatClient(s => s.GetRequiredService<IChatClient>());")]
    [InlineData("services.AddSingleton(new OpenAI.OpenAIClient(key).GetEmbeddingClient(\"e\"));")]
    [InlineData("var c = new OpenAI.OpenAIClient(key); services.AddSingleton(c.GetEmbeddingClient(\"e\")); " +
        "services.AddSingleton(c.GetImageClient(\"i\"));")]
    [InlineData("services.AddSingleton(new OpenAI.Embeddings.EmbeddingClient(\"e\", key));")]
    public Task What_serves_routes_or_does_not_chat_is_fine(string statements) =>
        Test.InSetup(statements, "public static IChatClient House(IServiceProvider s) => " +
            (statements.Contains("House", StringComparison.Ordinal) ? "new OllamaSharp.OllamaApiClient(\"http://h\", \"m\")" : "null!") +
            ";");

    [Fact]
    public Task An_adapter_makes_clients() => Test.InSetup("", """
        private sealed class MyAdapter : RouteGen.Definitions.IProviderAdapter
        {
            public IChatClient CreateChatClient(RouteGen.Definitions.ProviderConnection c) =>
                new OpenAI.Chat.ChatClient("m", c.ApiKey).AsIChatClient();
            public Uri? GetDefaultEndpoint(string kind) => null;
            public Fault? Classify(Exception e) => null;
        }
        """);

    [Fact]
    public Task A_project_without_a_table_may_make_clients()
    {
        var test = new Test("public class A { public object B(string key) => new OpenAI.OpenAIClient(key); }");
        for (var i = test.TestState.Sources.Count - 1; i > 0; i--)
        {
            test.TestState.Sources.RemoveAt(i);
        }

        return test.RunAsync();
    }

    [Fact]
    public Task A_project_of_tests_may_make_clients()
    {
        var test = new Test(Test.Setup("services.AddSingleton(new OpenAI.OpenAIClient(key));"));
        test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location));
        return test.RunAsync();
    }
}
