using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RouteGen.Gateway.Refusals;
using RouteGen.Records;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Goes before everything else: paths that clients spell in their own ways become the one that is served, so that what guards an endpoint
/// sees no other; and what the framework refuses by itself is told in the caller's dialect.
/// </summary>
internal sealed class GatewayStartup(IOptions<RouteGatewayOptions> options) : IStartupFilter
{
    private static readonly object Ours = new();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var marks = options.Value.AllowedOrigins is { Count: > 0 };
        app.Use(follow => context => InvokeAsync(context, follow, marks));
        if (options.Value.AllowedOrigins is { Count: > 0 } origins)
        {
            app.UseWhen(static c => c.Items.ContainsKey(Ours), branch => branch.UseCors(policy => policy
                .WithOrigins([.. origins])
                .WithMethods(HttpMethods.Get, HttpMethods.Post)
                .AllowAnyHeader()
                .WithExposedHeaders([.. ReplyHeaders.Exposed])
                .SetPreflightMaxAge(TimeSpan.FromHours(1))));
        }

        next(app);
    };

    private static async Task InvokeAsync(HttpContext context, RequestDelegate next, bool marks)
    {
        var request = context.Request;
        if (GatewayPaths.Normalize(request.Path) is not { } path)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (!ReferenceEquals(path, request.Path.Value))
        {
            request.Path = path;
        }

        if (marks)
        {
            context.Items[Ours] = Ours;
        }

        // A call's own id takes its place.
        ReplyHeaders.Name(context.Response.Headers, RecordId.New(TimeProvider.System.GetUtcNow()));
        ReplyHeaders.Protect(context.Response.Headers);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await RefusalWriter.WriteAsync(
                context, GatewayPaths.DialectAt(context), new(e.StatusCode, "bad_request", "The request is not well formed."))
                .ConfigureAwait(false);
            return;
        }

        ReplyCut.Make(context);
        var response = context.Response;
        if (!response.HasStarted && response.StatusCode >= 400 && response.ContentLength is null && response.ContentType is null)
        {
            await RefusalWriter.WriteAsync(context, GatewayPaths.DialectAt(context), ForStatus(response.StatusCode)).ConfigureAwait(false);
        }
    }

    private static Refusal ForStatus(int status) => status switch
    {
        401 => new(401, "invalid_api_key", "No valid key was sent. Send it as 'Authorization: Bearer <key>' or as 'x-api-key'."),
        403 => new(403, "forbidden", "This key may not do this."),
        404 => new(404, "unknown_path", "There is nothing at this path."),
        405 => new(405, "method_not_allowed", "There is something at this path, and not by this method."),
        413 => new(413, "request_too_large", "The body is too large."),
        415 => new(415, "unsupported_media_type", "The body must be JSON in UTF-8."),
        _ => new(status, null, $"The request was refused with HTTP {status}."),
    };
}
