using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>Ollama's own chat API (docs.ollama.com/api/chat): a line of JSON for each piece.</summary>
internal sealed class OllamaWireFormat : WireFormat
{
    // A fixed time: a simulated reply is the same in every run.
    private const string Created = "2026-09-20T12:00:00Z";

    public override string BasePath => "";

    public override string CompletionPath => "/api/chat";

    public override string RequestIdHeader => "x-request-id";

    public override string StreamContentType => "application/x-ndjson";

    public override WireError MidStreamError => new(500, "an error was encountered while running the model: unexpected EOF");

    public override string ReplyId(int number) => Created;

    public override string RequestId(int number) => $"req_sim{number:D6}";

    public override WireError ErrorFor(SimulatedFailure failure, string model) => OllamaErrors.For(failure, model);

    public override JsonObject Envelope(WireError error, string requestId) => new() { ["error"] = error.Message };

    public override string StreamError(WireError error, Exchange exchange) => Envelope(error, exchange.RequestId).ToJsonString() + "\n";

    public override JsonObject Completion(Exchange exchange)
    {
        var reply = exchange.Reply;
        var message = Message(reply.Text ?? "");
        if (reply.Reasoning is not null)
        {
            message["thinking"] = reply.Reasoning;
        }

        if (reply.ToolCalls.Count > 0)
        {
            message["tool_calls"] = Calls(exchange);
        }

        return Last(exchange, message);
    }

    public override IEnumerable<StreamFrame> Stream(Exchange exchange)
    {
        var reply = exchange.Reply;

        // Nothing comes before the first piece; a piece without content stands for the time of loading.
        yield return Line(FrameKind.Opening, Piece(exchange, Message("")));
        if (reply.Reasoning is not null)
        {
            var thinking = Message("");
            thinking["thinking"] = reply.Reasoning;
            yield return Line(FrameKind.Content, Piece(exchange, thinking));
        }

        foreach (var piece in reply.TextPieces)
        {
            yield return Line(FrameKind.Content, Piece(exchange, Message(piece)));
        }

        if (reply.ToolCalls.Count > 0)
        {
            var calling = Message("");
            calling["tool_calls"] = Calls(exchange);
            yield return Line(FrameKind.Content, Piece(exchange, calling));
        }

        yield return Line(FrameKind.Closing, Last(exchange, Message("")));
    }

    private static StreamFrame Line(FrameKind kind, JsonObject body) => new(kind, body.ToJsonString() + "\n");

    private static JsonObject Message(string text) => new() { ["role"] = "assistant", ["content"] = text };

    private static JsonObject Piece(Exchange exchange, JsonObject message) =>
        new() { ["model"] = exchange.Model, ["created_at"] = Created, ["message"] = message, ["done"] = false };

    private static JsonArray Calls(Exchange exchange) => new([.. exchange.Reply.ToolCalls.Select((call, i) => new JsonObject
    {
        ["id"] = OpenAIWireFormat.CallId(exchange, call, i),
        ["function"] = new JsonObject { ["index"] = i, ["name"] = call.Name, ["arguments"] = JsonNode.Parse(call.ArgumentsJson) },
    })]);

    // Usage comes with the last line alone, whether streamed or not; what was cached is not told.
    private static JsonObject Last(Exchange exchange, JsonObject message)
    {
        var body = Piece(exchange, message);
        body["done"] = true;
        body["done_reason"] = exchange.Reply.FinishOrDefault switch
        {
            SimulatedFinish.Length => "length",
            SimulatedFinish.ContentFilter => "content_filter",
            _ => "stop",
        };
        body["total_duration"] = 5_000_000_000;
        body["load_duration"] = 3_000_000;
        body["prompt_eval_count"] = exchange.Usage.Input;
        body["prompt_eval_duration"] = 300_000_000;
        body["eval_count"] = exchange.Usage.Output;
        body["eval_duration"] = 4_000_000_000;
        return body;
    }
}
