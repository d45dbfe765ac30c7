using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using SupportApp;

public static class OwnPipeline
{
    public static AIAgent Make(SupportRoutes routes, OrderSystem orders, IServiceProvider services) => routes.Assist
        .AsBuilder()
        .UseFunctionInvocation(configure: f => f.MaximumIterationsPerRequest = 5)
        .Build(services)
        .AsAIAgent(new ChatClientAgentOptions
        {
            Name = "orders",
            UseProvidedChatClientAsIs = true,
            ChatOptions = new() { Tools = [AIFunctionFactory.Create(orders.FindOrder)] },
        });
}
