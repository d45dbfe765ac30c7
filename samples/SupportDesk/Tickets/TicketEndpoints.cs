using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;
using RouteGen;
using SupportDesk.Triage;

namespace SupportDesk.Tickets;

/// <summary>Tickets come in, and an agent reads them: a route per need, awaited as a whole.</summary>
internal static class TicketEndpoints
{
    public static void MapTickets(this IEndpointRouteBuilder app)
    {
        var tickets = app.MapGroup("/tickets");
        tickets.MapPost("/", CreateAsync);
        tickets.MapGet("/{id}/triage", TriageAsync);
        tickets.MapGet("/{id}/summary", SummarizeAsync);
        tickets.MapGet("/{id}/translation/{language}", TranslateAsync);
        tickets.MapPost("/{id}/screenshot", ReadScreenshotAsync);
    }

    private static async Task<Created<TicketCreated>> CreateAsync(
        NewTicket text, TicketStore store, TriageQueue queue, CancellationToken aborted)
    {
        var ticket = store.Add(text.Customer, text.Subject, text.Body);
        await queue.AddAsync(ticket, aborted);
        return TypedResults.Created($"/tickets/{ticket.Id}", new TicketCreated(ticket.Id));
    }

    private static async Task<Results<Ok<TicketLabel>, NoContent, NotFound>> TriageAsync(
        string id, TicketStore store, CancellationToken aborted) =>
        store.Find(id) is not { } ticket ? TypedResults.NotFound()
        : await ticket.Triage.WaitAsync(aborted) is { } label ? TypedResults.Ok(label)
        : TypedResults.NoContent();

    private static async Task<Results<Ok<ModelText>, NotFound>> SummarizeAsync(
        string id, TicketStore store, SupportRoutes routes, CancellationToken aborted)
    {
        if (store.Find(id) is not { } ticket)
        {
            return TypedResults.NotFound();
        }

        var response = await routes.Summarize
            .For(user: ticket.Customer, operationId: ticket.Id)
            .GetResponseAsync($"Summarize this ticket in two lines:\n{ticket.Text}", cancellationToken: aborted);

        // Exactly the targets of the route's chain: one more or one fewer in routes.json is an error here.
        var quality = response.ServedBy switch
        {
            SummarizeTarget.GptMini => "usual",
            SummarizeTarget.Haiku => "fallback",
        };
        return TypedResults.Ok(new ModelText(response.Text, quality));
    }

    private static async Task<Results<Ok<ModelText>, NotFound>> TranslateAsync(
        string id, string language,
        TicketStore store, [FromKeyedServices(SupportRoutes.Keys.Translate)] IChatClient translator, CancellationToken aborted)
    {
        if (store.Find(id) is not { } ticket)
        {
            return TypedResults.NotFound();
        }

        // The route has a budget per user, so it is not a client by itself: this one is that of the
        // request, whose user the middleware knows.
        var response = await translator.GetResponseAsync(
            $"Translate this ticket into the language '{language}':\n{ticket.Text}", cancellationToken: aborted);
        return TypedResults.Ok(
            new ModelText(response.Text, response.GetRouteRecord()?.ServedBy == SupportRoutes.Targets.GptViaOr ? "usual" : "fallback"));
    }

    private static async Task<Results<Ok<ModelText>, NotFound>> ReadScreenshotAsync(
        string id, HttpRequest request, TicketStore store, SupportRoutes routes, CancellationToken aborted)
    {
        if (store.Find(id) is not { } ticket)
        {
            return TypedResults.NotFound();
        }

        using var image = new MemoryStream();
        await request.Body.CopyToAsync(image, aborted);
        var question = new ChatMessage(
            ChatRole.User, [new TextContent("Which error does this screenshot show?"), new DataContent(image.ToArray(), "image/png")]);

        var response = await routes.ReadScreenshot
            .For(user: ticket.Customer, operationId: ticket.Id)
            .GetResponseAsync(question, cancellationToken: aborted);
        return TypedResults.Ok(new ModelText(response.Text, response.ServedBy is ReadScreenshotTarget.GptMini ? "usual" : "fallback"));
    }
}

/// <summary>A ticket as it comes in.</summary>
internal sealed record NewTicket(string Customer, string Subject, string Body);

/// <summary>Where a new ticket is found.</summary>
internal sealed record TicketCreated(string Id);

/// <summary>Text by a model, and whether the usual one wrote it.</summary>
internal sealed record ModelText(string Text, string Quality);
