using RouteGen.Analyzers.Usage;
using RouteGen.CodeFixes.Usage;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>The fixes of rules on C#: the exact text after each, which compiles and has the finding no more.</summary>
public class UsageFixTests
{
    private const string Ask = "await routes.Summarize.GetResponseAsync(ticket";

    [Theory]
    [InlineData(Ask + ", new ChatOptions { ModelId = \"m\" });", Ask + ", new ChatOptions());")]
    [InlineData(Ask + ", new() { ModelId = \"m\" });", Ask + ", new());")]
    [InlineData(Ask + ", new() { Temperature = 0, ModelId = \"m\" });", Ask + ", new() { Temperature = 0 });")]
    [InlineData(Ask + ", new() { ModelId = \"m\", Temperature = 0 });", Ask + ", new() { Temperature = 0 });")]
    [InlineData("var o = new ChatOptions(); o.ModelId = \"m\"; " + Ask + ", o);", "var o = new ChatOptions(); " + Ask + ", o);")]
    [InlineData(
        "var o = new ChatOptions\n        {\n            Temperature = 0,\n            ModelId = \"m\",\n        };\n        " +
        Ask + ", o);",
        "var o = new ChatOptions\n        {\n            Temperature = 0,\n        };\n        " + Ask + ", o);")]
    public async Task A_model_id_is_removed(string before, string after) =>
        Assert.Equal(after, await FixedCode<ModelIdAnalyzer, ModelIdFix>.InBodyAsync(before));

    [Theory]
    [InlineData("string id; var o = new ChatOptions(); o.ModelId = id = \"m\"; " + Ask + ", o); _ = id;")]
    [InlineData(Ask + ", new() { ModelId = Console.ReadLine() });")]
    [InlineData(Ask + ", new() {\n#if !NEVER\n ModelId = \"m\",\n#endif\n});")]
    public async Task A_model_id_stays_where_more_would_go_with_it(string statements) =>
        Assert.Empty(await FixedCode<ModelIdAnalyzer, ModelIdFix>.TitlesAsync(statements));

    [Fact]
    public async Task All_model_ids_of_a_file_go_at_once() => Assert.Equal(
        Ask + ", new() { Temperature = 0 }); " + Ask + ", new ChatOptions());",
        await FixedCode<ModelIdAnalyzer, ModelIdFix>.InBodyAsync(
            Ask + ", new() { ModelId = \"m\", Temperature = 0 }); " + Ask + ", new ChatOptions { ModelId = \"n\" });", all: true));

    [Theory]
    [InlineData("Lower MaxOutputTokens to 500", Ask + ", new() { MaxOutputTokens = 500 });")]
    [InlineData("Remove MaxOutputTokens", Ask + ", new());")]
    public async Task A_limit_is_lowered_or_removed(string title, string after) => Assert.Equal(
        after, await FixedCode<OutputLimitAnalyzer, OutputLimitFix>.InBodyAsync(Ask + ", new() { MaxOutputTokens = 100_000 });", title));

    [Fact]
    public async Task A_limit_in_a_lambda_can_be_lowered_only() => Assert.Equal(
        ["Lower MaxOutputTokens to 500"],
        await FixedCode<OutputLimitAnalyzer, OutputLimitFix>.TitlesAsync(
            "using var c = routes.Summarize.AsBuilder().ConfigureOptions(o => o.MaxOutputTokens = 1000).Build();"));

    [Theory]
    [InlineData(
        "try { " + Ask + "); } catch (RouteException) { }",
        "try { " + Ask + "); } catch (RouteException)\n        {\n            throw;\n        }")]
    [InlineData(
        "try { " + Ask + "); }\n        catch\n        {\n            // Never mind.\n        }",
        "try { " + Ask + "); }\n        catch\n        {\n            // Never mind.\n            throw;\n        }")]
    [InlineData(
        "foreach (var t in new[] { 1 }) { try { " + Ask + "); } catch (RouteException) { continue; } }",
        "foreach (var t in new[] { 1 }) { try { " + Ask + "); } catch (RouteException) { throw; } }")]
    [InlineData("_ = routes.Summarize.GetResponseAsync(ticket);", Ask + ");")]
    [InlineData("_ = routes.Summarize.GetResponseAsync(ticket).ConfigureAwait(false);", Ask + ").ConfigureAwait(false);")]
    [InlineData("var never = routes.Summarize.GetResponseAsync(ticket);", "var never = " + Ask + ");")]
    [InlineData("_ = Task.Run(() => routes.Summarize.GetResponseAsync(ticket));",
        "await Task.Run(() => routes.Summarize.GetResponseAsync(ticket));")]
    public async Task A_failure_propagates(string before, string after) =>
        Assert.Equal(after, await FixedCode<SwallowedFailureAnalyzer, SwallowedFailureFix>.InBodyAsync(before));

    [Theory]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket).ContinueWith(_ => { });")]
    [InlineData("Action later = () => { _ = routes.Summarize.GetResponseAsync(ticket); }; later();")]
    [InlineData("Task never = routes.Summarize.GetResponseAsync(ticket);")]
    public async Task Nothing_is_offered_where_waiting_does_not_help_or_is_not_possible(string statements) =>
        Assert.Empty(await FixedCode<SwallowedFailureAnalyzer, SwallowedFailureFix>.TitlesAsync(statements));

    [Theory]
    [InlineData(
        "routes.Summarize.GetStreamingResponseAsync(ticket);",
        "await foreach (var update in routes.Summarize.GetStreamingResponseAsync(ticket))\n        {\n        }")]
    [InlineData(
        "var update = 1; _ = update; var stream = routes.Summarize.GetStreamingResponseAsync(ticket).WithCancellation(ct);",
        "var update = 1; _ = update; await foreach (var update2 in " +
        "routes.Summarize.GetStreamingResponseAsync(ticket).WithCancellation(ct))\n        {\n        }")]
    public async Task A_stream_is_read(string before, string after) =>
        Assert.Equal(after, await FixedCode<UnreadStreamAnalyzer, UnreadStreamFix>.InBodyAsync(before));

    [Theory]
    [InlineData("new Anthropic.AnthropicClient { ApiKey = key }", "new Anthropic.AnthropicClient { ApiKey = key, MaxRetries = 0 }")]
    [InlineData("new Anthropic.AnthropicClient()", "new Anthropic.AnthropicClient { MaxRetries = 0 }")]
    [InlineData("new Anthropic.AnthropicClient { MaxRetries = 3 }", "new Anthropic.AnthropicClient { MaxRetries = 0 }")]
    [InlineData(
        "new Anthropic.AnthropicClient(new Anthropic.Core.ClientOptions { ApiKey = key })",
        "new Anthropic.AnthropicClient(new Anthropic.Core.ClientOptions { ApiKey = key, MaxRetries = 0 })")]
    public async Task Retries_of_Anthropics_client_are_turned_off(string before, string after) => Assert.Equal(
        Registered(after + ".AsIChatClient(\"m\")"),
        await FixedCode<HiddenRetriesAnalyzer, HiddenRetriesFix>.InSetupAsync(Registered(before + ".AsIChatClient(\"m\")")));

    private const string Quiet = "RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(maxRetries: 0)";

    [Theory]
    [InlineData(
        "new OpenAI.Chat.ChatClient(\"m\", key)",
        "new OpenAI.Chat.ChatClient(\"m\", new System.ClientModel.ApiKeyCredential(key), " +
        "new OpenAI.OpenAIClientOptions { " + Quiet + " })")]
    [InlineData(
        "new OpenAI.OpenAIClient(key).GetChatClient(\"m\")",
        "new OpenAI.OpenAIClient(new System.ClientModel.ApiKeyCredential(key), new OpenAI.OpenAIClientOptions { " + Quiet +
        " }).GetChatClient(\"m\")")]
    [InlineData(
        "new OpenAI.OpenAIClient(new System.ClientModel.ApiKeyCredential(key), " +
        "new() { Endpoint = new(\"http://h\") }).GetChatClient(\"m\")",
        "new OpenAI.OpenAIClient(new System.ClientModel.ApiKeyCredential(key), new() { Endpoint = new(\"http://h\"), " + Quiet +
        " }).GetChatClient(\"m\")")]
    public async Task Retries_of_OpenAIs_client_are_turned_off(string before, string after) => Assert.Equal(
        Registered(after + ".AsIChatClient()"),
        await FixedCode<HiddenRetriesAnalyzer, HiddenRetriesFix>.InSetupAsync(Registered(before + ".AsIChatClient()")));

    [Fact]
    public async Task Options_in_a_local_are_set_where_they_are_made() => Assert.Contains(
        "var loud = new OpenAI.OpenAIClientOptions { " + Quiet + " };",
        await FixedCode<HiddenRetriesAnalyzer, HiddenRetriesFix>.InSetupAsync("""
            services.AddSupportRoutes(o => o.UseChatClient("house", _ =>
            {
                var loud = new OpenAI.OpenAIClientOptions();
                return new OpenAI.Chat.ChatClient("m", new System.ClientModel.ApiKeyCredential(key), loud).AsIChatClient();
            }));
            """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "using var c = new OrderedFailoverChatClient([other.AsBuilder().UseFunctionInvocation().Build(), other]); " +
        "await c.GetResponseAsync(ticket);",
        "using var c = new OrderedFailoverChatClient([other, other]).AsBuilder().UseFunctionInvocation().Build(); " +
        "await c.GetResponseAsync(ticket);")]
    [InlineData(
        "IChatClient c = new OrderedFailoverChatClient(new[] { other.AsBuilder().UseFunctionInvocation().Build() }); c.Dispose();",
        "IChatClient c = new OrderedFailoverChatClient(new[] { other }).AsBuilder().UseFunctionInvocation().Build(); c.Dispose();")]
    public async Task Function_invocation_goes_around_a_failover(string before, string after) => Assert.Equal(
        $"#pragma warning disable MEAI001\n{after}",
        (await FixedCode<FunctionInvocationOrderAnalyzer, FunctionInvocationFix>.InBodyAsync(
            $"#pragma warning disable MEAI001\n{before}")).Trim());

    [Theory]
    [InlineData("using var c = new OrderedFailoverChatClient([other.AsBuilder().UseFunctionInvocation().UseLogging().Build()]);")]
    [InlineData("using var c = new OrderedFailoverChatClient([new FunctionInvokingChatClient(other)]);")]
    [InlineData("OrderedFailoverChatClient c = new OrderedFailoverChatClient([other.AsBuilder().UseFunctionInvocation().Build()]);")]
    [InlineData("services.GetType(); new ServiceCollection().AddSupportRoutes(o => o.UseChatClient(SupportRoutes.Targets.House, " +
        "_ => other.AsBuilder().UseFunctionInvocation().Build()));")]
    public async Task Function_invocation_stays_where_more_would_change(string statements) => Assert.Empty(
        await FixedCode<FunctionInvocationOrderAnalyzer, FunctionInvocationFix>.TitlesAsync(
            $"#pragma warning disable MEAI001\n{statements}"));

    private static string Registered(string client) => $"services.AddSupportRoutes(o => o.UseChatClient(\"house\", _ => {client}));";
}
