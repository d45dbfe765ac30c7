using Microsoft.Extensions.AI;
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
            s => new ConfigureFromConfiguration(table, HostConfiguration.Find(s)));
        services.AddSingleton<IValidateOptions<RouteTableSettings>>(s => new RouteTableValidation(table, clients, s));
        foreach (var provider in table.Providers)
        {
            RouteHttpClients.Add(services, table.Name, provider);
        }

        services.AddSingleton(s => create(s.GetRequiredKeyedService<RouteTableRuntime>(table.Name)));
        services.AddKeyedSingleton(table.Name, (s, _) => new RouteTableRuntime(table, s, clients));
        for (var i = 0; i < table.Routes.Count; i++)
        {
            var index = i;
            var key = ModelRoute.KeyOf(table.Name, table.Routes[i].Name);

            // Singletons all: who calls is found at the call, so that agents that live as long as the application can hold a route, and
            // whoever asks for every client at once gets them.
            if (table.Routes[i].Type == RouteType.Embedding)
            {
                services.AddKeyedSingleton(key, (s, _) =>
                    (IEmbeddingGenerator<string, Embedding<float>>)s.GetRequiredService<TTable>().RouteAt(index).ContainersClient);
            }
            else
            {
                services.AddKeyedSingleton(key, (s, _) => (IChatClient)s.GetRequiredService<TTable>().RouteAt(index).ContainersClient);
            }
        }

        if (table.Routes.Any(static r => r.Budgets.Count > 0) || CreditBook.HasAny(table))
        {
            SharedRouteServices.AddBudgets(services);
        }
    }
}
