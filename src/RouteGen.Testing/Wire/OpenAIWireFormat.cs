using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>OpenAI chat completions, as platform.openai.com/docs/api-reference/chat describes them.</summary>
internal class OpenAIWireFormat : WireFormat
{
    // A fixed time: a simulated reply is the same in every run.
    protected const long Created = 1_790_000_000;

    public override string BasePath => "/v1";

    public override string CompletionPath => "/chat/completions";

    public override string RequestIdHeader => "x-request-id";

    public override WireError MidStreamError =>
        new(500, "The server had an error while processing your request. Sorry about that!", Type: "server_error");

    /// <summary>Where visible reasoning stands. OpenAI shows none; compatible servers use this name.</summary>
    protected virtual string ReasoningMember => "reasoning_content";

    public override string ReplyId(int number) => $"chatcmpl-sim{number:D6}";

    public override string RequestId(int number) => $"req_sim{number:D6}";

    public override WireError ErrorFor(SimulatedFailure failure, string model) => OpenAIErrors.For(failure, model);

    public override JsonObject Envelope(WireError error, string requestId) => new() { ["error"] = ErrorBody(error) };

    public override string StreamError(WireError error, Exchange exchange) => Data(Envelope(error, exchange.RequestId));

    public override JsonObject Completion(Exchange exchange)
    {
        var reply = exchange.Reply;
        var message = new JsonObject { ["role"] = "assistant", ["content"] = reply.Text, ["refusal"] = null };
        if (reply.Reasoning is not null)
        {
            message[ReasoningMember] = reply.Reasoning;
        }

        if (reply.ToolCalls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. reply.ToolCalls.Select((call, i) => ToolCall(exchange, call, i))]);
        }
        else
        {
            message["content"] ??= "";
            message["annotations"] = new JsonArray();
        }

        var choice = new JsonObject { ["index"] = 0, ["message"] = message, ["logprobs"] = null };
        Finish(choice, reply.FinishOrDefault);
        var body = Head(exchange, "chat.completion");
        body["choices"] = new JsonArray(choice);
        body["usage"] = Usage(exchange.Usage);
        return body;
    }

    public override IEnumerable<StreamFrame> Stream(Exchange exchange) => new OpenAIStream(this, exchange).Frames();

    /// <summary>Whether the last chunk carries usage. OpenAI does it only when asked to.</summary>
    public virtual bool StreamsUsage(SimulatedRequest request) =>
        request.Member("stream_options") is { ValueKind: System.Text.Json.JsonValueKind.Object } options
        && options.TryGetProperty("include_usage", out var include) && include.ValueKind == System.Text.Json.JsonValueKind.True;

    /// <summary>Comments that come while the model has not begun.</summary>
    public virtual IEnumerable<string> OpeningComments() => [];

    /// <summary>The members that every reply and chunk begins with.</summary>
    public virtual JsonObject Head(Exchange exchange, string kind) => new()
    {
        ["id"] = exchange.Id,
        ["object"] = kind,
        ["created"] = Created,
        ["model"] = exchange.Model,
        ["service_tier"] = exchange.ServiceTier,
        ["system_fingerprint"] = "fp_sim",
    };

    public virtual JsonObject Usage(SimulatedUsage usage) => new()
    {
        ["prompt_tokens"] = usage.Input,
        ["completion_tokens"] = usage.Output,
        ["total_tokens"] = usage.Input + usage.Output,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CachedInput, ["audio_tokens"] = 0 },
        ["completion_tokens_details"] = new JsonObject
        {
            ["reasoning_tokens"] = usage.Reasoning,
            ["audio_tokens"] = 0,
            ["accepted_prediction_tokens"] = 0,
            ["rejected_prediction_tokens"] = 0,
        },
    };

    /// <summary>The usage of a reply with vectors.</summary>
    public virtual JsonObject EmbeddingUsage(SimulatedUsage usage) =>
        new() { ["prompt_tokens"] = usage.Input, ["total_tokens"] = usage.Input };

    public virtual void Finish(JsonObject choice, SimulatedFinish finish) => choice["finish_reason"] = FinishName(finish);

    public static string Data(JsonNode node) => $"data: {node.ToJsonString()}\n\n";

    public static string CallId(Exchange exchange, SimulatedToolCall call, int index) =>
        call.Id ?? $"call_sim{exchange.Request.Number:D6}x{index}";

    /// <summary>Adds what a chunk has beside its choice: where vendors put the usage of a stream differs.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="exchange">What it is part of.</param>
    /// <param name="isLast">Whether it has the finish reason.</param>
    public virtual void Complete(JsonObject chunk, Exchange exchange, bool isLast)
    {
    }

    public virtual JsonObject ReasoningDelta(string piece) => new() { [ReasoningMember] = piece };

    /// <summary>What stands beside a tool call and is wanted back with it; null where nothing does.</summary>
    public virtual JsonObject? ExtraContent(Exchange exchange, string callId, int index) => null;

    /// <summary>A tool call's own members, before its function.</summary>
    public JsonObject CallHead(Exchange exchange, SimulatedToolCall call, int index)
    {
        var id = CallId(exchange, call, index);
        var head = new JsonObject { ["id"] = id, ["type"] = "function" };
        if (ExtraContent(exchange, id, index) is { } extra)
        {
            head["extra_content"] = extra;
        }

        return head;
    }

    protected static string FinishName(SimulatedFinish finish) => finish switch
    {
        SimulatedFinish.Length => "length",
        SimulatedFinish.ToolCalls => "tool_calls",
        SimulatedFinish.ContentFilter => "content_filter",
        _ => "stop",
    };

    protected static JsonObject ErrorBody(WireError error) => new()
    {
        ["message"] = error.Message,
        ["type"] = error.Type,
        ["param"] = error.Param,
        ["code"] = error.Code,
    };

    private JsonObject ToolCall(Exchange exchange, SimulatedToolCall call, int index)
    {
        var body = CallHead(exchange, call, index);
        body["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.ArgumentsJson };
        return body;
    }
}
