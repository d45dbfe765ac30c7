namespace RouteGen.Testing.Wire;

/// <summary>Status, type, code and words of OpenAI's errors (platform.openai.com/docs/guides/error-codes).</summary>
internal static class OpenAIErrors
{
    private const string Invalid = "invalid_request_error";

    public static WireError For(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "This model's maximum context length is 128000 tokens. However, your messages resulted in 130012 tokens. "
                + "Please reduce the length of the messages.", Invalid, "context_length_exceeded", "messages"),
        SimulatedFailure.ContentFiltered => new(
            400, "Your request was rejected as a result of our safety system.", Invalid, "content_policy_violation"),
        SimulatedFailure.InvalidRequest => new(
            400, "Invalid value: 'assistent'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and "
                + "'developer'.", Invalid, "invalid_value", "messages[0].role"),
        SimulatedFailure.Unprocessable => new(422, "The request could not be processed.", Invalid),
        SimulatedFailure.UnsupportedParameter => new(400, "Unsupported parameter: 'temperature' is not supported with this model.", Invalid,
            "unsupported_parameter", "temperature"),
        SimulatedFailure.InvalidApiKey => new(
            401, "Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.",
            Invalid, "invalid_api_key"),
        SimulatedFailure.PermissionDenied => new(403, $"Project does not have access to model `{model}`.", Invalid, "model_not_available"),
        SimulatedFailure.OutOfCredit => new(
            429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota",
            "insufficient_quota"),
        SimulatedFailure.ModelNotFound => new(
            404, $"The model `{model}` does not exist or you do not have access to it.", Invalid, "model_not_found"),
        SimulatedFailure.RequestTimeout => new(408, "Request timed out.", "timeout"),
        SimulatedFailure.GatewayTimeout => new(504, "The upstream request timed out.", "timeout"),
        SimulatedFailure.Conflict => new(409, "The resource was updated by another request.", "conflict_error", "conflict"),
        SimulatedFailure.RequestTooLarge => new(413, "Request body too large.", Invalid, "request_too_large"),
        SimulatedFailure.RateLimited => new(
            429, $"Rate limit reached for {model} on tokens per min (TPM).", "tokens", "rate_limit_exceeded"),
        SimulatedFailure.Overloaded => new(
            503, "That model is currently overloaded with other requests.", "server_error", "server_is_overloaded"),
        _ => new(500, "The server had an error while processing your request. Sorry about that!", "server_error"),
    };
}
