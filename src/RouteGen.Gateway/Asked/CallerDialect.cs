using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Relay;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Asked;

/// <summary>A dialect in which callers ask.</summary>
internal abstract class CallerDialect
{
    public static CallerDialect ChatCompletions { get; } = new ChatCompletionsCaller();

    public static CallerDialect Responses { get; } = new ResponsesCaller();

    public static CallerDialect Messages { get; } = new MessagesCaller();

    /// <summary>The dialect as its JSON goes on.</summary>
    public abstract RelayDialect Relayed { get; }

    /// <summary>Its name in records, headers and documents: <c>chat-completions</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What ids of its replies begin with: <c>chatcmpl-</c>.</summary>
    public abstract string IdPrefix { get; }

    /// <summary>Reads a body, which must stay as it is.</summary>
    public abstract AskedCall Read(ReadOnlyMemory<byte> body);

    /// <summary>Reads a body that was looked over: its messages only when they are asked for, where nothing needs them before.</summary>
    public virtual AskedCall Read(ReadOnlyMemory<byte> body, RelayScan scan) => Read(body);

    /// <summary>Writes a whole reply.</summary>
    public abstract void WriteReply(Utf8JsonWriter json, AskedCall asked, in ReplyHead head, ChatResponse reply);

    /// <summary>Begins to write a streamed reply.</summary>
    public abstract ReplyStream BeginStream(IBufferWriter<byte> output, AskedCall asked, in ReplyHead head);

    /// <summary>Writes an error.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="refusal">The error.</param>
    /// <param name="requestId">The id under which the request is known; null where it has none.</param>
    public abstract void WriteError(Utf8JsonWriter json, Refusal refusal, string? requestId);

    /// <summary>The id of a reply: that of its record, with the dialect's prefix.</summary>
    public string IdFor(Guid callId) => IdPrefix + callId.ToString("N");
}
