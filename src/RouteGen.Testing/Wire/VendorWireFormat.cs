using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// Chat completions as vendors other than OpenAI speak them: the members that all of them have, to which each adds its own. Written from
/// the vendors' pages and from replies that were published, not from what RouteGen reads.
/// </summary>
internal abstract class VendorWireFormat : OpenAIWireFormat
{
    /// <summary>Whether the usage of a stream comes with the finish reason; else it has a chunk of its own if asked for.</summary>
    protected virtual bool StreamsUsageWithFinish => false;

    public override bool StreamsUsage(SimulatedRequest request) => !StreamsUsageWithFinish && base.StreamsUsage(request);

    public override JsonObject Head(Exchange exchange, string kind) => new()
    {
        ["id"] = exchange.Id,
        ["object"] = kind,
        ["created"] = Created,
        ["model"] = exchange.Model,
    };

    public override JsonObject Usage(SimulatedUsage usage) => Counts(usage);

    public override void Complete(JsonObject chunk, Exchange exchange, bool isLast)
    {
        if (StreamsUsageWithFinish && isLast)
        {
            chunk["usage"] = Usage(exchange.Usage);
        }
    }

    protected static JsonObject Counts(SimulatedUsage usage) => new()
    {
        ["prompt_tokens"] = usage.Input,
        ["completion_tokens"] = usage.Output,
        ["total_tokens"] = usage.Input + usage.Output,
    };

    /// <summary>An error whose members stand at the top, as FastAPI servers of the first generation gave it.</summary>
    protected static JsonObject Flat(WireError error, JsonNode? code) => new()
    {
        ["object"] = "error",
        ["message"] = error.Message,
        ["type"] = error.Type,
        ["param"] = error.Param,
        ["code"] = code,
    };
}
