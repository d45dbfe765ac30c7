using Microsoft.AspNetCore.Http.HttpResults;
using SupportDesk.Tickets;

namespace SupportDesk.Help;

/// <summary>Shows an agent what the desk has answered before, ahead of any model's own words.</summary>
internal static class HelpEndpoint
{
    private const int Shown = 3;

    public static void MapHelp(this IEndpointRouteBuilder app) => app.MapGet("/tickets/{id}/articles", FindAsync);

    private static async Task<Results<Ok<FoundArticles>, NotFound>> FindAsync(
        string id, TicketStore store, HelpIndex index, CancellationToken aborted) =>
        store.Find(id) is { } ticket ? TypedResults.Ok(await index.FindAsync(ticket, Shown, aborted)) : TypedResults.NotFound();
}
