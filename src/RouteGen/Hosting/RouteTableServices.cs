using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen.Hosting;

/// <summary>Registers a table and what it needs, whether it was compiled or read.</summary>
internal static class RouteTableServices
{
    public static void Add<TTable>(IServiceCollection services, RouteTableDefinition table, Func<RouteTableRuntime, TTable> create)
        where TTable : RouteTableBase => Add(services, table, new CustomClients(), create);

    public static void Add<TTable>(
        IServiceCollection services, RouteTableDefinition table, CustomClients clients, Func<RouteTableRuntime, TTable> create)
        where TTable : RouteTableBase
    {
        services.AddKeyedSingleton(table.Name, clients);
        SharedRouteServices.Add(services);

        services.AddOptions<RouteTableSettings>(table.Name).ValidateOnStart();
        services.AddSingleton<IConfigureOptions<RouteTableSettings>>(
            s => new ConfigureFromConfiguration(table.Name, s.GetService<IConfiguration>()));
        services.AddSingleton<IValidateOptions<RouteTableSettings>>(s => new RouteTableValidation(table, clients, s));
        foreach (var provider in table.Providers.Where(p => p.Adapter is not null))
        {
            RouteHttpClients.Add(services, table.Name, provider);
        }

        services.AddSingleton(s => create(s.GetRequiredKeyedService<RouteTableRuntime>(table.Name)));
        services.AddKeyedSingleton(table.Name, (s, _) => new RouteTableRuntime(table, s, clients));
        for (var i = 0; i < table.Routes.Count; i++)
        {
            var index = i;
            var key = ModelRoute.KeyOf(table.Name, table.Routes[i].Name);
            if (table.Routes[i].Type == RouteType.Embedding)
            {
                AddGenerator<TTable>(services, table.Routes[i], index, key);
            }
            else if (table.Routes[i].IsCallerScoped)
            {
                // Of a scope, such as a request, because that is what has a caller.
                services.AddKeyedScoped(key, (s, _) => s.GetRequiredService<TTable>().RouteAt(index).ClientOfCaller(CallerOf(s, key)));
            }
            else
            {
                services.AddKeyedSingleton(key, (s, _) => (IChatClient)s.GetRequiredService<TTable>().RouteAt(index));
            }
        }

        if (table.Routes.Any(static r => r.Budgets.Count > 0) || CreditBook.HasAny(table))
        {
            SharedRouteServices.AddBudgets(services);
        }
    }

    private static void AddGenerator<TTable>(IServiceCollection services, RouteDefinition route, int index, string key)
        where TTable : RouteTableBase
    {
        if (route.IsCallerScoped)
        {
            services.AddKeyedScoped(key, (s, _) => s.GetRequiredService<TTable>().RouteAt(index).GeneratorOfCaller(CallerOf(s, key)));
        }
        else
        {
            services.AddKeyedSingleton(
                key, (s, _) => (IEmbeddingGenerator<string, Embedding<float>>)s.GetRequiredService<TTable>().RouteAt(index));
        }
    }

    private static RouteCaller CallerOf(IServiceProvider services, string key) =>
        (services.GetService<IRouteCallerAccessor>() ?? throw new InvalidOperationException(
            $"'{key}' has a budget per caller: register an IRouteCallerAccessor, or call For(…) on the route.")).Caller
        ?? throw new InvalidOperationException(
            $"The route '{key}' has a budget per caller, and the IRouteCallerAccessor knows no caller here.");
}
