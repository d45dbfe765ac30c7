using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.Gateway.Endpoints;
using RouteGen.Gateway.Routing;
using RouteGen.Routes;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoint.</summary>
public static class RouteGatewayEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves the routes of a table at <c>/v1/chat/completions</c>, <c>/v1/responses</c>, <c>/v1/messages</c> (with
    /// <c>/count_tokens</c>), <c>/v1/embeddings</c> and <c>/v1/models</c>. Several tables may be mapped.
    /// </summary>
    /// <typeparam name="TTable">The generated table class.</typeparam>
    /// <exception cref="InvalidOperationException">
    /// <c>AddRouteGateway</c> was not called, the table is mapped already, or an alias of it and one of another table match the same name.
    /// </exception>
    public static IEndpointRouteBuilder MapRouteGateway<TTable>(this IEndpointRouteBuilder endpoints)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return Map(endpoints, endpoints.ServiceProvider.GetRequiredService<TTable>(), TTable.Definition);
    }

    /// <summary>
    /// Serves the routes of a table that was read at run time (<c>services.AddRouteTable(file)</c>) alike, beside tables that were
    /// compiled.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="table">The table, such as the <c>LoadedRouteTable</c> of the container.</param>
    /// <exception cref="InvalidOperationException">
    /// <c>AddRouteGateway</c> was not called, the table is mapped already, or an alias of it and one of another table match the same name.
    /// </exception>
    public static IEndpointRouteBuilder MapRouteGateway(this IEndpointRouteBuilder endpoints, RouteTableBase table)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(table);
        return Map(endpoints, table, table.Described);
    }

    /// <summary>Serves a table that may be replaced by <see cref="RouteCatalog.Replace"/>.</summary>
    internal static IEndpointRouteBuilder Map(
        IEndpointRouteBuilder endpoints, RouteTableBase table, RouteTableDefinition definition, TableCalls? calls = null)
    {
        var catalog = endpoints.ServiceProvider.GetService<RouteCatalog>()
            ?? throw new InvalidOperationException("Call services.AddRouteGateway() before MapRouteGateway.");
        var isFirst = catalog.Tables.IsEmpty;
        catalog.Add(table, definition, calls);
        if (isFirst)
        {
            GatewayEndpoints.Map(endpoints);
        }

        return endpoints;
    }
}
