using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// OpenAI's embeddings (platform.openai.com/docs/api-reference/embeddings), with the addresses and errors of the provider that speaks them.
/// </summary>
internal sealed class EmbeddingsWireFormat(OpenAIWireFormat provider, string path = "/embeddings") : WireFormat
{
    public override string BasePath => provider.BasePath;

    public override string CompletionPath => path;

    public override string RequestIdHeader => provider.RequestIdHeader;

    public override bool AsksForWaitInHeaders => provider.AsksForWaitInHeaders;

    public override WireError MidStreamError => provider.MidStreamError;

    public override int PlainStatusOfStreamError => provider.PlainStatusOfStreamError;

    public override string ReplyId(int number) => provider.ReplyId(number);

    public override string RequestId(int number) => provider.RequestId(number);

    public override WireError ErrorFor(SimulatedFailure failure, string model) => provider.ErrorFor(failure, model);

    public override JsonObject Envelope(WireError error, string requestId) => provider.Envelope(error, requestId);

    public override string ErrorText(WireError error, string requestId, TimeSpan? wait) => provider.ErrorText(error, requestId, wait);

    public override string StreamError(WireError error, Exchange exchange) => provider.StreamError(error, exchange);

    public override JsonObject Completion(Exchange exchange)
    {
        var inBase64 = exchange.Request.Member("encoding_format") is { ValueKind: System.Text.Json.JsonValueKind.String } format
            && format.GetString() == "base64";
        return new()
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. exchange.Vectors.Select((vector, i) => new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = i,
                ["embedding"] = inBase64
                    ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()))
                    : new JsonArray([.. vector.Select(value => JsonValue.Create(value))]),
            })]),
            ["model"] = exchange.Model,
            ["usage"] = provider.EmbeddingUsage(exchange.Usage),
        };
    }

    public override IEnumerable<StreamFrame> Stream(Exchange exchange) => [];
}
