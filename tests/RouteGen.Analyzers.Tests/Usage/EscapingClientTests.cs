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
    [InlineData("services.{|RG2002:AddOpenAIChatCompletion|}(\"m\", key);")]
    [InlineData("Kernel.CreateBuilder().{|RG2002:AddOpenAIChatCompletion|}(\"m\", key).Build();")]
    [InlineData("Kernel.CreateBuilder().{|RG2002:AddOpenAIChatClient|}(\"m\", key);")]
    [InlineData("services.AddOpenAIChatCompletion(\"m\", {|RG2002:new OpenAI.OpenAIClient(key)|});")]
    [InlineData("var c = {|RG2002:new OpenAI.OpenAIClient(key)|}; Kernel.CreateBuilder().AddOpenAIChatCompletion(\"m\", c);")]
    [InlineData("services.AddSingleton({|RG2002:new OpenAIChatCompletionService(\"m\", key)|});")]
    [InlineData("services.AddSingleton(new OpenAIChatCompletionService(\"m\", {|RG2002:new OpenAI.OpenAIClient(key)|}));")]
    public Task A_service_of_Semantic_Kernel_beside_the_routes_is_found(string statements) => OfKernel(statements);

    [Theory]
    [InlineData("services.AddSupportRoutes(o => o.UseChatClient(\"house\", _ => " +
        "new OpenAIChatCompletionService(\"m\", key).AsChatClient()));")]
    [InlineData("services.AddSingleton(s => s.GetRequiredService<SupportRoutes>().Summarize.AsChatCompletionService());")]
    [InlineData("services.AddOpenAITextToImage(key, modelId: \"m\");")]
    [InlineData("services.AddOpenAIFiles(key);")]
    [InlineData("services.AddOpenAIEmbeddingGenerator(\"m\", key);")]
    [InlineData("services.AddKernel();")]
    public Task What_is_not_of_a_model_or_is_a_route_is_fine_in_Semantic_Kernel(string statements) => OfKernel(statements);

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

    [Theory]
    [InlineData("var c = new Anthropic.AnthropicClient { ApiKey = key }; _ = c.Beta.Files; _ = c.Models;")]
    [InlineData("_ = new Anthropic.AnthropicClient { ApiKey = key }.Messages.Batches;")]
    [InlineData("var c = new OpenAI.OpenAIClient(key); _ = c.GetAudioClient(\"a\"); _ = c.GetOpenAIFileClient();")]
    [InlineData("_ = new OpenAI.OpenAIClient(key).GetModerationClient(\"m\"); _ = new OpenAI.OpenAIClient(key).GetImageClient(\"i\");")]
    [InlineData("services.AddSingleton(new OpenAI.Audio.AudioClient(\"a\", key)); services.AddSingleton(new "
        + "OpenAI.Images.ImageClient(\"i\", key));")]
    [InlineData("\n#pragma warning disable OPENAI001, OPENAI002\nservices.AddSingleton(new OpenAI.Files.OpenAIFileClient(key)); " +
        "services.AddSingleton(new OpenAI.VectorStores.VectorStoreClient(key)); _ = new OpenAI.OpenAIClient(key).GetRealtimeClient();")]
    [InlineData("var o = new OllamaSharp.OllamaApiClient(\"http://h\"); _ = o.ListLocalModelsAsync(default); o.Dispose();")]
    [InlineData("var o = new OllamaSharp.OllamaApiClient(\"http://h\"); _ = o.EmbedAsync(new OllamaSharp.Models.EmbedRequest());")]
    [InlineData("_ = Files;", "private static readonly OpenAI.OpenAIClient _client = new(\"k\"); " +
        "private static object Files => _client.GetOpenAIFileClient(); private static object Audio() => "
            + "Startup._client.GetAudioClient(\"a\");")]
    public Task A_client_of_which_only_other_things_are_taken_is_fine(string statements, string members = "") =>
        Test.InSetup(statements, members);

    [Theory]
    [InlineData("var c = {|RG2002:new Anthropic.AnthropicClient { ApiKey = key }|}; _ = c.Beta.Files; _ = c.Messages;")]
    [InlineData("_ = {|RG2002:new Anthropic.AnthropicClient { ApiKey = key }|}.Beta.Messages;")]
    [InlineData("var c = {|RG2002:new OpenAI.OpenAIClient(key)|}; _ = c.GetAudioClient(\"a\"); services.AddSingleton(c);")]
    [InlineData("var o = {|RG2002:new OllamaSharp.OllamaApiClient(\"http://h\")|}; _ = o.ListLocalModelsAsync(default); " +
        "_ = o.ChatAsync(new OllamaSharp.Models.Chat.ChatRequest());")]
    [InlineData("\n#pragma warning disable MEAI001\nvar c = {|RG2002:new OpenAI.Chat.ChatClient(\"m\", key)|}; " +
        "_ = c.AsIChatClient().AsBuilder().UseImageGeneration().Build();")]
    [InlineData("", "private static readonly Anthropic.AnthropicClient _client = {|RG2002:new()|}; private static object Ask() => " +
        "_client.Messages; private static object Files() => _client.Beta.Files;")]
    public Task A_client_of_which_chat_is_taken_too_is_found(string statements, string members = "") => Test.InSetup(statements, members);

    /// <summary>Clients of SDKs that the tests do not reference, in the names that their packages give them.</summary>
    [Theory]
    [InlineData("Azure.AI.Inference", "ChatCompletionsClient")]
    [InlineData("Google.GenAI", "Client")]
    [InlineData("Mscc.GenerativeAI", "GoogleAI")]
    [InlineData("Mistral.SDK", "MistralClient")]
    [InlineData("Amazon.BedrockRuntime", "AmazonBedrockRuntimeClient")]
    [InlineData("GroqSharp", "GroqClient")]
    [InlineData("Azure.AI.OpenAI", "AzureOpenAIClient")]
    public Task A_client_of_any_known_sdk_is_found(string space, string name)
    {
        var test = new Test(Test.Setup($"services.AddSingleton({{|RG2002:new {space}.{name}()|}});"));
        test.TestState.Sources.Add(("/app/Sdk.cs", $"namespace {space} {{ public class {name} {{ }} }}"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("Models.GenerateContent()", true)]
    [InlineData("Models.EmbedContent()", false)]
    [InlineData("Models.GenerateImages()", false)]
    [InlineData("Live.Connect()", false)]
    [InlineData("Files.Upload()", false)]
    public Task Googles_client_is_told_by_what_is_asked_of_it(string use, bool isChat)
    {
        var made = isChat ? "{|RG2002:new Google.GenAI.Client()|}" : "new Google.GenAI.Client()";
        var test = new Test(Test.Setup($"var client = {made}; client.{use};"));
        test.TestState.Sources.Add(("/app/Sdk.cs", """
            namespace Google.GenAI
            {
                public class Client { public Models Models => new(); public Models Files => new(); public Models Live => new(); }
                public class Models
                {
                    public void GenerateContent() { } public void EmbedContent() { } public void GenerateImages() { }
                    public void Connect() { } public void Upload() { }
                }
            }
            """));
        return test.RunAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_table_of_a_referenced_library_counts_if_it_can_be_called(bool isPublic)
    {
        var made = isPublic ? "{|RG2002:new OpenAI.Chat.ChatClient(\"m\", key)|}" : "new OpenAI.Chat.ChatClient(\"m\", key)";
        return new Test(
            "using Microsoft.Extensions.DependencyInjection; public static class A { public static void B(IServiceCollection s, string "
                + "key) => "
            + $"s.AddSingleton({made}); }}",
            LibraryTable.Reference(isPublic ? UsageTable.Text : UsageTable.Text.Replace(
                "\"namespace\":", "\"visibility\": \"internal\", \"namespace\":", StringComparison.Ordinal))).RunAsync();
    }

    /// <summary>Much of it is for evaluation only, which is an error where it is not asked for.</summary>
    private static Task OfKernel(string statements) => new Test("""
        #pragma warning disable SKEXP0001, SKEXP0010, CS0618
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;
        using Microsoft.SemanticKernel.Connectors.OpenAI;

        """ + Test.Setup(statements)).RunAsync();
}
