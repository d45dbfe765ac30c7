using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// OpenAI's Responses API (platform.openai.com/docs/api-reference/responses), with the addresses and errors of the provider that speaks it.
/// </summary>
internal sealed class ResponsesWireFormat(OpenAIWireFormat provider, string path) : WireFormat
{
    // A fixed time: a simulated reply is the same in every run.
    private const long Created = 1_790_000_000;

    public override string BasePath => provider.BasePath;

    public override string CompletionPath => path;

    public override string RequestIdHeader => provider.RequestIdHeader;

    public override WireError MidStreamError =>
        new(500, "The server had an error while processing your request. Sorry about that!", Type: "server_error", Code: "server_error");

    // A reply that fails after it was accepted is a good answer about a failed response.
    public override int PlainStatusOfStreamError => 200;

    public override string ReplyId(int number) => $"resp_sim{number:D6}";

    public override string RequestId(int number) => provider.RequestId(number);

    public override WireError ErrorFor(SimulatedFailure failure, string model) => provider.ErrorFor(failure, model);

    public override JsonObject Envelope(WireError error, string requestId) => provider.Envelope(error, requestId);

    public override string PlainStreamError(WireError error, Exchange exchange) => Failed(error, exchange).ToJsonString();

    public override string StreamError(WireError error, Exchange exchange) =>
        exchange.Reply.Failure == SimulatedFailure.StreamErrorBeforeContent
            ? ResponsesStream.Event("error", new()
            {
                ["sequence_number"] = 2,
                ["code"] = error.Code,
                ["message"] = error.Message,
                ["param"] = error.Param,
            })
            : ResponsesStream.Event("response.failed", new() { ["sequence_number"] = 99, ["response"] = Failed(error, exchange) });

    public override IEnumerable<StreamFrame> Stream(Exchange exchange) => new ResponsesStream(exchange).Frames();

    public override JsonObject Completion(Exchange exchange) => Response(exchange, StatusOf(exchange), ResponsesItems.All(exchange));

    internal static string StatusOf(Exchange exchange) =>
        exchange.Reply.FinishOrDefault is SimulatedFinish.Length or SimulatedFinish.ContentFilter ? "incomplete" : "completed";

    internal static JsonObject Response(Exchange exchange, string status, JsonArray output)
    {
        var response = Head(exchange, status, output);
        if (status is "completed" or "incomplete")
        {
            response["usage"] = Usage(exchange.Usage);
        }

        return response;
    }

    private static JsonObject Head(Exchange exchange, string status, JsonArray output) => new()
    {
        ["id"] = exchange.Id,
        ["object"] = "response",
        ["created_at"] = Created,
        ["status"] = status,
        ["background"] = false,
        ["error"] = null,
        ["incomplete_details"] = status == "incomplete"
            ? new JsonObject
            {
                ["reason"] = exchange.Reply.FinishOrDefault == SimulatedFinish.Length ? "max_output_tokens" : "content_filter"
            }
            : null,
        ["instructions"] = null,
        ["max_output_tokens"] = null,
        ["model"] = exchange.Model,
        ["output"] = output,
        ["parallel_tool_calls"] = true,
        ["previous_response_id"] = null,
        ["store"] = exchange.Request.Member("store")?.ValueKind != System.Text.Json.JsonValueKind.False,
        ["service_tier"] = exchange.ServiceTier,
        ["temperature"] = 1.0,
        ["text"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "text" } },
        ["tool_choice"] = "auto",
        ["tools"] = new JsonArray(),
        ["top_p"] = 1.0,
        ["truncation"] = "disabled",
        ["metadata"] = new JsonObject(),
    };

    private static JsonObject Failed(WireError error, Exchange exchange)
    {
        var body = Response(exchange, "failed", []);
        body["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        return body;
    }

    private static JsonObject Usage(SimulatedUsage usage) => new()
    {
        ["input_tokens"] = usage.Input,
        ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CachedInput, ["cache_write_tokens"] = 0 },
        ["output_tokens"] = usage.Output,
        ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning },
        ["total_tokens"] = usage.Input + usage.Output,
    };
}
