using Microsoft.Extensions.AI;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

public sealed class ConversationTests
{
    [Fact]
    public async Task On_a_chain_of_one_provider_a_conversation_goes_on_there()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Replies(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok")) { ConversationId = "c-2", FinishReason = ChatFinishReason.Stop }));

        var response = await bench.Route.GetResponseAsync("hello", new ChatOptions { ConversationId = "c-1" });

        Assert.Equal(("c-2", "c-1"), (response.ConversationId, bench.First.Requests[0].Options!.ConversationId));
    }

    [Fact]
    public async Task On_a_chain_of_several_no_reply_starts_one_and_a_request_with_one_stops()
    {
        await using var bench = new TestBench(providerOf: i => i);
        bench.First.Then(Step.Replies(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok")) { ConversationId = "c-2", FinishReason = ChatFinishReason.Stop }));

        Assert.Null((await bench.Route.GetResponseAsync("hello")).ConversationId);
        var e = await Assert.ThrowsAsync<RouteException>(
            () => bench.Route.GetResponseAsync("hello", new ChatOptions { ConversationId = "c-1" }));

        Assert.Equal((RouteOutcome.Stopped, Fault.StateNotPortable), (e.Record.Outcome, e.Fault));
    }
}
