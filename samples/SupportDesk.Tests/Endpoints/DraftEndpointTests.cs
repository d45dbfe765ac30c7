using System.Net;
using System.Net.ServerSentEvents;

namespace SupportDesk.Tests.Endpoints;

public sealed class DraftEndpointTests
{
    [Fact]
    public async Task A_draft_comes_word_by_word_and_ends_with_who_served()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.SonnetViaOr).Always(SimulatedReply.InPieces("Dear ", "customer"));

        var events = await DraftAsync(desk);

        Assert.Equal([("text", "Dear "), ("text", "customer"), ("done", "sonnet-via-or")], events.Select(e => (e.EventType, e.Data)));
    }

    [Fact]
    public async Task A_stream_that_fails_before_its_first_word_falls_over_unseen()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.SonnetViaOr).Always(SimulatedReply.Failing(SimulatedFailure.StreamErrorBeforeContent));
        desk.Providers.On(SupportRoutes.Targets.Sonnet).Always(SimulatedReply.InPieces("Dear ", "customer"));

        var events = await DraftAsync(desk);

        Assert.Equal([("text", "Dear "), ("text", "customer"), ("done", "sonnet")], events.Select(e => (e.EventType, e.Data)));
    }

    [Fact]
    public async Task A_stream_that_breaks_after_its_first_word_ends_with_an_error_event()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.SonnetViaOr).Always(
            SimulatedReply.InPieces("Dear ", "customer") with { Failure = SimulatedFailure.StreamEndsAfterContent, FailAfterPieces = 1 });

        var events = await DraftAsync(desk);
        var record = await desk.RecordAsync("draft");

        Assert.Equal(["text", "error"], events.Select(e => e.EventType));
        Assert.Contains(record.Id, events[^1].Data, StringComparison.Ordinal);
        Assert.Equal(RouteOutcome.Broken, record.Outcome);
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_recorded_as_cancelled()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.SonnetViaOr).Always(
            SimulatedReply.InPieces("Dear ", "customer") with { Failure = SimulatedFailure.StreamStallsAfterContent, FailAfterPieces = 1 });
        using var client = desk.CreateClient();
        var ticket = await desk.AddTicketAsync(client);

        using (var response = await PostAsync(client, ticket))
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            Assert.True(await body.ReadAsync(new byte[1]) == 1);
        }

        var record = await desk.RecordAsync("draft");
        Assert.Equal(RouteOutcome.Cancelled, record.Outcome);
        Assert.Equal("c-7", record.Caller.User);
    }

    [Fact]
    public async Task When_no_model_serves_the_status_says_so()
    {
        await using var desk = await DeskApplication.StartAsync();
        foreach (var target in new[] { SupportRoutes.Targets.SonnetViaOr, SupportRoutes.Targets.Sonnet, SupportRoutes.Targets.GptMini })
        {
            desk.Providers.On(target).Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        }

        using var client = desk.CreateClient();
        using var response = await PostAsync(client, await desk.AddTicketAsync(client));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal((await desk.RecordAsync("draft")).Id, (await response.JsonAsync()).GetProperty("record").GetString());
    }

    private static async Task<List<SseItem<string>>> DraftAsync(DeskApplication desk)
    {
        using var client = desk.CreateClient();
        using var response = await PostAsync(client, await desk.AddTicketAsync(client));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);

        var events = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add(item);
        }

        return events;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string ticket)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{ticket}/draft");
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
