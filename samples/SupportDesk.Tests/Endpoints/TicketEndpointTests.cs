using System.Net;
using System.Text.Json;

namespace SupportDesk.Tests.Endpoints;

public sealed class TicketEndpointTests
{
    [Fact]
    public async Task A_new_ticket_is_triaged_in_the_background()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.HouseOss).Always(SimulatedReply.FromText("""{"topic":"delivery","urgency":"normal"}"""));
        using var client = desk.CreateClient();

        using var response = await client.GetAsync($"{await desk.AddTicketAsync(client)}/triage");
        var label = await response.JsonAsync();

        Assert.Equal(("delivery", "normal"), (label.GetProperty("topic").GetString(), label.GetProperty("urgency").GetString()));
        Assert.Equal("triage", (await desk.RecordAsync("triage")).Caller.Agent);
    }

    [Fact]
    public async Task The_job_outlives_a_ticket_that_no_model_can_label()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.HouseOss)
            .Reply(SimulatedReply.Failing(SimulatedFailure.InvalidRequest))
            .Always(SimulatedReply.FromText("""{"topic":"delivery","urgency":"high"}"""));
        using var client = desk.CreateClient();

        using var first = await client.GetAsync($"{await desk.AddTicketAsync(client)}/triage");
        using var second = await client.GetAsync($"{await desk.AddTicketAsync(client)}/triage");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    [Theory]
    [InlineData("summary", SupportRoutes.Targets.GptMini, "summarize")]
    [InlineData("translation/de", SupportRoutes.Targets.GptViaOr, "translate")]
    public async Task An_agent_reads_a_ticket_through_the_fallback_and_sees_it(string what, string firstChoice, string route)
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(firstChoice).Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
        desk.Providers.On(SupportRoutes.Targets.Haiku).Always(SimulatedReply.FromText("An order is missing."));
        using var client = desk.CreateClient();

        using var response = await client.GetAsync($"{await desk.AddTicketAsync(client)}/{what}");
        var text = await response.JsonAsync();

        Assert.Equal(("An order is missing.", "fallback"), (text.GetProperty("text").GetString(), text.GetProperty("quality").GetString()));
        Assert.Equal(
            (firstChoice, "haiku"), await desk.RecordAsync(route) is var record ? (record.Attempts[0].Target, record.ServedBy) : default);
    }

    [Fact]
    public async Task A_screenshot_reaches_the_model_as_an_image()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.GptMini).Always(SimulatedReply.FromText("Error 42"));
        using var client = desk.CreateClient();
        using var image = new ByteArrayContent([0x89, 0x50, 0x4E, 0x47]);

        using var response = await client.PostAsync($"{await desk.AddTicketAsync(client)}/screenshot", image);

        Assert.Equal("Error 42", (await response.JsonAsync()).GetProperty("text").GetString());
        Assert.Contains("data:image/png;base64,iVBORw==", desk.Providers.GetProvider("openai").Requests
            .Last(r => r.Model == "gpt-5.4-mini").Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_is_charged_to_the_back_office()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.HouseOss).Always(SimulatedReply.FromText("Deliveries are late."));
        using var client = desk.CreateClient();
        await desk.AddTicketAsync(client);

        using var response = await client.GetAsync("/digest");
        var record = await desk.RecordAsync("digest");
        using var spending = await client.GetAsync("/spending");

        Assert.Equal("\"Deliveries are late.\"", await response.Content.ReadAsStringAsync());
        Assert.Equal(record.CostUsd, (await spending.JsonAsync()).GetProperty("back-office").GetProperty("usd").GetDecimal());
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("triage")]
    [InlineData("translation/de")]
    public async Task A_ticket_that_is_not_there_is_not_found(string what)
    {
        await using var desk = await DeskApplication.StartAsync();
        using var client = desk.CreateClient();

        using var response = await client.GetAsync($"/tickets/9999/{what}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
