namespace RouteGen.Testing.Wire;

/// <summary>Status, type and words of Anthropic's errors (docs.anthropic.com/en/api/errors).</summary>
internal static class AnthropicErrors
{
    private const string Invalid = "invalid_request_error";

    public static WireError For(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(400, "prompt is too long: 210012 tokens > 200000 maximum", Invalid),
        SimulatedFailure.InvalidRequest => new(400, "messages: at least one message is required", Invalid),
        SimulatedFailure.Unprocessable => new(422, "The request could not be processed.", Invalid),
        SimulatedFailure.UnsupportedParameter => new(
            400, "`temperature` and `top_p` cannot both be specified for this model. Please use only one.", Invalid),
        SimulatedFailure.InvalidApiKey => new(401, "invalid x-api-key", "authentication_error"),
        SimulatedFailure.PermissionDenied => new(
            403, "Your API key does not have permission to use the specified resource.", "permission_error"),
        SimulatedFailure.OutOfCredit => new(402, "Your credit balance is too low to access the Anthropic API.", "billing_error"),
        SimulatedFailure.ModelNotFound => new(404, $"model: {model}", "not_found_error"),
        SimulatedFailure.RequestTimeout => new(408, "Request timed out", "timeout_error"),
        SimulatedFailure.GatewayTimeout => new(504, "Request timed out", "timeout_error"),
        SimulatedFailure.Conflict => new(409, "The request conflicts with another.", "conflict_error"),
        SimulatedFailure.RequestTooLarge => new(413, "Request exceeds the maximum size", "request_too_large"),
        SimulatedFailure.RateLimited => new(429, "This request would exceed your organization's rate limit.", "rate_limit_error"),
        SimulatedFailure.Overloaded => new(529, "Overloaded", "overloaded_error"),
        _ => new(500, "Internal server error", "api_error"),
    };
}
