using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;
using SupportDesk.Tickets;

namespace SupportDesk.Drafting;

/// <summary>A reply to the customer, streamed to the agent's screen as server-sent events.</summary>
internal static class DraftEndpoint
{
    public static void MapDrafting(this IEndpointRouteBuilder app) => app.MapPost("/tickets/{id}/draft", DraftAsync);

    private static async Task<Results<ServerSentEventsResult<string>, NotFound>> DraftAsync(
        string id, TicketStore store, SupportRoutes routes, HttpContext http)
    {
        if (store.Find(id) is not { } ticket)
        {
            return TypedResults.NotFound();
        }

        // The request's own token: a disconnect ends the provider's stream too, and the record says cancelled.
        var updates = routes.Draft
            .For(user: ticket.Customer, agent: "drafter", operationId: ticket.Id)
            .GetStreamingResponseAsync($"Draft a reply to this ticket:\n{ticket.Text}", cancellationToken: http.RequestAborted)
            .GetAsyncEnumerator(http.RequestAborted);
        http.Response.RegisterForDisposeAsync(updates);

        // Until the first word a route fails over or throws: then the status is still open, and a failure is an honest 503.
        var hasText = await updates.MoveNextAsync();
        return TypedResults.ServerSentEvents(DraftEvents.ReadAsync(updates, hasText));
    }
}
