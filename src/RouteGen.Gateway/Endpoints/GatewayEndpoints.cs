using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Gateway.Asked;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Maps every path of the endpoint. What is under <c>/v1</c> and not served is refused there, too, in the caller's dialect.
/// </summary>
internal static class GatewayEndpoints
{
    private static readonly string[] Post = [HttpMethods.Post];
    private static readonly string[] Head = [HttpMethods.Head];
    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider.GetRequiredService<GatewayServices>();
        Map(endpoints, "/v1/chat/completions", Post, new ChatEndpoint(CallerDialect.ChatCompletions, services).InvokeAsync);
        Map(endpoints, "/v1/responses", Post, new ChatEndpoint(CallerDialect.Responses, services).InvokeAsync);
        Map(endpoints, "/v1/messages", Post, new ChatEndpoint(CallerDialect.Messages, services).InvokeAsync);
        Map(endpoints, "/v1/messages/count_tokens", Post, new CountEndpoint(services).InvokeAsync);
        Map(endpoints, "/v1/embeddings", Post, new EmbeddingsEndpoint(services).InvokeAsync);
        var models = new ModelsEndpoint(services);
        Map(endpoints, "/v1/models", Get, models.ListAsync);
        Map(endpoints, "/v1/models/{**model}", Get, models.GetAsync);
        Map(endpoints, "/v1/openapi.json", Get, new OpenApiEndpoint(services).GetAsync);

        // What clients ask to see whether anybody is there.
        endpoints.MapMethods("/", Head, static _ => Task.CompletedTask).WithDisplayName("RouteGen: probe").AllowAnonymous();
        AdminKeys.MapAdminKeys(endpoints);
        RecordsEndpoints.MapRecords(endpoints);
        foreach (var content in ContentEndpoints.MapContent(endpoints))
        {
            content.RequireAuthorization(RouteGatewayDefaults.AdminPolicy);
        }

        HealthEndpoints.MapHealth(endpoints);
        endpoints.MapMethods("/v1/admin/routes/{route}/direct", Get, new DirectEndpoint(services).InvokeAsync)
            .WithDisplayName("RouteGen: /v1/admin/routes/{route}/direct").RequireAuthorization(RouteGatewayDefaults.AdminPolicy);
        endpoints.Map("/v1/{**rest}", NotServedEndpoint.InvokeAsync).WithDisplayName("RouteGen: not served")
            .RequireAuthorization(RouteGatewayDefaults.CallerPolicy);
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, string[] methods, RequestDelegate handler) =>
        endpoints.MapMethods(path, methods, handler).WithDisplayName($"RouteGen: {path}")
            .RequireAuthorization(RouteGatewayDefaults.CallerPolicy);
}
