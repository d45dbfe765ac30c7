namespace RouteGen.Testing.Wire;

/// <summary>
/// Status and words of Ollama's errors (docs.ollama.com/api/errors). It has no filter, no account and no key of its own:
/// those are a hosted server's or a proxy's.
/// </summary>
internal static class OllamaErrors
{
    public static WireError For(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(400, "prompt too long; exceeded max context length by 12 tokens"),
        SimulatedFailure.ContentFiltered => new(400, "the prompt was flagged"),
        SimulatedFailure.InvalidRequest => new(
            400, "json: cannot unmarshal string into Go struct field ChatRequest.messages of type []api.Message"),
        SimulatedFailure.Unprocessable => new(422, "the request could not be processed"),
        SimulatedFailure.UnsupportedParameter => new(400, $"registry.ollama.ai/library/{model} does not support tools"),
        SimulatedFailure.InvalidApiKey => new(401, "unauthorized"),
        SimulatedFailure.PermissionDenied => new(403, "forbidden"),
        SimulatedFailure.OutOfCredit => new(402, "payment required"),
        SimulatedFailure.ModelNotFound => new(404, $"model '{model}' not found"),
        SimulatedFailure.RequestTimeout => new(408, "request timed out"),
        SimulatedFailure.GatewayTimeout => new(504, "timed out waiting for llama runner to start"),
        SimulatedFailure.Conflict => new(409, "conflict"),
        SimulatedFailure.RequestTooLarge => new(413, "http: request body too large"),
        SimulatedFailure.RateLimited => new(429, "too many concurrent requests"),
        SimulatedFailure.Overloaded => new(503, "server busy, please try again.  maximum pending requests exceeded"),
        _ => new(500, "llama runner process has terminated: exit status 2"),
    };
}
