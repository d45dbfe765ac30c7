using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RouteGen.Dialects.Json;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Refusals;
using RouteGen.Records;

namespace RouteGen.Gateway.Endpoints;

/// <summary>Answers a request that is not served, in its dialect.</summary>
internal static class RefusalWriter
{
    /// <summary>Writes a refusal, where no reply has begun.</summary>
    public static async Task WriteAsync(HttpContext context, CallerDialect dialect, Refusal refusal)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            ReplyCut.Ask(context);
            return;
        }

        response.Headers.ContentLength = null;
        response.Headers.ContentEncoding = default;
        response.StatusCode = refusal.Status;
        ReplyHeaders.Protect(response.Headers);
        if (refusal.Record is { } record)
        {
            ReplyHeaders.Describe(response.Headers, record);
        }
        else if (!response.Headers.ContainsKey(ReplyHeaders.RequestId))
        {
            ReplyHeaders.Name(response.Headers, RecordId.New(TimeProvider.System.GetUtcNow()));
        }

        // Chains and retries are done with here: a client's own would multiply them. Rates are the client's own to wait for.
        if (refusal.RetryAfter is null || !refusal.MayRetry)
        {
            response.Headers[ReplyHeaders.ShouldRetry] = "false";
        }

        if (refusal.RetryAfter is { } wait)
        {
            var seconds = (long)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 60);
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var body = Body(dialect, refusal, response.Headers[ReplyHeaders.RequestId]);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            response.BodyWriter.Write(body.Span);
            await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static ReadOnlyMemory<byte> Body(CallerDialect dialect, Refusal refusal, string? requestId)
    {
        if (!refusal.Own.IsEmpty)
        {
            return refusal.Own;
        }

        using var text = new JsonText();
        dialect.WriteError(text.Writer, refusal, requestId);
        return text.Written.ToArray();
    }
}
