using System.Globalization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http.HttpResults;
using RouteGen;
using SupportDesk.Tickets;

namespace SupportDesk.Operations;

/// <summary>What the team asks of the desk itself.</summary>
internal static class OperationsEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", static () => TypedResults.Text("The support desk. README.md beside the project says what can be asked of it.\n"));
        app.MapGet("/digest", DigestAsync);
        app.MapGet("/probe", static async (SupportRoutes routes, CancellationToken aborted) => TypedResults.Ok(
            (await routes.ProbeAsync(aborted)).Targets.Select(t =>
                new
                {
                    t.Target,
                    Shape = t.Shape.ToString(),
                    Fault = t.Fault.ToString(),
                    LatencyMs = Math.Round(t.Latency.TotalMilliseconds),
                    t.CostUsd
                })));
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = HealthReply.WriteAsync });
        app.MapGet("/spending", static (Spending spending) => TypedResults.Ok(spending.ByBucket));
    }

    private static async Task<Results<Ok<string>, NoContent>> DigestAsync(
        TicketStore store, SupportRoutes routes, CancellationToken aborted)
    {
        if (store.Open is not { Count: > 0 } open)
        {
            return TypedResults.NoContent();
        }

        var tickets = string.Join(
            '\n', open.Select(ticket => string.Create(CultureInfo.InvariantCulture, $"{ticket.Id}: {ticket.Subject}")));
        var response = await routes.Digest
            .For(agent: "digest")
            .GetResponseAsync($"What do these tickets have in common?\n{tickets}", cancellationToken: aborted);
        return TypedResults.Ok(response.Text);
    }
}
