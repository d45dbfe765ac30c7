using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Whether the process lives, and whether it is ready to be asked. Neither asks a provider, costs anything or needs a key, and neither says
/// more than a name of what is not ready.
/// </summary>
internal sealed class HealthEndpoints(IHostApplicationLifetime lifetime, HealthCheckService? checks)
{
    /// <summary>The tag of the health checks that readiness waits for; the application may add its own.</summary>
    internal const string Ready = "ready";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>, for anybody.</summary>
    internal static void MapHealth(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var health = new HealthEndpoints(services.GetRequiredService<IHostApplicationLifetime>(),
            services.GetService<HealthCheckService>());
        endpoints.MapMethods("/health/live", Get, static c => AnswerAsync(c, [])).AllowAnonymous().WithDisplayName("RouteGen: live");
        endpoints.MapMethods("/health/ready", Get, health.ReadyAsync).AllowAnonymous().WithDisplayName("RouteGen: ready");
    }

    private async Task ReadyAsync(HttpContext context)
    {
        // From the moment that the process was told to stop: balancers then send new requests elsewhere, while those under way go on.
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await AnswerAsync(context, ["stopping"]).ConfigureAwait(false);
            return;
        }

        await AnswerAsync(context, checks is null ? [] : await FailingAsync(checks, context.RequestAborted).ConfigureAwait(false))
            .ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<string>> FailingAsync(HealthCheckService checks, CancellationToken cancellationToken)
    {
        try
        {
            var report = await checks.CheckHealthAsync(static r => r.Tags.Contains(Ready), cancellationToken)
                .WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
            return [.. report.Entries.Where(static e => e.Value.Status == HealthStatus.Unhealthy).Select(static e => e.Key)];
        }
        catch (TimeoutException)
        {
            return ["checks"];
        }
    }

    private static async Task AnswerAsync(HttpContext context, IReadOnlyList<string> failing)
    {
        var response = context.Response;
        response.StatusCode = failing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/plain; charset=utf-8";
        var text = Encoding.UTF8.GetBytes(failing.Count == 0 ? "ok\n" : $"not ready: {string.Join(", ", failing)}\n");
        response.ContentLength = text.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
