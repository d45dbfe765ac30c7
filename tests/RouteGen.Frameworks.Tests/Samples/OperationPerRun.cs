using Microsoft.Agents.AI;
using RouteGen;

public static class OperationPerRun
{
    public static AIAgent WithOperationPerRun(this AIAgent agent, IRouteCallerAccessor callers) => agent.AsBuilder()
        .Use(async (messages, session, options, next, cancellationToken) =>
        {
            var caller = callers.Caller ?? RouteCaller.None;
            using (AmbientRouteCaller.BeginScope(caller with { Agent = agent.Name, OperationId = Guid.NewGuid().ToString("N") }))
            {
                await next(messages, session, options, cancellationToken);
            }
        })
        .Build();
}
