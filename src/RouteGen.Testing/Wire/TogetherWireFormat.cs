using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// Together (docs.together.ai/reference/chat-completions-1): ends with the word <c>eos</c>, and names the request beside an error.
/// </summary>
internal sealed class TogetherWireFormat : VendorWireFormat
{
    protected override string ReasoningMember => "reasoning";

    protected override bool StreamsUsageWithFinish => true;

    public override void Finish(JsonObject choice, SimulatedFinish finish)
    {
        base.Finish(choice, finish);
        choice["seed"] = 42;
        if (finish == SimulatedFinish.Stop)
        {
            choice["finish_reason"] = "eos";
        }
    }

    public override JsonObject Completion(Exchange exchange)
    {
        var body = base.Completion(exchange);
        body["prompt"] = new JsonArray();
        return body;
    }

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["cached_tokens"] = usage.CachedInput;
        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            422, "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens and 512 "
                + "`max_new_tokens`", "invalid_request_error"),
        SimulatedFailure.ModelNotFound => new(
            400, $"Unable to access non-serverless model {model}. Please visit https://api.together.ai/models/{model} to create and start "
                + "a new dedicated endpoint for the model.", "invalid_request_error", "model_not_available"),
        SimulatedFailure.OutOfCredit => new(402, "Credit limit exceeded, please add credits", "credit_limit"),
        SimulatedFailure.RateLimited => new(
            429, $"You have reached the rate limit specific to this model {model}.", "model_rate_limit", "rate_limit"),
        _ => base.ErrorFor(failure, model),
    };

    public override JsonObject Envelope(WireError error, string requestId) => new() { ["id"] = requestId, ["error"] = ErrorBody(error) };
}
