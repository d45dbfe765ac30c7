using Microsoft.AspNetCore.Http;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Endpoints;

/// <summary>Answers for every path under <c>/v1</c> that is not served, or not by that method.</summary>
internal static class NotServedEndpoint
{
    public static Task InvokeAsync(HttpContext context) =>
        RefusalWriter.WriteAsync(context, GatewayPaths.DialectAt(context), For(context.Request));

    private static Refusal For(HttpRequest request)
    {
        var path = GatewayPaths.WithoutVersion(request.Path);
        for (var i = 0; i < GatewayPaths.Posted.Count; i++)
        {
            if (path.Equals(GatewayPaths.Posted[i], StringComparison.OrdinalIgnoreCase))
            {
                request.HttpContext.Response.Headers.Allow = HttpMethods.Post;
                return new(405, "method_not_allowed", $"Ask /v1{GatewayPaths.Posted[i]} by POST.");
            }
        }

        if (path.StartsWithSegments("/models", StringComparison.OrdinalIgnoreCase))
        {
            request.HttpContext.Response.Headers.Allow = "GET, HEAD";
            return new(405, "method_not_allowed", "Ask /v1/models by GET.");
        }

        for (var i = 0; i < GatewayPaths.NotServed.Count; i++)
        {
            var (prefix, remedy) = GatewayPaths.NotServed[i];
            if (path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return new(404, "not_served", remedy);
            }
        }

        return new(404, "unknown_path",
            "There is nothing at this path. What is served: /v1/chat/completions, /v1/responses, /v1/messages, /v1/embeddings, "
                + "/v1/models.");
    }
}
