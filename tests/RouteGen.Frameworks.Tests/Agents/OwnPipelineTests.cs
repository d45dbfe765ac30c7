using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Agents;

/// <summary>Who runs the tools: the agent, which puts function invocation around the route, or the application.</summary>
public sealed class OwnPipelineTests
{
    [Fact]
    public async Task An_agent_puts_function_invocation_around_the_route()
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(s => s.AddSingleton<OrderSystem>().AddOrderAgent());
        var agent = services.GetRequiredKeyedService<AIAgent>("orders");

        var client = agent.GetService<IChatClient>()!;

        Assert.NotNull(client.GetService<FunctionInvokingChatClient>());
        Assert.Same(services.GetRequiredService<SupportRoutes>().Assist, client.GetService<ModelRoute>());
        Assert.Same(services.GetRequiredService<SupportRoutes>().Assist, agent.GetService<AssistRoute>());
        Assert.Equal("routegen", agent.GetService<AIAgentMetadata>()!.ProviderName);
    }

    [Fact]
    public async Task A_bare_route_that_is_used_as_it_is_gives_the_call_to_nobody()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini").Reply(SimulatedReply.Calling("FindOrder", """{"order":"A-1001"}"""));
        await using var services = bench.Services(s => s.AddSupportRoutes());
        var orders = new OrderSystem();
        var agent = services.GetRequiredService<SupportRoutes>().Assist.AsAIAgent(new ChatClientAgentOptions
        {
            UseProvidedChatClientAsIs = true,
            ChatOptions = new() { Tools = [AIFunctionFactory.Create(orders.FindOrder)] },
        });

        var response = await agent.RunAsync("Where is A-1001?");

        Assert.Equal(("", 0), (response.Text, orders.Lookups.Count));
        Assert.IsType<FunctionCallContent>(Assert.Single(Assert.Single(response.Messages).Contents));
        Assert.Single(bench.OpenAI);
    }

    [Fact]
    public async Task Function_invocation_of_the_application_s_own_stands_around_the_route_once()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini")
            .Reply(SimulatedReply.Calling("FindOrder", """{"order":"A-1001"}"""))
            .Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        bench.Providers.On("haiku").Always(SimulatedReply.FromText("It left on Monday."));
        await using var services = bench.Services(s => s.AddSupportRoutes());
        var orders = new OrderSystem();
        var agent = OwnPipeline.Make(services.GetRequiredService<SupportRoutes>(), orders, services);

        var response = await agent.RunAsync("Where is A-1001?");

        Assert.Equal(("It left on Monday.", 1), (response.Text, orders.Lookups.Count));
        Assert.Equal(5, agent.GetService<FunctionInvokingChatClient>()!.MaximumIterationsPerRequest);
    }

    [Fact]
    public async Task A_client_that_an_application_puts_around_a_route_sees_every_turn_inside_the_agent_s_loop()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini").Reply(SimulatedReply.Calling("FindOrder", """{"order":"A-1001"}"""));
        await using var services = bench.Services(s => s.AddSupportRoutes());
        using var counting = new Counting(services.GetRequiredService<SupportRoutes>().Assist);
        var agent = counting.AsAIAgent(tools: [AIFunctionFactory.Create(new OrderSystem().FindOrder)]);

        await agent.RunAsync("Where is A-1001?");

        Assert.Equal(2, counting.Turns);
        Assert.Equal("SupportRoutes/assist", agent.GetService<IChatClient>()!.GetService<ChatClientMetadata>()!.DefaultModelId);
    }

    private sealed class Counting(IChatClient inner) : DelegatingChatClient(inner)
    {
        public int Turns { get; private set; }

        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Turns++;
            return base.GetResponseAsync(messages, options, cancellationToken);
        }
    }
}
