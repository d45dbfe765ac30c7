using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;
using RouteGen;
using SupportDesk.Tickets;

namespace SupportDesk.Assisting;

/// <summary>Answers an agent's question with tools.</summary>
internal static class AssistEndpoint
{
    public static void MapAssisting(this IEndpointRouteBuilder app) => app.MapPost("/tickets/{id}/assist", AssistAsync);

    private static async Task<Results<Ok<Assistance>, NotFound>> AssistAsync(
        string id, AgentQuestion question, TicketStore store, OrderSystem orders, SupportRoutes routes, CancellationToken aborted)
    {
        if (store.Find(id) is not { } ticket)
        {
            return TypedResults.NotFound();
        }

        // Function invocation around the route, never inside it: a failover then repeats a request to a model, and not a tool.
        // The operation id groups the records of the tool loop.
        using var assistant = routes.Assist
            .For(user: ticket.Customer, agent: "assistant", operationId: $"{ticket.Id}/{Guid.CreateVersion7():N}")
            .AsBuilder()
            .UseFunctionInvocation()
            .Build();
        var response = await assistant.GetResponseAsync(
            $"{question.Question}\n\nThe ticket:\n{ticket.Text}",
            new ChatOptions { Tools = [AIFunctionFactory.Create(orders.Find, "find_order")] },
            aborted);
        return TypedResults.Ok(new Assistance(response.Text, response.GetRouteRecord()?.ServedBy));
    }
}

/// <summary>What an agent asks.</summary>
internal sealed record AgentQuestion(string Question);

/// <summary>The answer, and the target that gave its last words.</summary>
internal sealed record Assistance(string Answer, string? ServedBy);
