using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RouteGen.Gateway.Keys;

/// <summary>OpenAI's envelope of errors, and Anthropic's on the paths of Messages.</summary>
internal sealed class PlainRefusalWriter : IRefusalWriter
{
    public async ValueTask WriteAsync(HttpContext context, int status, string code, string message, TimeSpan? retryAfter)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "private, no-store";
        response.Headers["x-should-retry"] = "false";
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Clamp((int)Math.Ceiling(wait.TotalSeconds), 1, 60).ToString(CultureInfo.InvariantCulture);
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (context.Request.Path.StartsWithSegments("/v1/messages", StringComparison.OrdinalIgnoreCase))
            {
                WriteMessages(writer, context, status, message);
            }
            else
            {
                WriteOpenAI(writer, status, code, message);
            }
        }

        response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static void WriteOpenAI(Utf8JsonWriter writer, int status, string code, string message)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("message", message);
        writer.WriteString("type", status >= 500 ? "server_error" : status == 429 ? "rate_limit_error" : "invalid_request_error");
        writer.WriteNull("param");
        writer.WriteString("code", code);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter writer, HttpContext context, int status, string message)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "error");
        writer.WriteStartObject("error");
        writer.WriteString("type", status switch
        {
            401 => "authentication_error",
            403 => "permission_error",
            404 => "not_found_error",
            413 => "request_too_large",
            429 => "rate_limit_error",
            >= 500 => "api_error",
            _ => "invalid_request_error",
        });
        writer.WriteString("message", message);
        writer.WriteEndObject();
        writer.WriteString(
            "request_id", context.Response.Headers["x-request-id"] is [{ Length: > 0 } id, ..] ? id : context.TraceIdentifier);
        writer.WriteEndObject();
    }
}
