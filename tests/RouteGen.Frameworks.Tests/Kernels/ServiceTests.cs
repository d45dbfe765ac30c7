using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Kernels;

/// <summary>Which route a kernel takes, and that a route with a budget per caller is one like the others until it is called.</summary>
public sealed class ServiceTests
{
    [Fact]
    public async Task A_kernel_lists_every_route_and_names_each_by_its_key()
    {
        await using var bench = await FrameworkBench.StartAsync();
        var kernel = Build(bench, static s => s.AddSupportRoutes());

        Assert.Equal(
            [SupportRoutes.Keys.Summarize, SupportRoutes.Keys.Assist, SupportRoutes.Keys.Research, SupportRoutes.Keys.Advise],
            kernel.GetAllServices<IChatClient>().Select(c => c.GetModelId()));
        Assert.Equal(
            SupportRoutes.Keys.Assist,
            kernel.GetRequiredService<IChatClient>(SupportRoutes.Keys.Assist).AsChatCompletionService().GetModelId());
    }

    [Theory]
    [InlineData("service", "summarize")]
    [InlineData("model", "summarize")]
    [InlineData("both", "summarize")]
    [InlineData("default", "assist")]
    public async Task A_prompt_takes_the_route_that_its_settings_name_and_else_the_default(string by, string route)
    {
        await using var bench = await FrameworkBench.StartAsync();
        var kernel = Build(bench, static s => s.AddSupportRoutes(o => o.UseAsDefault(t => t.Assist)));
        var settings = by switch
        {
            "service" => new PromptExecutionSettings { ServiceId = SupportRoutes.Keys.Summarize },
            "model" => new PromptExecutionSettings { ModelId = SupportRoutes.Keys.Summarize },
            "both" => new PromptExecutionSettings { ServiceId = SupportRoutes.Keys.Summarize, ModelId = "gpt-of-another-day" },
            _ => null,
        };

        await kernel.InvokePromptAsync("Hello.", settings is null ? null : new(settings));

        var record = Assert.Single(await bench.RecordsAsync(1));
        Assert.Equal((route, settings?.ModelId), (record.Route, record.RequestedModel));
        Assert.Equal("gpt-5.4-mini", Assert.Single(bench.OpenAI).Model);
    }

    [Fact]
    public async Task Without_a_name_and_a_default_the_last_route_of_the_table_is_taken_in_a_kernel_that_was_built()
    {
        await using var bench = await FrameworkBench.StartAsync();
        var kernel = Build(bench, static s => s.AddSupportRoutes());

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => kernel.InvokePromptAsync("Hello."));

        Assert.Equal(
            "'SupportRoutes/advise' has a budget per caller: register an IRouteCallerAccessor, or call For(…) on the route.",
            refused.Message);
    }

    [Fact]
    public async Task Without_a_name_and_a_default_a_kernel_of_a_host_finds_none()
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(static s => s.AddSupportRoutes().AddKernel());

        var refused = await Assert.ThrowsAsync<KernelException>(
            () => services.GetRequiredService<Kernel>().InvokePromptAsync("Hello."));

        Assert.StartsWith("No service was found for any of the supported types", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_route_with_a_budget_per_user_asks_at_the_call_who_that_is(bool streamed)
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(
            static s => s.AddSupportKernel().AddSingleton<IRouteCallerAccessor, AmbientRouteCaller>());
        var kernel = services.GetRequiredService<Kernel>();
        var settings = new KernelArguments(new PromptExecutionSettings { ServiceId = SupportRoutes.Keys.Advise });

        var nobody = await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync());
        using (AmbientRouteCaller.BeginScope(new RouteCaller { User = "ada" }))
        {
            await AskAsync();
        }

        Assert.Equal(
            "The route 'SupportRoutes/advise' has a budget per caller, and the IRouteCallerAccessor knows no caller here.", nobody.Message);
        var record = Assert.Single(await bench.RecordsAsync(1));
        Assert.Equal(("ada", streamed), (record.Caller.User, record.Streamed));

        async Task AskAsync()
        {
            if (streamed)
            {
                await kernel.InvokePromptStreamingAsync("Hello.", settings).ToListAsync();
            }
            else
            {
                await kernel.InvokePromptAsync("Hello.", settings);
            }
        }
    }

    [Fact]
    public async Task A_prompt_function_of_a_host_s_kernel_leads_to_its_record()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        bench.Providers.On("haiku").Always(SimulatedReply.FromText("Two lines."));
        await using var services = bench.Services(static s => s.AddSupportKernel());

        var text = await new SupportPrompts(services.GetRequiredService<Kernel>()).SummarizeAsync("Where is my order?");

        var record = Assert.Single(await bench.RecordsAsync(1));
        Assert.Equal($"Two lines. (haiku, {record.CostUsd} USD)", text);
    }

    [Fact]
    public async Task Settings_in_the_kernel_s_own_words_reach_the_provider()
    {
        await using var bench = await FrameworkBench.StartAsync();
        var kernel = Build(bench, static s => s.AddSupportRoutes());

        await kernel.InvokePromptAsync("Hello.", new(new PromptExecutionSettings
        {
            ServiceId = SupportRoutes.Keys.Summarize,
            ExtensionData = new Dictionary<string, object> { ["max_tokens"] = 77, ["temperature"] = 0.5 },
        }));

        var body = Assert.Single(bench.OpenAI).Body;
        Assert.Equal((77, 0.5), (body.GetProperty("max_completion_tokens").GetInt32(), body.GetProperty("temperature").GetDouble()));
    }

    [Fact]
    public async Task What_no_target_can_serve_comes_out_of_the_kernel_as_it_is()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        bench.Providers.On("haiku").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        await using var services = bench.Services(static s => s.AddSupportKernel());

        var failed = await Assert.ThrowsAsync<RouteException>(
            () => services.GetRequiredService<Kernel>().InvokePromptAsync("Hello."));

        Assert.Equal(Fault.Unauthorized, failed.Record.Fault);
    }

    private static Kernel Build(FrameworkBench bench, Action<IServiceCollection> add)
    {
        var builder = Kernel.CreateBuilder();
        add(builder.Services);
        bench.Simulate(builder.Services);
        return builder.Build();
    }
}
