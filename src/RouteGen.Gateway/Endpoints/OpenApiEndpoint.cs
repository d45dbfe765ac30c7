using Microsoft.AspNetCore.Http;
using RouteGen.Dialects.Json;
using RouteGen.Gateway.Capabilities;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>Describes the endpoint as OpenAPI, with the routes that the key may use as the values of <c>model</c>.</summary>
internal sealed class OpenApiEndpoint(GatewayServices services)
{
    public Task GetAsync(HttpContext context)
    {
        var access = GatewayAccess.From(context)
            ?? throw new InvalidOperationException("The endpoint is described without a policy before it.");
        var routes = new List<(CatalogRoute, IReadOnlyList<string>)>();
        var catalog = services.Catalog;
        foreach (var route in catalog.For(access))
        {
            routes.Add((route, [catalog.NameOf(route),
                .. route.Aliases.Where(static a => !a.Contains('*', StringComparison.Ordinal))]));
        }

        using var text = new JsonText();
        OpenApiDocument.Write(text.Writer, routes);
        return ModelsEndpoint.SendAsync(context, text.Written.ToArray());
    }
}
