using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SupportDesk.Tests.Endpoints;

public sealed class HelpEndpointTests
{
    private static readonly ReadOnlyMemory<float> Shipping = Vector(1, 0), Returns = Vector(0, 1), Lost = Vector(0.9f, 0.1f);

    [Fact]
    public async Task The_articles_nearest_to_a_ticket_come_first()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.Embed).Reply(Vectors(Shipping, Returns, Returns, Returns)).Always(Vectors(Lost));

        var found = await FindAsync(desk);

        Assert.Equal("embed", found.GetProperty("servedBy").GetString());
        Assert.Equal(("Track an order", 0.994), First(found));
        Assert.Equal(3, found.GetProperty("articles").GetArrayLength());
        Assert.Equal(
            [4, 1],
            desk.Providers.GetProvider("openai").Requests.Where(request => request.Texts.Count > 0).Select(request => request.Texts.Count));
    }

    [Fact]
    public async Task A_fallbacks_vector_finds_what_the_first_provider_indexed()
    {
        await using var desk = await DeskApplication.StartAsync();
        desk.Providers.On(SupportRoutes.Targets.Embed)
            .Reply(Vectors(Shipping, Returns, Returns, Returns))
            .Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
        desk.Providers.On(SupportRoutes.Targets.EmbedViaOr).Always(Vectors(Lost));

        var found = await FindAsync(desk);
        var indexed = await desk.RecordAsync("find-help");
        var asked = await desk.RecordAsync("find-help");

        Assert.Equal(("embed-via-or", ("Track an order", 0.994)), (found.GetProperty("servedBy").GetString(), First(found)));
        Assert.Equal(("embed", "help-index"), (indexed.ServedBy, indexed.Caller.Agent));
        Assert.Equal(("embed-via-or", Fault.Overloaded, "c-7"), (asked.ServedBy, asked.FallbackReason, asked.Caller.User));
    }

    [Fact]
    public async Task A_ticket_that_there_is_not_has_no_articles()
    {
        await using var desk = await DeskApplication.StartAsync();
        using var client = desk.CreateClient();

        using var response = await client.GetAsync("/tickets/9999/articles");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<JsonElement> FindAsync(DeskApplication desk)
    {
        using var client = desk.CreateClient();
        var ticket = await desk.AddTicketAsync(client);
        return await client.GetFromJsonAsync<JsonElement>($"{ticket}/articles");
    }

    private static (string?, double) First(JsonElement found) =>
        (
            found.GetProperty("articles")[0].GetProperty("title").GetString(),
            found.GetProperty("articles")[0].GetProperty("nearness").GetDouble());

    private static SimulatedReply Vectors(params ReadOnlyMemory<float>[] vectors) => new() { Vectors = vectors };

    // As long as the table says that vectors of the model are; all but two numbers are zero.
    private static ReadOnlyMemory<float> Vector(float x, float y)
    {
        var vector = new float[1536];
        (vector[0], vector[1]) = (x, y);
        return vector;
    }
}
