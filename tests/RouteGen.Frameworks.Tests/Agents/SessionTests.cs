using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Agents;

/// <summary>Conversations that outlive a provider, in memory and stored as JSON.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_goes_on_at_another_provider_with_all_that_was_said(bool stored)
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini")
            .Reply(SimulatedReply.Calling("FindOrder", """{"order":"A-1001"}""", "call_of_openai"))
            .Then(SimulatedReply.FromText("It left on Monday."))
            .Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        bench.Providers.On("haiku").Always(SimulatedReply.FromText("Tomorrow."));
        await using var services = bench.Services(s => s.AddSingleton<OrderSystem>().AddOrderAgent());
        var agent = services.GetRequiredKeyedService<AIAgent>("orders");
        var session = await agent.CreateSessionAsync();

        await agent.RunAsync("Where is A-1001?", session);
        if (stored)
        {
            session = await agent.DeserializeSessionAsync(await agent.SerializeSessionAsync(session));
        }

        var response = await agent.RunAsync("When does it arrive?", session);

        Assert.Equal("Tomorrow.", response.Text);
        var messages = Assert.Single(bench.Anthropic).Body.GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], messages.Select(m => m.GetProperty("role").GetString()));
        var id = messages[1].GetProperty("content")[0].GetProperty("id").GetString();
        Assert.Matches("^[a-zA-Z0-9]{9}$", id);
        Assert.Equal(id, messages[2].GetProperty("content")[0].GetProperty("tool_use_id").GetString());
        Assert.Single(services.GetRequiredService<OrderSystem>().Lookups);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Thoughts_of_one_provider_never_reach_another(bool stored)
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("haiku")
            .Reply(SimulatedReply.FromText("Ordered once.") with { Reasoning = "a thought of Anthropic's" })
            .Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        await using var services = bench.Services(s => s.AddSingleton<OrderSystem>().AddResearchAgent());
        var agent = services.GetRequiredKeyedService<AIAgent>("research");
        var session = await agent.CreateSessionAsync();

        var first = await agent.RunAsync("What did Ada order?", session);
        Assert.Contains(first.Messages.SelectMany(m => m.Contents), c => c is TextReasoningContent);
        if (stored)
        {
            session = await agent.DeserializeSessionAsync(await agent.SerializeSessionAsync(session));
        }

        await agent.RunAsync("When?", session);

        Assert.DoesNotContain("thought of Anthropic", Assert.Single(bench.OpenAI).Body.ToString(), StringComparison.Ordinal);
        Assert.Contains("Ordered once.", bench.OpenAI[0].Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_that_one_provider_keeps_is_refused_before_anything_is_sent_where_the_chain_has_two()
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(s => s.AddSupportRoutes());
        var agent = services.GetRequiredService<SupportRoutes>().Assist.AsAIAgent();

        var refused = await Assert.ThrowsAsync<RouteException>(
            async () => await agent.RunAsync("Hello.", await agent.CreateSessionAsync("conv_1")));

        Assert.Equal(Fault.StateNotPortable, refused.Record.Fault);
        Assert.Empty(bench.OpenAI);
    }
}
