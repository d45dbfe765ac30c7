using System.Net;
using System.Text.Json;

namespace SupportDesk.Tests.Endpoints;

public sealed class BudgetEndpointTests
{
    [Fact]
    public async Task Who_has_used_up_a_day_s_translations_is_told_when_there_is_room_and_nobody_else_is()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.GptViaOr).Always(SimulatedReply.FromText("Wo ist meine Bestellung?"));
        using var client = desk.CreateClient();
        var address = $"{await desk.AddTicketAsync(client)}/translation/de";
        for (var i = 0; i < 20; i++)
        {
            using var translated = await AskAsync("maria");
            Assert.Equal(HttpStatusCode.OK, translated.StatusCode);
        }

        using var refused = await AskAsync("maria");
        using var other = await AskAsync("tom");
        var problem = await refused.JsonAsync();

        Assert.Equal((HttpStatusCode.PaymentRequired, HttpStatusCode.OK), (refused.StatusCode, other.StatusCode));
        Assert.Null(refused.Headers.RetryAfter);
        Assert.EndsWith("T00:00:00Z", problem.GetProperty("resetsAt").GetString(), StringComparison.Ordinal);
        Assert.Equal("translations", problem.GetProperty("budget").GetString());

        async Task<HttpResponseMessage> AskAsync(string user)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("X-Desk-User", user);
            return await client.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }
}
