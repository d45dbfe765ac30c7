using System.Buffers;
using Microsoft.AspNetCore.Http;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Bodies;
using RouteGen.Gateway.Keys;
using RouteGen.Gateway.Limits;
using RouteGen.Gateway.Records;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// What all that is asked by POST have in common: the key and its limits, then the body, then what is asked, a refusal in the caller's
/// dialect in place of whatever fails, and a line in the log.
/// </summary>
internal abstract class GatewayEndpoint(CallerDialect dialect, GatewayServices services)
{
    protected CallerDialect Dialect => dialect;

    protected GatewayServices Services => services;

    public async Task InvokeAsync(HttpContext context)
    {
        if (GatewayAccess.From(context) is not { } access)
        {
            // No policy stands before the endpoint, or one that lets in whom nothing is known of.
            await RefusalWriter.WriteAsync(context, dialect, RefusalFor(KeyRefusal.Missing)).ConfigureAwait(false);
            return;
        }

        var started = services.Time.GetTimestamp();
        using var lease = await services.Limits.EnterAsync(access, context.RequestAborted).ConfigureAwait(false);
        var request = new GatewayRequest { Http = context, Access = access, Lease = lease };
        try
        {
            await RunAsync(request, started).ConfigureAwait(false);
        }
        finally
        {
            request.Route?.Leave();
        }
    }

    /// <summary>Serves a request whose key was accepted and whose body is there.</summary>
    /// <returns>Why it is not served; null where it was.</returns>
    protected abstract ValueTask<Refusal?> ServeAsync(GatewayRequest request);

    private async Task RunAsync(GatewayRequest request, long started)
    {
        var (context, access, lease) = (request.Http, request.Access, request.Lease);
        Refusal? refusal = null;
        var isGone = false;
        try
        {
            lease.WriteHeaders(context.Response.Headers);
            refusal = lease.Refusal is { } over ? RefusalFor(over) : await AdmitAsync(request).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered. A call has left its record.
            isGone = true;
            context.Abort();
        }
        catch (RouteException failure)
        {
            request.Record = failure.Record;
            refusal = RouteRefusals.From(failure);
        }
        catch (Exception e)
        {
            services.Log.Failed(context.Request.Path, e.GetType().Name, e);
            refusal = new(500, "internal_error", "The gateway failed. Its log has more.");
        }

        if (refusal is not null)
        {
            await RefusalWriter.WriteAsync(context, dialect, refusal).ConfigureAwait(false);
        }

        Settle(request);
        GatewayLog.Completed(services.Log, new GatewayLogEntry
        {
            Status = isGone || (refusal is null && IsCutOff(request)) ? 499 : context.Response.StatusCode,
            Model = request.Model,
            KeyId = access.KeyId,
            Record = request.Record,
            RecordId = context.Response.Headers[ReplyHeaders.RequestId],
            Refusal = refusal?.Code,
            Elapsed = services.Time.GetElapsedTime(started),
        });
    }

    // Who has the whole reply may hang up before it is logged.
    private static bool IsCutOff(GatewayRequest request) =>
        request.Aborted.IsCancellationRequested && request.Record is not ({ Outcome: RouteOutcome.Served } or { IsReturned: true });

    /// <summary>A refusal by a key or its limits.</summary>
    protected static Refusal RefusalFor(KeyRefusal refusal) =>
        new(refusal.Status, refusal.Code, refusal.Message) { RetryAfter = refusal.RetryAfter };

    /// <summary>Answers with JSON of which all is there.</summary>
    protected static async ValueTask SendAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        response.BodyWriter.Write(json.Span);
        await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private async ValueTask<Refusal?> AdmitAsync(GatewayRequest request)
    {
        var limit = services.Options.MaxRequestBytes;
        var (body, problem) = await RequestBody.ReadAsync(request.Http.Request, limit, request.Aborted).ConfigureAwait(false);
        request.Body = body;
        return problem != BodyProblem.None ? BodyRefusals.For(problem, limit) : await ServeAsync(request).ConfigureAwait(false);
    }

    private static void Settle(GatewayRequest request)
    {
        if (request.Record is { } record)
        {
            var used = 0L;
            for (var i = 0; i < record.Attempts.Count; i++)
            {
                var usage = record.Attempts[i].Usage ?? record.Attempts[i].EstimatedUsage;
                used += usage is { } counted ? counted.Input + counted.Output : 0;
            }

            request.Lease.Settle(used);
        }
    }
}
