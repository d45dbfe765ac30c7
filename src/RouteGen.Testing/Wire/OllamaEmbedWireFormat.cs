using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>Ollama's own embedding API (docs.ollama.com/api/embed), with the errors of its chat API.</summary>
internal sealed class OllamaEmbedWireFormat : WireFormat
{
    private readonly OllamaWireFormat _chat = new();

    public override string BasePath => _chat.BasePath;

    public override string CompletionPath => "/api/embed";

    public override string RequestIdHeader => _chat.RequestIdHeader;

    public override WireError MidStreamError => _chat.MidStreamError;

    public override string ReplyId(int number) => _chat.ReplyId(number);

    public override string RequestId(int number) => _chat.RequestId(number);

    public override WireError ErrorFor(SimulatedFailure failure, string model) => _chat.ErrorFor(failure, model);

    public override JsonObject Envelope(WireError error, string requestId) => _chat.Envelope(error, requestId);

    public override string StreamError(WireError error, Exchange exchange) => _chat.StreamError(error, exchange);

    public override JsonObject Completion(Exchange exchange) => new()
    {
        ["model"] = exchange.Model,
        ["embeddings"] = new JsonArray(
            [.. exchange.Vectors.Select(vector => new JsonArray([.. vector.Select(value => JsonValue.Create(value))]))]),
        ["total_duration"] = 14_000_000,
        ["load_duration"] = 1_000_000,
        ["prompt_eval_count"] = exchange.Usage.Input,
    };

    public override IEnumerable<StreamFrame> Stream(Exchange exchange) => [];
}
