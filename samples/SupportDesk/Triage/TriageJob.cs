using Microsoft.Extensions.AI;
using RouteGen;
using SupportDesk.Tickets;

namespace SupportDesk.Triage;

/// <summary>Labels new tickets in the background. A ticket that no model can label goes to a person; the job goes on.</summary>
internal sealed partial class TriageJob(TriageQueue queue, SupportRoutes routes, ILogger<TriageJob> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var ticket in queue.ReadAllAsync(stoppingToken))
        {
            ticket.Label(await LabelAsync(ticket, stoppingToken));
        }
    }

    private async Task<TicketLabel?> LabelAsync(Ticket ticket, CancellationToken stopping)
    {
        try
        {
            // Structured output over a route: a route is an IChatClient.
            var response = await routes.Triage
                .For(user: ticket.Customer, agent: "triage", operationId: ticket.Id)
                .GetResponseAsync<TicketLabel>(
                    $"Give the topic and the urgency (low, normal, high) of this ticket:\n{ticket.Text}", cancellationToken: stopping);
            return response.TryGetResult(out var label) ? label : null;
        }
        catch (RouteException e)
        {
            NotLabelled(ticket.Id, e.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ticket {Ticket} is left to a person. {Report}")]
    private partial void NotLabelled(string ticket, string report);
}

/// <summary>What triage makes of a ticket.</summary>
internal sealed record TicketLabel(string Topic, string Urgency);
