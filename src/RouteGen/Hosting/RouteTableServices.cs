using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.Routes;
using RouteGen.Spend;
using RouteGen.Targets;

namespace RouteGen.Hosting;

/// <summary>Registers tables. Generated <c>Add{Table}</c> methods call it.</summary>
public static class RouteTableServices
{
    /// <summary>
    /// Registers <typeparamref name="TTable"/> as a singleton, each of its routes as a keyed <see cref="IChatClient"/> under <c>"{Table}/{route}"</c>, embedding
    /// routes as keyed <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>s of <c>Embedding&lt;float&gt;</c>, and the HTTP clients, settings and validation that they need. Registering a table again adjusts it further.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IServiceCollection AddRouteTable<TTable>(this IServiceCollection services, Action<RouteTableBuilder<TTable>>? configure = null)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        ArgumentNullException.ThrowIfNull(services);
        RouteTableDefinition table = TTable.Definition;
        var clients = services.FirstOrDefault(d => d.IsKeyedService && d.ServiceType == typeof(CustomClients) && (string?)d.ServiceKey == table.Name)?.KeyedImplementationInstance as CustomClients;
        if (clients is null)
        {
            clients = new CustomClients();
            AddOnce<TTable>(services, table, clients);
        }

        configure?.Invoke(new RouteTableBuilder<TTable>(services, table, clients));
        return services;
    }

    private static void AddOnce<TTable>(IServiceCollection services, RouteTableDefinition table, CustomClients clients)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        services.AddKeyedSingleton(table.Name, clients);
        services.TryAddSingleton(static s => new TargetHealthRegistry(s.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddSingleton(static s => new SpendRecorder(
            s.GetService<ISpendStore>(), s.GetService<ILoggerFactory>()?.CreateLogger("RouteGen") ?? NullLogger.Instance, s.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddSingleton(static s => new RecordDispatcher(
            s.GetServices<IRouteObserver>(), s.GetRequiredService<SpendRecorder>(), s.GetService<ILoggerFactory>()?.CreateLogger("RouteGen") ?? NullLogger.Instance));

        services.AddOptions<RouteTableSettings>(table.Name).ValidateOnStart();
        services.AddSingleton<IConfigureOptions<RouteTableSettings>>(s => new ConfigureFromConfiguration(table.Name, s.GetService<IConfiguration>()));
        services.AddSingleton<IValidateOptions<RouteTableSettings>>(s => new RouteTableValidation(table, clients, s));
        foreach (ProviderDefinition provider in table.Providers.Where(p => p.Adapter is not null))
        {
            RouteHttpClients.Add(services, table.Name, provider);
        }

        services.AddSingleton(s => TTable.Create(s.GetRequiredKeyedService<RouteTableRuntime>(table.Name)));
        services.AddKeyedSingleton(table.Name, (s, _) => new RouteTableRuntime(table, s, clients));
        for (var i = 0; i < table.Routes.Count; i++)
        {
            var index = i;
            var key = Route.KeyOf(table.Name, table.Routes[i].Name);
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

        if (table.Routes.Any(static r => r.Budgets.Count > 0))
        {
            services.TryAddSingleton<IBudgetLedger>(static s => new InMemoryBudgetLedger(s.GetService<TimeProvider>()));
            services.TryAddSingleton(static s => new LedgerAccess(s));
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<BudgetOptions>, ConfigureBudgets>(static s => new ConfigureBudgets(s.GetService<IConfiguration>())));
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BudgetOptions>, BudgetOptionsValidation>());
            services.AddOptions<BudgetOptions>().ValidateOnStart();
        }
    }

    private static void AddGenerator<TTable>(IServiceCollection services, RouteDefinition route, int index, string key)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        if (route.IsCallerScoped)
        {
            services.AddKeyedScoped(key, (s, _) => s.GetRequiredService<TTable>().RouteAt(index).GeneratorOfCaller(CallerOf(s, key)));
        }
        else
        {
            services.AddKeyedSingleton(key, (s, _) => (IEmbeddingGenerator<string, Embedding<float>>)s.GetRequiredService<TTable>().RouteAt(index));
        }
    }

    private static RouteCaller CallerOf(IServiceProvider services, string key) =>
        (services.GetService<IRouteCallerAccessor>() ?? throw new InvalidOperationException(
            $"'{key}' has a budget per caller: register an IRouteCallerAccessor, or call For(…) on the route.")).Caller
        ?? throw new InvalidOperationException($"The route '{key}' has a budget per caller, and the IRouteCallerAccessor knows no caller here.");
}

/// <summary>Adjusts the registration of a table.</summary>
/// <typeparam name="TTable">The generated table class.</typeparam>
public sealed class RouteTableBuilder<TTable>
    where TTable : RouteTableBase, IRouteTable<TTable>
{
    private readonly RouteTableDefinition _table;
    private readonly CustomClients _clients;

    internal RouteTableBuilder(IServiceCollection services, RouteTableDefinition table, CustomClients clients)
    {
        Services = services;
        _table = table;
        _clients = clients;
    }

    /// <summary>The services that the table is registered with.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Serves plain <see cref="IChatClient"/> injection with <paramref name="route"/>, for an application that injects one already.</summary>
    public RouteTableBuilder<TTable> UseAsDefault(Func<TTable, IChatClient> route)
    {
        ArgumentNullException.ThrowIfNull(route);
        Services.AddSingleton(s => route(s.GetRequiredService<TTable>()));
        return this;
    }

    /// <summary>Serves plain injection of an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> with <paramref name="route"/>, for an application that injects one already.</summary>
    public RouteTableBuilder<TTable> UseAsDefault(Func<TTable, IEmbeddingGenerator<string, Embedding<float>>> route)
    {
        ArgumentNullException.ThrowIfNull(route);
        Services.AddSingleton(s => route(s.GetRequiredService<TTable>()));
        return this;
    }

    /// <summary>Serves a target of kind <c>custom</c> that is asked for embeddings with a generator of the application's, which stays the application's to dispose.</summary>
    /// <param name="target">The target's name, from the generated <c>{Table}.Targets</c>. One that is not of kind <c>custom</c> is refused at start.</param>
    /// <param name="create">Makes the generator; called once.</param>
    public RouteTableBuilder<TTable> UseEmbeddingGenerator(string target, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(create);
        _clients.Add(target, create);
        return this;
    }

    /// <summary>Serves a target of kind <c>custom</c> with a client of the application's, which stays the application's to dispose.</summary>
    /// <param name="target">The target's name, from the generated <c>{Table}.Targets</c>. One that is not of kind <c>custom</c> is refused at start.</param>
    /// <param name="create">Makes the client; called once.</param>
    public RouteTableBuilder<TTable> UseChatClient(string target, Func<IServiceProvider, IChatClient> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(create);
        _clients.Add(target, create);
        return this;
    }

    /// <summary>Probes the table's targets when the host has started, and again and again: see <see cref="RouteTableBase.ProbeAsync"/>.</summary>
    /// <param name="interval">From one probe to the next; at least 1 s.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is shorter than 1 s.</exception>
    public RouteTableBuilder<TTable> ProbeEvery(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        Services.AddHostedService(s => new ProbeSchedule<TTable>(s.GetRequiredService<TTable>(), interval, s));
        return this;
    }

    /// <summary>Adjusts settings in code, after configuration: for tests, and for credentials from elsewhere.</summary>
    public RouteTableBuilder<TTable> Configure(Action<RouteTableSettings> configure)
    {
        Services.PostConfigure(_table.Name, configure);
        return this;
    }
}
