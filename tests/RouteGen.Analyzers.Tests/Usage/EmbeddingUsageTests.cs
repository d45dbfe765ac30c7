using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using RouteGen.Analyzers.Usage;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>
/// The rules on C# know routes that give vectors as they know those that chat; where a table has none, vectors are not their concern.
/// </summary>
public class EmbeddingUsageTests
{
    private const string Bert = """
        private sealed class Bert : IEmbeddingGenerator<string, Embedding<float>>
        {
            public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values,
                EmbeddingGenerationOptions? options = null, CancellationToken ct = default) => throw new NotSupportedException();
            public object? GetService(Type type, object? key = null) => null;
            public void Dispose() { }
        }
        """;

    [Theory]
    [InlineData("services.AddSingleton({|RG2002:new OpenAI.Embeddings.EmbeddingClient(\"e\", key)|});")]
    [InlineData("services.AddEmbeddingGenerator({|RG2002:new OpenAI.Embeddings.EmbeddingClient(\"e\", key)|}.AsIEmbeddingGenerator());")]
    [InlineData("services.AddSingleton({|RG2002:new OpenAI.OpenAIClient(key)|}.GetEmbeddingClient(\"e\"));")]
    [InlineData("services.AddEmbeddingGenerator(s => s.GetRequiredService<OpenAI.OpenAIClient>().{|RG2002:GetEmbeddingClient|}" +
        "(\"e\").AsIEmbeddingGenerator());")]
    [InlineData("services.{|RG2002:AddEmbeddingGenerator|}(new Bert());")]
    [InlineData("\n#pragma warning disable SKEXP0010\nservices.{|RG2002:AddOpenAIEmbeddingGenerator|}(\"m\", key);")]
    [InlineData("services.{|RG2002:AddKeyedEmbeddingGenerator|}(\"k\", _ => new Bert());")]
    public Task A_generator_beside_the_routes_is_found(string statements) =>
        InSetup<EscapingClientAnalyzer>(statements, UsageTable.WithEmbeddings);

    [Theory]
    [InlineData("services.AddSupportRoutes(o => o.UseEmbeddingGenerator(SupportRoutes.Targets.HouseVectors, _ => new " +
        "OpenAI.Embeddings.EmbeddingClient(\"e\", key).AsIEmbeddingGenerator()));")]
    [InlineData("services.AddSupportRoutes(o => o.UseEmbeddingGenerator(SupportRoutes.Targets.HouseVectors, _ => new Bert()));")]
    [InlineData("services.AddEmbeddingGenerator(s => s.GetRequiredService<SupportRoutes>().Embed);")]
    [InlineData("services.AddEmbeddingGenerator(s => s.GetRequiredKeyedService<IEmbeddingGenerator<string, " +
        "Embedding<float>>>(SupportRoutes.Keys.Embed));")]
    [InlineData("services.AddSingleton(new OpenAI.OpenAIClient(key).GetImageClient(\"i\"));")]
    public Task A_generator_for_a_custom_target_or_of_a_route_is_fine(string statements) =>
        InSetup<EscapingClientAnalyzer>(statements, UsageTable.WithEmbeddings);

    [Theory]
    [InlineData("services.AddEmbeddingGenerator(new OpenAI.Embeddings.EmbeddingClient(\"e\", key).AsIEmbeddingGenerator());")]
    [InlineData("services.AddEmbeddingGenerator(new Bert());")]
    [InlineData("services.AddEmbeddingGenerator(s => s.GetRequiredService<OpenAI.OpenAIClient>().GetEmbeddingClient(\"e\").AsIEmbeddingGe" +
        "nerator());")]
    public Task Where_no_route_gives_vectors_a_generator_is_the_applications_own(string statements) =>
        InSetup<EscapingClientAnalyzer>(statements, UsageTable.Text);

    [Fact]
    public Task The_message_says_where_a_generator_belongs()
    {
        var test = new UsageTest<EscapingClientAnalyzer>(
            UsageTest<EscapingClientAnalyzer>.Setup("services.AddSingleton({|#0:new OpenAI.Embeddings.EmbeddingClient(\"e\", key)|});"),
            table: UsageTable.WithEmbeddings);
        test.ExpectedDiagnostics.Add(
            new DiagnosticResult("RG2002", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "'new EmbeddingClient' creates a client that bypasses the routes, so its calls have no fallback, limit, cost or record; " +
                "call a route of SupportRoutes, or hand the client to a custom target with UseEmbeddingGenerator"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("services.AddSupportRoutes(o => o.UseEmbeddingGenerator(SupportRoutes.Targets.HouseVectors, _ => {|RG2003:new " +
        "OpenAI.Embeddings.EmbeddingClient(\"e\", key)|}.AsIEmbeddingGenerator()));")]
    [InlineData("services.AddSupportRoutes(o => o.UseEmbeddingGenerator(SupportRoutes.Targets.HouseVectors, _ => new " +
        "OpenAI.Embeddings.EmbeddingClient(\"e\", new System.ClientModel.ApiKeyCredential(key), new OpenAI.OpenAIClientOptions { " +
        "RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) }).AsIEmbeddingGenerator()));")]
    [InlineData("services.AddSingleton(new OpenAI.Embeddings.EmbeddingClient(\"e\", key));")]
    public Task A_generator_that_repeats_in_a_custom_target_is_found(string statements) =>
        InSetup<HiddenRetriesAnalyzer>(statements, UsageTable.WithEmbeddings);

    [Theory]
    [InlineData("await routes.Embed.GenerateAsync([ticket], new EmbeddingGenerationOptions { {|RG2006:ModelId = \"e5\"|} });")]
    [InlineData("await routes.Embed.For(tenant: \"t\").GenerateAsync([ticket], new() { {|RG2006:ModelId = ticket|} });")]
    [InlineData("var options = new EmbeddingGenerationOptions(); {|RG2006:options.ModelId = \"e5\"|}; await " +
        "routes.Embed.GenerateVectorAsync(ticket, options);")]
    [InlineData("using var g = routes.Embed.AsBuilder().ConfigureOptions(o => {|RG2006:o.ModelId = \"e5\"|}).Build();")]
    [InlineData("var g = services.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(SupportRoutes.Keys.Embed); " +
        "await g.GenerateAsync([ticket], new() { {|RG2006:ModelId = ticket|} });")]
    [InlineData("var g = services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(); await g.GenerateAsync([ticket], " +
        "new() { ModelId = ticket });")]
    [InlineData("await routes.Embed.GenerateAsync([ticket], new EmbeddingGenerationOptions { Dimensions = 384 });")]
    public Task A_model_on_a_route_is_found(string statements) => InBody<ModelIdAnalyzer>(statements);

    [Theory]
    [InlineData("try { await routes.Embed.GenerateAsync([ticket]); } {|RG2008:catch|} { }")]
    [InlineData("try { await routes.Embed.For().GenerateVectorAsync(ticket); } {|RG2008:catch (Exception)|} { }")]
    [InlineData("var g = services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(); try { await " +
        "g.GenerateAsync([ticket]); } catch { }")]
    [InlineData("try { await routes.Embed.GenerateAsync([ticket]); } catch (RouteException e) { Console.WriteLine(e.Message); }")]
    public Task A_swallowed_failure_is_found(string statements) => InBody<SwallowedFailureAnalyzer>(statements);

    [Theory]
    [InlineData("await routes.Embed.GenerateAsync([ticket], new() { Dimensions = 384 });")]
    [InlineData("var vectors = routes.Embed.GenerateAsync([ticket]);")]
    public async Task What_is_asked_of_chat_alone_is_not_asked_here(string statements)
    {
        await InBody<MissingFeatureAnalyzer>(statements);
        await InBody<UnreadStreamAnalyzer>(statements);
        await InBody<FunctionInvocationOrderAnalyzer>(statements);
    }

    private static Task InBody<TAnalyzer>(string statements)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
            new UsageTest<TAnalyzer>(UsageTest<TAnalyzer>.Body(statements), table: UsageTable.WithEmbeddings).RunAsync();

    private static Task InSetup<TAnalyzer>(string statements, string table)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
            new UsageTest<TAnalyzer>(UsageTest<TAnalyzer>.Setup(statements, Bert), table: table).RunAsync();
}
