namespace RouteGen.Testing.Wire;

/// <summary>
/// Status, code and words of Azure OpenAI's errors, which have no type (learn.microsoft.com/azure/ai-foundry/openai/reference).
/// </summary>
internal static class AzureErrors
{
    public static WireError For(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 290012 tokens. Please reduce "
                + "the length of the messages.", "invalid_request_error", "context_length_exceeded", "messages"),
        SimulatedFailure.ContentFiltered => new(
            400, "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your "
                + "prompt and retry.", null, "content_filter", "prompt"),
        SimulatedFailure.InvalidApiKey => new(401, "Access denied due to invalid subscription key or wrong API endpoint.", null, "401"),
        SimulatedFailure.PermissionDenied => new(
            403, "Public access is disabled. Please configure private endpoint.", null, "AccessDenied"),
        SimulatedFailure.OutOfCredit => new(429,
            "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota"),
        SimulatedFailure.ModelNotFound => new(
            404, "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please "
                + "wait a moment and try again.", null, "DeploymentNotFound"),
        SimulatedFailure.RequestTimeout => new(408, "The operation was timeout.", null, "Timeout"),
        SimulatedFailure.RateLimited => new(
            429, "Requests to the ChatCompletions_Create Operation under Azure OpenAI API have exceeded token rate limit of your current "
                + "pricing tier. Please retry after 2 seconds.", null, "429"),
        SimulatedFailure.ServerError => new(
            500, "The server had an error while processing your request. Sorry about that!", null, "InternalServerError"),
        _ => OpenAIErrors.For(failure, model),
    };
}
