using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Agents;

/// <summary>Agents as services of one host.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task An_agent_that_lives_as_long_as_the_host_charges_each_run_to_its_own_user()
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(static s => s.AddAdvisor());
        var agent = services.GetRequiredKeyedService<AIAgent>("advisor");

        await Task.WhenAll(AskAsync("ada"), AskAsync("bob"));
        var nobody = await Assert.ThrowsAsync<InvalidOperationException>(() => agent.RunAsync("Hello."));

        Assert.Equal(["ada", "bob"], (await bench.RecordsAsync(2)).Select(r => r.Caller.User).Order());
        Assert.Equal(
            "The route 'SupportRoutes/advise' has a budget per caller, and the IRouteCallerAccessor knows no caller here.", nobody.Message);

        async Task AskAsync(string user)
        {
            using (AmbientRouteCaller.BeginScope(new RouteCaller { User = user }))
            {
                await agent.RunStreamingAsync("Hello.").ToAgentResponseAsync();
            }
        }
    }

    [Fact]
    public async Task Instructions_and_options_of_agent_and_run_reach_the_provider_and_the_model_is_the_route_s()
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(s => s.AddSupportRoutes());
        var agent = services.GetRequiredService<SupportRoutes>().Assist.AsAIAgent(new ChatClientAgentOptions
        {
            ChatOptions = new() { Instructions = "Be brief.", ModelId = "gpt-of-another-day" },
        });

        var response = await agent.RunAsync(
            "Hello.", options: new ChatClientAgentRunOptions(new ChatOptions { Instructions = "In French.", MaxOutputTokens = 77 }));

        var body = Assert.Single(bench.OpenAI).Body;
        Assert.Equal("gpt-5.4-mini", body.GetProperty("model").GetString());
        Assert.Equal(77, body.GetProperty("max_completion_tokens").GetInt32());
        Assert.Contains("Be brief.\\nIn French.", body.GetRawText(), StringComparison.Ordinal);
        var record = response.AsChatResponse().GetRouteRecord()!;
        Assert.Equal(("gpt-of-another-day", "mini"), (record.RequestedModel, record.ServedBy));
    }

    [Fact]
    public async Task A_typed_answer_comes_from_whichever_target_serves()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        bench.Providers.On("haiku").Always(SimulatedReply.FromText("""{"order":"A-1001","days":2}"""));
        await using var services = bench.Services(s => s.AddSingleton<OrderSystem>().AddOrderAgent());
        var agent = services.GetRequiredKeyedService<AIAgent>("orders");

        var response = await agent.RunAsync<Arrival>("When does A-1001 arrive?");

        Assert.Equal(new Arrival("A-1001", 2), response.Result);
        Assert.Equal("haiku", response.AsChatResponse().GetRouteRecord()!.ServedBy);
    }

    [Fact]
    public async Task What_no_target_can_serve_reaches_whoever_runs_the_agent_as_it_is()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        bench.Providers.On("haiku").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        await using var services = bench.Services(s => s.AddSingleton<OrderSystem>().AddOrderAgent());
        var agent = services.GetRequiredKeyedService<AIAgent>("orders");

        var whole = await Assert.ThrowsAsync<RouteException>(() => agent.RunAsync("Hello."));
        var streamed = await Assert.ThrowsAsync<RouteException>(() => agent.RunStreamingAsync("Hello.").ToAgentResponseAsync());

        Assert.StartsWith("Nobody could answer: ", await new OrderDesk(agent).AskAsync("Hello."), StringComparison.Ordinal);
        Assert.Equal(Fault.Unauthorized, whole.Record.Fault);
        Assert.Equal(RouteOutcome.Failed, streamed.Record.Outcome);
    }

    [Fact]
    public async Task A_run_leads_to_the_record_of_its_last_call_whole_and_streamed()
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(s => s.AddSingleton<OrderSystem>().AddOrderAgent().AddSingleton<OrderDesk>());
        var agent = services.GetRequiredKeyedService<AIAgent>("orders");

        Assert.Equal(
            "Simulated reply of gpt-5.4-mini. (mini)", await services.GetRequiredService<OrderDesk>().AskAsync("Hello."));
        RouteRecord? record = null;
        await foreach (var update in agent.RunStreamingAsync("Hello."))
        {
            record = update.AsChatResponseUpdate().GetRouteRecord() ?? record;
        }

        Assert.Equal("mini", record!.ServedBy);
    }

    [Fact]
    public async Task Agents_on_two_routes_work_in_a_workflow_under_one_operation()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("haiku").Always(SimulatedReply.FromText("Ada ordered A-1001."));
        bench.Providers.On("mini").Always(SimulatedReply.FromText("It left on Monday."));
        await using var services = bench.Services(s => s.AddSupportRoutes().AddSingleton<IRouteCallerAccessor, AmbientRouteCaller>());
        var research = services.GetRequiredKeyedService<IChatClient>(SupportRoutes.Keys.Research).AsAIAgent(name: "research");
        var orders = services.GetRequiredService<SupportRoutes>().Assist.AsAIAgent(name: "orders");
        var workflow = AgentWorkflowBuilder.BuildSequential([research, orders]).AsAIAgent(name: "desk");

        using (AmbientRouteCaller.BeginScope(new RouteCaller { OperationId = "op-1" }))
        {
            var response = await workflow.RunAsync("Where is Ada's order?");
            Assert.Contains("It left on Monday.", response.Text, StringComparison.Ordinal);
        }

        var records = await bench.RecordsAsync(2);
        Assert.Equal(["research", "assist"], records.Select(r => r.Route));
        Assert.All(records, r => Assert.Equal("op-1", r.OperationId));
        Assert.Contains("Ada ordered A-1001.", Assert.Single(bench.OpenAI).Body.ToString(), StringComparison.Ordinal);
    }

    private sealed record Arrival(string Order, int Days);
}
