using System.Text.Json;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>An error as Anthropic tells one.</summary>
/// <param name="Type">Its kind, such as <c>invalid_request_error</c>.</param>
/// <param name="Message">Its words.</param>
/// <param name="RequestId">The id under which the request is known; null where it has none.</param>
internal sealed record MessagesError(string Type, string Message, string? RequestId = null)
{
    /// <summary>A problem of a request.</summary>
    public static MessagesError From(RequestProblem problem, string? requestId = null) =>
        new("invalid_request_error", problem.Message, requestId);
}

/// <summary>Writes errors in Anthropic's envelope (docs.anthropic.com/en/api/errors), of whole replies and of streams alike.</summary>
internal static class MessagesErrors
{
    public static void Write(Utf8JsonWriter json, MessagesError error)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, error.Type);
        json.WriteString("message"u8, error.Message);
        json.WriteEndObject();
        if (error.RequestId is not null)
        {
            json.WriteString("request_id"u8, error.RequestId);
        }

        json.WriteEndObject();
    }

    /// <summary>Anthropic's kind of error for a status.</summary>
    public static string TypeFor(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        408 or 504 => "timeout_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 or 529 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
