using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>How one protocol looks: addresses, ids, replies, streams, errors. Knows nothing of HTTP.</summary>
internal abstract class WireFormat
{
    /// <summary>The path of the base address that a client is given.</summary>
    public abstract string BasePath { get; }

    /// <summary>How the path of a completion request ends.</summary>
    public abstract string CompletionPath { get; }

    /// <summary>The header that carries the provider's request id.</summary>
    public abstract string RequestIdHeader { get; }

    public static WireFormat Of(ProviderWire wire) => wire switch
    {
        ProviderWire.OpenAI => new OpenAIWireFormat(),
        ProviderWire.OpenRouter => new OpenRouterWireFormat(),
        ProviderWire.Anthropic => new AnthropicWireFormat(),
        _ => throw new ArgumentOutOfRangeException(nameof(wire), wire, "Not a wire protocol."),
    };

    public abstract string ReplyId(int number);

    public abstract string RequestId(int number);

    /// <summary>The body of a plain reply.</summary>
    public abstract JsonObject Completion(Exchange exchange);

    /// <summary>A whole, successful stream.</summary>
    public abstract IEnumerable<StreamFrame> Stream(Exchange exchange);

    /// <summary>The status and error of a failure that is told by an envelope.</summary>
    public abstract WireError ErrorFor(SimulatedFailure failure, string model);

    /// <summary>The body of an error.</summary>
    public abstract JsonObject Envelope(WireError error, string requestId);

    /// <summary>An error inside a stream.</summary>
    public abstract string StreamError(WireError error, Exchange exchange);

    /// <summary>The error inside a 200 stream: the provider was overloaded midway.</summary>
    public abstract WireError MidStreamError { get; }

    /// <summary>What the protocol makes of a failure inside a stream when no stream was asked for: its status, 200 where errors come in a good reply.</summary>
    public virtual int PlainStatusOfStreamError => MidStreamError.Status;
}
