using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Routing;

namespace RouteGen.Hosting;

/// <summary>Registers tables. Generated <c>Add{Table}</c> methods call it.</summary>
public static class RouteTableServices
{
    /// <summary>
    /// Registers <typeparamref name="TTable"/> as a singleton, each of its routes as itself and as a keyed <see cref="IChatClient"/> under
    /// <c>"{Table}/{route}"</c>, and the HTTP clients, options and validation that they need.
    /// </summary>
    public static IServiceCollection AddRouteTable<TTable>(this IServiceCollection services, Action<RouteTableBuilder<TTable>>? configure = null)
        where TTable : RouteTableBase, IRouteTable<TTable> => throw new NotImplementedException();
}

/// <summary>Adjusts the registration of a table.</summary>
public sealed class RouteTableBuilder<TTable>
    where TTable : RouteTableBase, IRouteTable<TTable>
{
    /// <summary>Serves plain <see cref="IChatClient"/> injection with <paramref name="route"/>.</summary>
    public RouteTableBuilder<TTable> UseAsDefault(Func<TTable, IChatClient> route) => throw new NotImplementedException();

    /// <summary>Serves a target of kind <c>custom</c> with a client of the application's.</summary>
    /// <param name="target">The target's name, from the generated <c>{Table}.Targets</c>.</param>
    /// <param name="create">Makes the client; called once.</param>
    public RouteTableBuilder<TTable> UseChatClient(string target, Func<IServiceProvider, IChatClient> create) => throw new NotImplementedException();
}
