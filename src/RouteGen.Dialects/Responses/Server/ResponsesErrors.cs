using System.Text.Json;
using RouteGen.Dialects.ChatCompletions.Server;

namespace RouteGen.Dialects.Responses.Server;

/// <summary>Writes errors: in OpenAI's envelope, which Responses share, and as what a response that failed says.</summary>
internal static class ResponsesErrors
{
    /// <summary>Writes an error in its envelope.</summary>
    public static void Write(Utf8JsonWriter json, CompletionError error) => ChatCompletionsErrors.Write(json, error);

    /// <summary>The word for why a response failed (OpenAI's OpenAPI document, <c>ResponseErrorCode</c>, a closed list).</summary>
    public static string FailureCode(CompletionError error) => error switch
    {
        { Code: "rate_limit_exceeded" } or { Type: "rate_limit_error" or "rate_limit_exceeded" } => "rate_limit_exceeded",
        { Code: "invalid_prompt" or "content_filter" or "content_policy_violation" } => "invalid_prompt",
        { Code: "bio_policy" or "invalid_image" or "image_content_policy_violation" or "image_too_large" } => error.Code,
        _ => "server_error",
    };
}
