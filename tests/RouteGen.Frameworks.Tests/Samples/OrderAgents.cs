using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SupportApp;

public static class OrderAgents
{
    public static IServiceCollection AddOrderAgent(this IServiceCollection services) => services
        .AddSupportRoutes()
        .AddKeyedSingleton<AIAgent>("orders", (s, _) => s.GetRequiredService<SupportRoutes>().Assist.AsAIAgent(
            name: "orders",
            instructions: "You answer questions about orders.",
            tools: [AIFunctionFactory.Create(s.GetRequiredService<OrderSystem>().FindOrder)],
            services: s));
}
