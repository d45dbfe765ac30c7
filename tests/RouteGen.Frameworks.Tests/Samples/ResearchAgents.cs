using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen;
using SupportApp;

public static class ResearchAgents
{
    public static IServiceCollection AddResearchAgent(this IServiceCollection services) => services
        .AddSupportRoutes()
        .AddSingleton<IRouteCallerAccessor, AmbientRouteCaller>()
        .AddKeyedSingleton<AIAgent>("research", (s, _) => s.GetRequiredKeyedService<IChatClient>(SupportRoutes.Keys.Research)
            .AsAIAgent(
                name: "research",
                instructions: "You find out what a customer ordered.",
                tools: [AIFunctionFactory.Create(s.GetRequiredService<OrderSystem>().FindOrder)],
                services: s)
            .WithOperationPerRun(s.GetRequiredService<IRouteCallerAccessor>()));
}
