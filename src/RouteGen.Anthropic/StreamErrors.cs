using Anthropic.Exceptions;

namespace RouteGen.Anthropic;

/// <summary>
/// Reads <c>event: error</c> inside a stream of status 200, whose types are those of the HTTP errors (docs.anthropic.com/en/api/errors).
/// </summary>
internal static class StreamErrors
{
    // What a moment's wait might cure is a broken stream, which goes to the next target; the others would come again.
    public static Fault FaultOf(AnthropicSseException exception) => exception.Type?.Raw() switch
    {
        "invalid_request_error" => Fault.InvalidRequest,
        "authentication_error" or "permission_error" => Fault.Unauthorized,
        "billing_error" => Fault.QuotaExhausted,
        "not_found_error" => Fault.ModelNotFound,
        "request_too_large" => Fault.ContextTooLong,
        _ => Fault.StreamBroken,
    };
}
