using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// vLLM's server (docs.vllm.ai, vllm/entrypoints/openai): error types are names of Python exceptions, codes are numbers, and what it does
/// not count is null.
/// </summary>
internal sealed class VllmWireFormat : VendorWireFormat
{
    protected override string ReasoningMember => "reasoning";

    public override WireError MidStreamError => new(500, "EngineCore encountered an issue. See stack trace (above) for the root cause.",
        "InternalServerError");

    public override JsonObject Completion(Exchange exchange)
    {
        var body = base.Completion(exchange);
        body["service_tier"] = null;
        body["system_fingerprint"] = null;
        body["prompt_logprobs"] = null;
        body["kv_transfer_params"] = null;
        return body;
    }

    public override void Finish(JsonObject choice, SimulatedFinish finish)
    {
        base.Finish(choice, finish);
        choice["stop_reason"] = null;
        choice["token_ids"] = null;
    }

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["prompt_tokens_details"] = null;
        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "This model's maximum context length is 4096 tokens. However, your request has 5000 input tokens. Please reduce the "
                + "length of the input messages.", "BadRequestError"),
        SimulatedFailure.InvalidRequest => new(
            400, "[{'type': 'missing', 'loc': ('body', 'messages'), 'msg': 'Field required'}]", "Bad Request"),
        SimulatedFailure.Unprocessable => new(422, "The request could not be processed.", "UnprocessableEntityError"),
        SimulatedFailure.InvalidApiKey => new(401, "Unauthorized"),
        SimulatedFailure.ModelNotFound => new(404, $"The model `{model}` does not exist.", "NotFoundError"),
        SimulatedFailure.ServerError => new(500, "Internal server error", "InternalServerError"),
        _ => base.ErrorFor(failure, model),
    };

    // The key is checked before the API, by a middleware that has an envelope of its own.
    public override JsonObject Envelope(WireError error, string requestId) => error.Status == 401
        ? new() { ["error"] = error.Message }
        : new()
        {
            ["error"] = new JsonObject
            {
                ["message"] = error.Message,
                ["type"] = error.Type,
                ["param"] = error.Param,
                ["code"] = error.Status,
            },
        };
}
