using System.Text;
using Microsoft.AspNetCore.Http;
using RouteGen.Gateway.Refusals;
using RouteGen.Records;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// <c>GET /v1/admin/routes/{route}/direct?language=python</c>: the code by which callers of a route go on without a gateway that is down.
/// </summary>
internal sealed class DirectEndpoint(GatewayServices services)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (Find(context, out var text) is { } refusal)
        {
            await RefusalWriter.WriteAsync(context, GatewayPaths.DialectAt(context), refusal).ConfigureAwait(false);
            return;
        }

        var body = Encoding.UTF8.GetBytes(text);
        ReplyHeaders.Protect(context.Response.Headers);
        ReplyHeaders.Name(context.Response.Headers, RecordId.New(TimeProvider.System.GetUtcNow()));
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private Refusal? Find(HttpContext context, out string text)
    {
        text = "";
        var asked = context.Request.RouteValues["route"] as string ?? "";
        var language = context.Request.Query["language"] is [{ Length: > 0 } named] ? named : DirectSnippets.Languages[0];
        if (!DirectSnippets.Languages.Contains(language, StringComparer.Ordinal))
        {
            return Refusal.Invalid($"The language is one of {string.Join(", ", DirectSnippets.Languages)}.", "language");
        }

        // An administrator sees every route, by either of its names.
        foreach (var route in services.Catalog.Routes)
        {
            if (asked == route.Name || asked == route.FullName)
            {
                text = DirectSnippets.Write(route.Definition, language) ?? "";
                return text.Length > 0 ? null : new(404, "no_direct_target",
                    "No target of this route is a provider's own with an address that everyone has, in a dialect that is served here.");
            }
        }

        return new(404, "route_not_found", "There is no such route.");
    }
}
