using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// xAI (docs.x.ai/docs/api-reference): reasoning is outside <c>completion_tokens</c>, the cost is in ticks of 10⁻¹⁰ USD, an error is a text
/// beside a code, and a key that is not known is a wrong argument.
/// </summary>
internal sealed class XAIWireFormat : VendorWireFormat
{
    private const decimal TicksPerUsd = 10_000_000_000m;
    private const string WrongArgument = "Client specified an invalid argument";
    private const string NoPermission = "The caller does not have permission to execute the specified operation";

    public override WireError MidStreamError => new(500, "The service has failed.", Code: "Internal error");

    protected override bool StreamsUsageWithFinish => true;

    public override JsonObject Head(Exchange exchange, string kind)
    {
        var head = base.Head(exchange, kind);
        head["system_fingerprint"] = "fp_sim";
        return head;
    }

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = new JsonObject
        {
            ["prompt_tokens"] = usage.Input,
            ["completion_tokens"] = usage.Output - usage.Reasoning,
            ["total_tokens"] = usage.Input + usage.Output,
            ["prompt_tokens_details"] = new JsonObject
            {
                ["text_tokens"] = usage.Input,
                ["audio_tokens"] = 0,
                ["image_tokens"] = 0,
                ["cached_tokens"] = usage.CachedInput,
            },
            ["completion_tokens_details"] = new JsonObject
            {
                ["reasoning_tokens"] = usage.Reasoning,
                ["audio_tokens"] = 0,
                ["accepted_prediction_tokens"] = 0,
                ["rejected_prediction_tokens"] = 0,
            },
            ["num_sources_used"] = 0,
        };
        if (usage.CostUsd is { } cost)
        {
            counts["cost_in_usd_ticks"] = (long)(cost * TicksPerUsd);
        }

        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "This model's maximum prompt length is 131072 but the request contains 537812 tokens.", Code: WrongArgument),
        SimulatedFailure.ContentFiltered => new(
            403, $"Content violates usage guidelines. Team: t, API key ID: k, Model: {model}, Failed check: SAFETY_CHECK_TYPE_BIO",
            Code: NoPermission),
        SimulatedFailure.InvalidRequest => new(400, "Messages cannot be empty", Code: WrongArgument),
        SimulatedFailure.Unprocessable => new(
            422, "Failed to deserialize the JSON body into the target type: messages: missing field `role`", Code: WrongArgument),
        SimulatedFailure.UnsupportedParameter => new(
            400, $"Model {model} does not support parameter presencePenalty.", Code: WrongArgument),
        SimulatedFailure.InvalidApiKey => new(
            400, "Incorrect API key provided: si***ed. You can obtain an API key from https://console.x.ai.", Code: WrongArgument),
        SimulatedFailure.PermissionDenied => new(403, "Access to the chat endpoint is denied", Code: "permission-denied"),
        SimulatedFailure.OutOfCredit => new(
            403, "Your team has either used all available credits or reached its monthly spending limit.", Code: NoPermission),
        SimulatedFailure.ModelNotFound => new(
            404, $"The model {model} does not exist or your team t does not have access to it.",
            Code: "Some requested entity was not found"),
        SimulatedFailure.RateLimited => new(
            429, $"Too many requests for team t and model {model}.", Code: "Some resource has been exhausted"),
        SimulatedFailure.Overloaded => new(503, "Service temporarily unavailable.", Code: "The service is currently unavailable"),
        _ => base.ErrorFor(failure, model),
    };

    public override JsonObject Envelope(WireError error, string requestId) =>
        new() { ["code"] = error.Code ?? error.Type, ["error"] = error.Message };
}
