using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Bodies;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// What all that is asked by POST have in common: the key, then the body, then what is asked, and a refusal in the caller's dialect in
/// place of whatever fails.
/// </summary>
internal abstract class GatewayEndpoint(CallerDialect dialect, GatewayServices services)
{
    protected CallerDialect Dialect => dialect;

    protected GatewayServices Services => services;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            if (await AdmitAsync(context).ConfigureAwait(false) is { } refusal)
            {
                await RefusalWriter.WriteAsync(context, dialect, refusal).ConfigureAwait(false);
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered. A call has left its record.
            context.Abort();
        }
        catch (RouteException failure)
        {
            await RefusalWriter.WriteAsync(context, dialect, RouteRefusals.From(failure)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            services.Log.Failed(context.Request.Path, e.GetType().Name, e);
            await RefusalWriter.WriteAsync(context, dialect, new(500, "internal_error", "The gateway failed. Its log has more."))
                .ConfigureAwait(false);
        }
    }

    /// <summary>Serves a request whose key was accepted and whose body is there.</summary>
    /// <returns>Why it is not served; null where it was.</returns>
    protected abstract ValueTask<Refusal?> ServeAsync(HttpContext context, GatewayAccess access, ReadOnlyMemory<byte> body);

    /// <summary>Answers with JSON of which all is there.</summary>
    protected static async ValueTask SendAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        response.BodyWriter.Write(json.Span);
        await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private async ValueTask<Refusal?> AdmitAsync(HttpContext context)
    {
        if (GatewayAccess.From(context) is not { } access)
        {
            return new(401, "missing_api_key", "This endpoint needs a key.");
        }

        var limit = services.Options.MaxRequestBytes;
        var (body, problem) = await RequestBody.ReadAsync(context.Request, limit, context.RequestAborted).ConfigureAwait(false);
        return problem != BodyProblem.None
            ? BodyRefusals.For(problem, limit)
            : await ServeAsync(context, access, body).ConfigureAwait(false);
    }
}
