using System.Net.Http.Json;
using System.Text.Json;

namespace SupportDesk.Tests.Endpoints;

public sealed class AssistEndpointTests
{
    [Fact]
    public async Task The_model_asks_the_order_system_and_answers()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.Sonnet)
            .Reply(SimulatedReply.Calling("find_order", """{"number":"A-1001"}"""))
            .Then(SimulatedReply.FromText("It was shipped on 19 November."));

        var answer = await AssistAsync(desk);

        Assert.Equal("It was shipped on 19 November.", answer.GetProperty("answer").GetString());
        Assert.Contains("shipped", LastRequest(desk, "anthropic"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fallback_in_the_middle_of_a_tool_loop_keeps_the_tools_result()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.Sonnet)
            .Reply(SimulatedReply.Calling("find_order", """{"number":"A-1001"}"""))
            .Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
        desk.Providers.On(SupportRoutes.Targets.Gpt).Always(SimulatedReply.FromText("It is on its way."));

        var answer = await AssistAsync(desk);
        var asked = await desk.RecordAsync("assist");
        var answered = await desk.RecordAsync("assist");

        Assert.Equal("gpt", answer.GetProperty("servedBy").GetString());
        Assert.Contains("shipped", LastRequest(desk, "openai"), StringComparison.Ordinal);
        Assert.Equal(1, desk.Providers.GetRequestCount(SupportRoutes.Targets.Gpt));
        Assert.Equal(("sonnet", "gpt"), (asked.ServedBy, answered.ServedBy));
        Assert.Equal(asked.OperationId, answered.OperationId);
    }

    private static async Task<JsonElement> AssistAsync(DeskApplication desk)
    {
        using var client = desk.CreateClient();
        var ticket = await desk.AddTicketAsync(client);
        using var response = await client.PostAsJsonAsync($"{ticket}/assist", new { question = "Was it shipped?" });
        response.EnsureSuccessStatusCode();
        return await response.JsonAsync();
    }

    // The triage of the ticket goes to other models, and may come at any time.
    private static string LastRequest(DeskApplication desk, string provider) =>
        desk.Providers.GetProvider(provider).Requests.Last(request => request.Model is "gpt-5.4" or "claude-sonnet-4-6").Body.GetRawText();
}
