using System.ComponentModel;
using Microsoft.Extensions.AI;
using RouteGen;
using RouteGen.Definitions;
using RouteGen.Hosting;
using RouteGen.Routes;
using RouteGen.Targets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers tables. Generated <c>Add{Table}</c> methods call it.</summary>
public static class RouteTableServiceCollectionExtensions
{
    /// <summary>
    /// Registers <typeparamref name="TTable"/> as a singleton, each of its routes as a keyed <see cref="IChatClient"/>
    /// under <c>"{Table}/{route}"</c>, embedding routes as keyed
    /// <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>s of <c>Embedding&lt;float&gt;</c>, and the HTTP clients,
    /// settings and validation that they need. Registering a table again adjusts it further.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IServiceCollection AddRouteTable<TTable>(
        this IServiceCollection services, Action<RouteTableBuilder<TTable>>? configure = null)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        ArgumentNullException.ThrowIfNull(services);
        var table = TTable.Definition;
        var clients = services.FirstOrDefault(
            d => d.IsKeyedService && d.ServiceType == typeof(CustomClients) && (string?)d.ServiceKey == table.Name)
            ?.KeyedImplementationInstance as CustomClients;
        if (clients is null)
        {
            clients = new CustomClients();
            RouteTableServices.Add(services, table, clients, static runtime => TTable.Create(runtime));
        }

        configure?.Invoke(new RouteTableBuilder<TTable>(services, table, clients));
        return services;
    }
}
