using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen;
using SupportApp;

public static class AdvisorAgents
{
    public static IServiceCollection AddAdvisor(this IServiceCollection services) => services
        .AddSupportRoutes()
        .AddSingleton<IRouteCallerAccessor, AmbientRouteCaller>()
        .AddKeyedSingleton<AIAgent>("advisor", (s, _) => s
            .GetRequiredKeyedService<IChatClient>(SupportRoutes.Keys.Advise)
            .AsAIAgent(name: "advisor", services: s));
}
