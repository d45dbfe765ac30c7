using Microsoft.Agents.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Agents;

/// <summary>A tool loop of an agent whose provider goes down between two of its turns.</summary>
public sealed class ToolLoopTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_loop_goes_on_at_another_provider_and_the_tool_runs_once(bool streamed)
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini")
            .Reply(SimulatedReply.Calling("FindOrder", """{"order":"A-1001"}""", "call_of_openai"))
            .Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        bench.Providers.On("haiku").Reply(SimulatedReply.FromText("It left on Monday."));
        await using var services = bench.Services(s => s.AddSingleton<OrderSystem>().AddOrderAgent());
        var agent = services.GetRequiredKeyedService<AIAgent>("orders");

        var text = streamed
            ? (await agent.RunStreamingAsync("Where is A-1001?").ToAgentResponseAsync()).Text
            : (await agent.RunAsync("Where is A-1001?")).Text;

        Assert.Equal("It left on Monday.", text);
        Assert.Single(services.GetRequiredService<OrderSystem>().Lookups);
        var asked = Assert.Single(bench.Anthropic).Body;
        var call = asked.GetProperty("messages")[1].GetProperty("content")[0];
        var result = asked.GetProperty("messages")[2].GetProperty("content")[0];
        Assert.Equal(("tool_use", "FindOrder"), (call.GetProperty("type").GetString(), call.GetProperty("name").GetString()));
        Assert.Matches("^[a-zA-Z0-9]{9}$", call.GetProperty("id").GetString());
        Assert.Equal(call.GetProperty("id").GetString(), result.GetProperty("tool_use_id").GetString());
        Assert.Contains("left the warehouse on Monday", result.ToString(), StringComparison.Ordinal);

        var records = await bench.RecordsAsync(2);
        Assert.Equal(["mini", "haiku"], records.Select(r => r.ServedBy));
        Assert.Equal(Fault.Unauthorized, records[1].Attempts[0].Fault);
    }
}
