using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using SupportApp;

public static class SupportKernel
{
    public static IServiceCollection AddSupportKernel(this IServiceCollection services)
    {
        services.AddSupportRoutes(o => o.UseAsDefault(t => t.Summarize));
        services.AddKeyedSingleton<IChatCompletionService>(SupportRoutes.Keys.Assist, (s, key) => s
            .GetRequiredKeyedService<IChatClient>(key)
            .AsBuilder()
            .UseKernelFunctionInvocation()
            .Build(s)
            .AsChatCompletionService(s));
        services.AddKernel().Plugins.AddFromType<OrderPlugin>("orders");
        return services;
    }
}
