using System.Text.Json;
using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// DeepSeek (api-docs.deepseek.com): hits and misses of the cache beside the counts, comments while a request waits, and no code but the
/// type.
/// </summary>
internal sealed class DeepSeekWireFormat : VendorWireFormat
{
    private const string Invalid = "invalid_request_error";

    public override string BasePath => "";

    protected override bool StreamsUsageWithFinish => true;

    // Roles and forms that it has not (decolua/9router#773; api-docs.deepseek.com/guides/json_mode), and thought that is not handed back
    // (JohnnyZ93/oai-compatible-copilot#202).
    public override WireError? Refusal(SimulatedRequest request)
    {
        if (request.Messages.Any(message => Text(message, "role") == "developer"))
        {
            return new(400, "Failed to deserialize the JSON body into the target type: messages[0].role: unknown variant `developer`, "
                + "expected one of `system`, `user`, `assistant`, `tool`", Invalid, Invalid);
        }

        if (request.Member("response_format") is { ValueKind: JsonValueKind.Object } format && Text(format, "type") == "json_schema")
        {
            return new(400, "This response_format type is unavailable now", Invalid, Invalid);
        }

        return request.Messages.Any(message => message.TryGetProperty("tool_calls", out _)
            && !message.TryGetProperty("reasoning_content", out _) && request.Model.Contains("reason", StringComparison.Ordinal))
            ? new(400, "The `reasoning_content` in the thinking mode must be passed back to the API.", Invalid, Invalid)
            : null;
    }

    public override IEnumerable<string> OpeningComments() => ["keep-alive", "keep-alive"];

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning };
        counts["prompt_cache_hit_tokens"] = usage.CachedInput;
        counts["prompt_cache_miss_tokens"] = usage.Input - usage.CachedInput;
        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "This model's maximum context length is 131072 tokens. However, you requested 131134 tokens (122942 in the messages, 8192 "
                + "in the completion). Please reduce the length of the messages or completion.", Invalid, Invalid),
        SimulatedFailure.ContentFiltered => new(400, "Content Exists Risk", Invalid, Invalid),
        SimulatedFailure.ModelNotFound => new(400, "Model Not Exist", Invalid, Invalid),
        SimulatedFailure.InvalidApiKey => new(
            401, "Authentication Fails, Your api key: ****ated is invalid", "authentication_error", Invalid),
        SimulatedFailure.OutOfCredit => new(402, "Insufficient Balance", "unknown_error", Invalid),
        SimulatedFailure.Overloaded => new(503, "Service is too busy. We advise users to temporarily switch to alternative LLM API "
            + "service providers.", "service_unavailable_error", "service_unavailable_error"),
        _ => base.ErrorFor(failure, model),
    };

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
