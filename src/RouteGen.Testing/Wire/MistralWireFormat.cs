using System.Text.Json;
using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// Mistral (docs.mistral.ai/api): thinking is a part of the content, usage comes with the finish reason, and an error has all of its
/// members at the top, but for a refused key.
/// </summary>
internal sealed class MistralWireFormat : VendorWireFormat
{
    private const string Invalid = "invalid_request_error";

    // What a request for a completion may have: any other member is refused (docs.mistral.ai/api, mistralai/platform-docs-public#7).
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "model", "messages", "temperature", "top_p", "max_tokens", "stream", "stop", "random_seed", "metadata", "response_format", "tools",
        "tool_choice", "presence_penalty", "frequency_penalty", "n", "prediction", "parallel_tool_calls", "prompt_mode", "safe_prompt",
        "reasoning_effort", "prompt_cache_key", "guardrails",
    };

    protected override bool StreamsUsageWithFinish => true;

    public override WireError? Refusal(SimulatedRequest request)
    {
        if (request.Body.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !Known.Contains(name)) is { } more)
        {
            return new(422, $"Extra inputs are not permitted: {more}", Invalid);
        }

        var ids = request.Messages.SelectMany(IdsOf).Where(id => id.Length != 9 || !id.All(char.IsAsciiLetterOrDigit));
        return ids.FirstOrDefault() is { } wrong
            ? new(400, $"Tool call id was {wrong} but must be a-z, A-Z, 0-9, with a length of 9.", "invalid_request_tool_call_id", "3280")
            : null;
    }

    public override string ReplyId(int number) => $"{number:x32}";

    public override WireError MidStreamError => new(500, "Internal server error", "internal_server_error", "1000");

    public override JsonObject Completion(Exchange exchange)
    {
        var body = base.Completion(exchange);
        if (exchange.Reply.Reasoning is { } thought)
        {
            var message = body["choices"]![0]!["message"]!.AsObject();
            message.Remove(ReasoningMember);
            message["content"] = new JsonArray(
                Thinking(thought), new JsonObject { ["type"] = "text", ["text"] = exchange.Reply.Text ?? "" });
        }

        return body;
    }

    public override JsonObject ReasoningDelta(string piece) => new() { ["content"] = new JsonArray(Thinking(piece)) };

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["num_cached_tokens"] = usage.CachedInput;
        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "Prompt contains 130012 tokens and 0 draft tokens, too large for model with 128000 maximum context length", Invalid,
            "3051"),
        SimulatedFailure.ModelNotFound => new(400, $"Invalid model: {model}", "invalid_model", "1500"),
        SimulatedFailure.InvalidApiKey => new(401, "Unauthorized"),
        SimulatedFailure.OutOfCredit => new(402, "Payment required", "payment_required"),
        SimulatedFailure.RateLimited => new(429, "Rate limit exceeded", "rate_limited", "1300"),
        SimulatedFailure.Overloaded => new(
            503, "Service unavailable.", "service_unavailable", "1001"),
        _ => base.ErrorFor(failure, model),
    };

    public override JsonObject Envelope(WireError error, string requestId) => error.Status == 401
        ? new() { ["message"] = error.Message, ["request_id"] = requestId }
        : Flat(error, error.Code);

    private static IEnumerable<string> IdsOf(JsonElement message)
    {
        if (message.TryGetProperty("tool_call_id", out var id) && id.ValueKind == JsonValueKind.String)
        {
            yield return id.GetString()!;
        }

        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                yield return call.GetProperty("id").GetString() ?? "";
            }
        }
    }

    private static JsonObject Thinking(string piece) => new()
    {
        ["type"] = "thinking",
        ["thinking"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = piece }),
    };
}
