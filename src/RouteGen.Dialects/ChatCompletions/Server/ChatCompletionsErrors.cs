using System.Text.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>An error as OpenAI tells one.</summary>
/// <param name="Type">Its kind, such as <c>invalid_request_error</c>.</param>
/// <param name="Message">Its words.</param>
/// <param name="Param">The member of the request that it is about; null where it is about none.</param>
/// <param name="Code">What went wrong, such as <c>model_not_found</c>; null where there is no word for it.</param>
internal sealed record CompletionError(string Type, string Message, string? Param = null, string? Code = null)
{
    /// <summary>A problem of a request.</summary>
    public static CompletionError From(RequestProblem problem) =>
        new("invalid_request_error", problem.Message, problem.Param, problem.Code);
}

/// <summary>
/// Writes errors in OpenAI's envelope (its OpenAPI document, <c>ErrorResponse</c>), of whole replies and of streams alike.
/// </summary>
internal static class ChatCompletionsErrors
{
    public static void Write(Utf8JsonWriter json, CompletionError error)
    {
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, error.Message);
        json.WriteString("type"u8, error.Type);
        json.WriteString("param"u8, error.Param);
        json.WriteString("code"u8, error.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>OpenAI's kind of error for a status (platform.openai.com/docs/guides/error-codes).</summary>
    public static string TypeFor(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        402 => "insufficient_quota",
        408 or 504 => "timeout",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
