namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>C# that misuses routes in odd ways: unfinished, wrong, generic, dynamic, null; each expression in each surrounding.</summary>
internal static class OddCode
{
    private static readonly string[] Expressions =
    [
        "routes.Summarize.GetResponseAsync(", "routes.Summarize.GetResponseAsync()",
        "routes.Summarize.GetResponseAsync(null!)", "routes.Summarize.GetResponseAsync(default, default, default)",
        "routes.Summarize.GetStreamingResponseAsync(ticket", "routes.Summarize.GetStreamingResponseAsync(ticket)!",
        "routes..GetStreamingResponseAsync(ticket)", "routes?.Summarize?.GetStreamingResponseAsync(ticket)",
        "routes.Nothing.GetResponseAsync(ticket, new() { ModelId = })",
        "routes.Summarize.GetResponseAsync(ticket, new ChatOptions { ModelId = \"m\", ModelId = \"n\" })",
        "routes.Summarize.GetResponseAsync(ticket, new() { Tools = [..a, ..] })",
        "routes.Summarize.GetResponseAsync(ticket, new() { Tools = [null!] })",
        "routes.Classify.GetResponseAsync(ticket, new() { Tools = new AITool[] })",
        "routes.Classify.GetResponseAsync(ticket, new ChatOptions { Tools = { AIFunctionFactory.Create(() => 1) } })",
        "routes.Classify.GetResponseAsync<>(ticket)", "routes.Classify.GetResponseAsync<T>(ticket)",
        "routes.Classify.GetResponseAsync<Missing>(ticket, useJsonSchemaResponseFormat: maybe)",
        "ChatClientStructuredOutputExtensions.GetResponseAsync<int[]>(routes.Classify, ticket)",
        "ChatClientStructuredOutputExtensions.GetResponseAsync<int[]>(messages: ticket, chatClient: routes.Classify)",
        "((dynamic)routes).Summarize.GetResponseAsync(ticket, new ChatOptions { ModelId = ticket })",
        "((IChatClient)(object)routes.Summarize).GetStreamingResponseAsync([])",
        "((IChatClient)null!).GetStreamingResponseAsync([])", "(routes.Summarize as IChatClient)?.GetStreamingResponseAsync(null!)",
        "new FunctionInvokingChatClient()", "new FunctionInvokingChatClient(routes.Summarize, , )",
        "new OrderedFailoverChatClient([new FunctionInvokingChatClient(", "new OrderedFailoverChatClient(null!, false)",
        "new OrderedFailoverChatClient([.. routes, new FunctionInvokingChatClient(null!)], true)",
        "new OrderedFailoverChatClient(clients: new List<IChatClient> { new FunctionInvokingChatClient(keyed) }, disposeClients: false)",
        "new OpenAI.Chat.ChatClient()", "new OpenAI.OpenAIClient(",
        "new OpenAI.OpenAIClient(options: null, credential: null)", "new OpenAI.Chat.ChatClient(\"m\", \"k\") { Oops = 1 }.AsIChatClient()",
        "new Anthropic.AnthropicClient { MaxRetries = \"0\" }", "new Anthropic.AnthropicClient(options: new() { MaxRetries = -1 })",
        "new Anthropic.AnthropicClient { MaxRetries = T }.AsIChatClient()",
        "services.AddSupportRoutes(o => o.UseChatClient(, _ => new OpenAI.OpenAIClient(\"k\")))",
        "services.AddSupportRoutes(o => o.UseChatClient(\"house\", null!))",
        "services.AddSupportRoutes(o => o.UseChatClient(\"house\", Odd))",
        "services.AddSupportRoutes(o => o.UseChatClient(\"house\", delegate (System.IServiceProvider s) " +
            "{ return new FunctionInvokingChatClient(null!); }))",
        "services.AddSupportRoutes(o => o.UseChatClient(\"house\", async _ => { await Task.Yield(); return null!; }))",
        "services.AddChatClient()", "services.AddChatClient(null!)",
        "services.AddChatClient(x => x)", "services.AddKeyedChatClient(1, _ => throw new Exception())", "this.AddChatClient(routes)",
        "services.GetRequiredKeyedService<IChatClient>(SupportRoutes.Keys.).GetStreamingResponseAsync(ticket)",
        "services.GetRequiredKeyedService<IChatClient>(42).GetStreamingResponseAsync(ticket)",
        "services.GetRequiredKeyedService(typeof(IChatClient), SupportRoutes.Keys.Summarize)",
        "routes.Summarize.AsBuilder().ConfigureOptions(o => o.ModelId = o.ModelId = null).Build()",
        "routes.Summarize.AsBuilder().ConfigureOptions(o => { o.ModelId ??= }).Build()",
        "routes.Summarize.AsBuilder().Use(null!).Build(null!).GetStreamingResponseAsync(ticket)",
        "new ChatMessage(ChatRole.User, [new DataContent(\"data:\"), new DataContent(), new UriContent(\"\", \"image\")])",
        "routes.Summarize.GetResponseAsync([new ChatMessage(default, [new DataContent(\"data:image/\"), new DataContent(null!, \"\"), " +
        "new HostedFileContent()])])",
        "nameof(routes.Summarize)",
        "typeof(SummarizeRoute<>)", "default(SummarizeTarget) switch { }", "(SummarizeTarget)99 switch { SummarizeTarget.GptMini => 1 }",
        "routes.Summarize.GetResponseAsync(ticket, options with { ModelId = \"m\" })",
        "SupportRoutes.Keys",
        "\"SupportRoutes/summarize", "routes.Summarize = null", "await await routes.Summarize.GetResponseAsync(ticket)",
        "new HttpClient().PostAsync(\"https://api.openai.com/v1/chat/completions\", )", "new HttpClient().GetAsync(new Uri($\"{}/v1\"))",
        "new HttpClient().PostAsync($\"https://api.openai.com/{ticket}/responses\", null)",
            "new HttpClient { BaseAddress = new(\"https://\" + ) }",
        "new HttpClient { BaseAddress = new Uri(\"https://api.openai.com\") }",
            "new HttpRequestMessage(, \"https://api.openai.com/v1/responses",
        "new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(\"https://api.openai.com\"), \"//\"))",
            "new HttpClient().PostAsync(\"https://\", 1)",
        "new OrderedFailoverChatClient([routes.Summarize, .. routes, keyed], )",
            "new OrderedFailoverChatClient(new[] { routes.Summarize })",
        "routes.Summarize.GetResponseAsync(ticket).ContinueWith(", "routes.Summarize.GetResponseAsync(ticket).ContinueWith(t => )",
        "routes.Summarize.GetResponseAsync(ticket).ContinueWith(_ => { }, (TaskContinuationOptions)\"x\")",
        "Task.Run(() => routes.Summarize.GetResponseAsync(ticket))", "_ = Task.Run(",
            "routes.Summarize.GetResponseAsync(ticket, new() { MaxOutputTokens = })",
        "routes.Summarize.GetResponseAsync(ticket, new ChatOptions { MaxOutputTokens = 9000 })",
        "routes.Summarize.GetResponseAsync(ticket, new ChatOptions { MaxOutputTokens = int.MaxValue + 1 })",
        "base.GetStreamingResponseAsync(ticket)", "GetStreamingResponseAsync(ticket)", "x => routes.Summarize.GetStreamingResponseAsync(x)",
    ];

    private static readonly string[] Surroundings =
    [
        "class C§<T>(SupportRoutes routes, IServiceCollection services, IChatClient keyed) { async Task<object> M(string ticket, " +
        "ChatOptions options) { ¤; return null!; } }",
        "class C§<T>(SupportRoutes routes, dynamic services, string ticket) { object f = ¤; object P => ¤; C§() : this(¤, 1, 2) { } }",
        "class C§ { async void M<T>(dynamic routes, dynamic services, dynamic ticket) { try { var x = ¤; x = x; } catch (RouteException) " +
        "{ } catch (Missing) { } catch when (¤) { } catch { } } }",
        "class C§ : IChatClient { static SupportRoutes routes; static string ticket; static async IAsyncEnumerable<int> M() { await " +
        "foreach (var x in ¤) { yield return ¤; } void Local() { _ = ¤; } try { ¤; } catch (Exception) { ; } finally",
        "class C§ { static async Task<object> M(SupportRoutes routes, string ticket) { while (true) { try { return await (¤); } catch { "
            + "} } " +
        "for (;;) { try { break; ¤; } catch (RouteException) when (¤) { continue; } } do { try { } catch { } } while (¤); } }",
        "[Odd(¤)] delegate Task D§(SupportRoutes routes, [FromKeyedServices(¤)] IChatClient keyed = ¤);",
    ];

    /// <summary>One file per case, each in a namespace of its own but for what is unfinished.</summary>
    public static IEnumerable<string> Files()
    {
        var number = 0;
        foreach (var surrounding in Surroundings)
        {
            foreach (var expression in Expressions)
            {
                number++;
                var code = surrounding.Replace("§", $"{number}", StringComparison.Ordinal)
                    .Replace("¤", expression, StringComparison.Ordinal);
                yield return "using System; using System.Collections.Generic; using System.Net.Http; using System.Threading.Tasks; using "
                    + "Demo; using "
                    + "Microsoft.Extensions.AI; using Microsoft.Extensions.DependencyInjection; using RouteGen;\n"
                    + $"namespace N{number} {{ {code} }}";
            }
        }

        yield return "using Demo; using Microsoft.Extensions.AI; SupportRoutes routes = null!; " +
            "routes.Summarize.GetStreamingResponseAsync(\"x\"); try { } catch { }";
        yield return "partial class SummarizeRoute { partial void OnCompleted(";
        yield return "[assembly: RouteGen.RouteTable(null)] [assembly: RouteGen.RouteTable(typeof(Missing))] [assembly: " +
            "RouteGen.RouteTable] [assembly: RouteGen.RouteTable(typeof(int))]";
        yield return "namespace Demo { enum OddTarget { [RouteGen.TargetFeatures] A = 1, [RouteGen.TargetFeatures((RouteGen.ModelFeatures" +
            ")\"x\")] B = 1 } class OddRoute : RouteGen.ChatRoute<OddTarget> { } class Again : RouteGen.ChatRoute<>, Again { } }";
    }
}
