using Microsoft.Agents.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Agents;

/// <summary>A budget per run: twenty calls of one operation, and the next one is refused.</summary>
public sealed class RunBudgetTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_goes_round_in_circles_is_stopped_and_the_next_one_begins_anew(bool streamed)
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("haiku").Always(r => r.Body.ToString().Contains("circles", StringComparison.Ordinal)
            ? SimulatedReply.Calling("FindOrder", """{"order":"A-1001"}""")
            : SimulatedReply.FromText("Done."));
        await using var services = bench.Services(s => s.AddSingleton<OrderSystem>().AddResearchAgent());
        var agent = services.GetRequiredKeyedService<AIAgent>("research");

        var refused = await Assert.ThrowsAsync<BudgetExceededException>(() => RunAsync(agent, "Go round in circles.", streamed));
        var text = await RunAsync(agent, "Go straight.", streamed);

        Assert.Equal("run", refused.Budget);
        Assert.Equal(20, services.GetRequiredService<OrderSystem>().Lookups.Count);
        Assert.Equal("Done.", text);
        var records = await bench.RecordsAsync(22);
        Assert.Equal(
            [.. Enumerable.Repeat(RouteOutcome.Served, 20), RouteOutcome.Stopped, RouteOutcome.Served], records.Select(r => r.Outcome));
        Assert.Single(records[..21].Select(r => r.OperationId).Distinct());
        Assert.NotEqual(records[0].OperationId, records[21].OperationId);
        Assert.All(records, r => Assert.Equal("research", r.Caller.Agent));
    }

    [Fact]
    public async Task A_run_keeps_the_user_that_the_application_set()
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(s => s.AddSingleton<OrderSystem>().AddResearchAgent());
        var agent = services.GetRequiredKeyedService<AIAgent>("research");

        using (AmbientRouteCaller.BeginScope(new RouteCaller { User = "ada" }))
        {
            await agent.RunAsync("Hello.");
        }

        var record = Assert.Single(await bench.RecordsAsync(1));
        Assert.Equal(("ada", "research"), (record.Caller.User, record.Caller.Agent));
        Assert.NotNull(record.OperationId);
    }

    private static async Task<string> RunAsync(AIAgent agent, string message, bool streamed) => streamed
        ? (await agent.RunStreamingAsync(message).ToAgentResponseAsync()).Text
        : (await agent.RunAsync(message)).Text;
}
