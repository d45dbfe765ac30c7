using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Kernels;

/// <summary>Functions that a kernel calls for a model, through a failover between two of its turns.</summary>
public sealed class FunctionTests
{
    private static readonly PromptExecutionSettings WithFunctions = new()
    {
        ServiceId = SupportRoutes.Keys.Assist,
        FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_loop_goes_on_at_another_provider_and_the_function_runs_once(bool streamed)
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini")
            .Reply(SimulatedReply.Calling("orders_FindOrder", """{"order":"A-1001"}""", "call_of_openai"))
            .Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        bench.Providers.On("haiku").Reply(SimulatedReply.FromText("It left on Monday."));
        await using var services = bench.Services(s => s.AddSupportKernel());
        var kernel = services.GetRequiredService<Kernel>();
        var calls = new CallCounter();
        kernel.FunctionInvocationFilters.Add(calls);

        var text = streamed
            ? string.Concat(await kernel.InvokePromptStreamingAsync<string>("Where is A-1001?", new(WithFunctions)).ToListAsync())
            : (await kernel.InvokePromptAsync("Where is A-1001?", new(WithFunctions))).ToString();

        Assert.Equal(("It left on Monday.", 1), (text, calls.Count));
        var messages = Assert.Single(bench.Anthropic).Body.GetProperty("messages");
        var id = messages[1].GetProperty("content")[0].GetProperty("id").GetString();
        Assert.Matches("^[a-zA-Z0-9]{9}$", id);
        Assert.Equal(id, messages[2].GetProperty("content")[0].GetProperty("tool_use_id").GetString());
        Assert.Contains("left the warehouse", messages[2].ToString(), StringComparison.Ordinal);
        Assert.Equal(["mini", "haiku"], (await bench.RecordsAsync(2)).Select(r => r.ServedBy));
    }

    [Fact]
    public async Task A_history_goes_on_at_another_provider_with_calls_and_results()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini")
            .Reply(SimulatedReply.Calling("orders_FindOrder", """{"order":"A-1001"}""", "call_of_openai"))
            .Then(SimulatedReply.FromText("It left on Monday."))
            .Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        bench.Providers.On("haiku").Always(SimulatedReply.FromText("Tomorrow."));
        await using var services = bench.Services(s => s.AddSupportKernel());
        var prompts = new SupportPrompts(services.GetRequiredService<Kernel>());
        var history = new ChatHistory("Be brief.");

        history.AddUserMessage("Where is A-1001?");
        var first = await prompts.AnswerAsync(history);
        history.AddUserMessage("When does it arrive?");
        var second = await prompts.AnswerAsync(history);

        Assert.Equal(("It left on Monday.", "Tomorrow."), (first, second));
        var body = Assert.Single(bench.Anthropic).Body;
        Assert.Equal("Be brief.", body.GetProperty("system")[0].GetProperty("text").GetString());
        var messages = body.GetProperty("messages");
        Assert.Equal(["user", "assistant", "user", "assistant", "user"],
            messages.EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        Assert.Equal(
            messages[1].GetProperty("content")[0].GetProperty("id").GetString(),
            messages[2].GetProperty("content")[0].GetProperty("tool_use_id").GetString());
        Assert.DoesNotContain("call_of_openai", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bare_route_gives_the_call_to_nobody()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini").Reply(SimulatedReply.Calling("orders_FindOrder", """{"order":"A-1001"}"""));
        await using var services = bench.Services(s => s.AddSupportRoutes().AddKernel().Plugins.AddFromType<OrderPlugin>("orders"));
        var kernel = services.GetRequiredService<Kernel>();
        var calls = new CallCounter();
        kernel.FunctionInvocationFilters.Add(calls);

        var result = await kernel.InvokePromptAsync("Where is A-1001?", new(WithFunctions));

        Assert.Equal(("", 0), (result.ToString(), calls.Count));
    }

    private sealed class CallCounter : IFunctionInvocationFilter
    {
        public int Count { get; private set; }

        public Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
        {
            Count += context.Function.Name == "FindOrder" ? 1 : 0;
            return next(context);
        }
    }
}
