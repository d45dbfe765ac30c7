namespace RouteGen.Testing.Wire;

/// <summary>Status, words and <c>error_type</c> of OpenRouter's errors (openrouter.ai/docs/api-reference/errors-and-debugging).</summary>
internal static class OpenRouterErrors
{
    public static WireError For(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "This endpoint's maximum context length is 128000 tokens. However, you requested about 130012 tokens.",
            "context_length_exceeded"),
        SimulatedFailure.ContentFiltered => new(403, $"{model} requires moderation on Simulated. Your input was flagged for \"violence\".",
            "content_policy_violation"),
        SimulatedFailure.InvalidRequest => new(400, "Input required: specify \"prompt\" or \"messages\"", "invalid_request"),
        SimulatedFailure.Unprocessable => new(422, "The request could not be processed.", "unprocessable"),
        SimulatedFailure.UnsupportedParameter => new(
            400, "Unsupported parameter: 'temperature' is not supported with this model.", "invalid_request",
            "unsupported_parameter"),
        SimulatedFailure.InvalidApiKey => new(401, "No auth credentials found", "authentication"),
        SimulatedFailure.PermissionDenied => new(403, "This API key may not use the requested model.", "permission_denied"),
        SimulatedFailure.OutOfCredit => new(
            402, "Insufficient credits. Add more using https://openrouter.ai/settings/credits", "payment_required"),
        SimulatedFailure.ModelNotFound => new(404, $"No endpoints found for {model}.", "not_found"),
        SimulatedFailure.RequestTimeout => new(408, "Your request timed out", "timeout"),
        SimulatedFailure.GatewayTimeout => new(504, "Provider timed out", "timeout"),
        SimulatedFailure.Conflict => new(409, "Conflict", "unmapped"),
        SimulatedFailure.RequestTooLarge => new(413, "Request payload too large", "payload_too_large"),
        SimulatedFailure.RateLimited => new(429, "Rate limit exceeded", "rate_limit_exceeded"),
        SimulatedFailure.Overloaded => new(503, "Provider is overloaded", "provider_overloaded"),
        _ => new(500, "Internal Server Error", "server"),
    };
}
