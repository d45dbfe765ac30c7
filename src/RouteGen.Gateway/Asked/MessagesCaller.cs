using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Messages.Server;
using RouteGen.Dialects.Relay;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Asked;

/// <summary>Anthropic's Messages.</summary>
internal sealed class MessagesCaller : CallerDialect
{
    public override RelayDialect Relayed => RelayDialect.Messages;

    public override string Name => "messages";

    public override string IdPrefix => "msg_";

    public override AskedCall Read(ReadOnlyMemory<byte> body) => Read(body, isCount: false);

    /// <summary>Reads a body whose tokens are only to be counted.</summary>
    public AskedCall ReadCount(ReadOnlyMemory<byte> body) => Read(body, isCount: true);

    public override void WriteReply(Utf8JsonWriter json, AskedCall asked, in ReplyHead head, ChatResponse reply) =>
        MessagesReplyWriter.Write(json, reply, Head(head));

    public override ReplyStream BeginStream(IBufferWriter<byte> output, AskedCall asked, in ReplyHead head) =>
        new Stream(new(output, Head(head)), head.CallId.ToString("N"));

    public override void WriteError(Utf8JsonWriter json, Refusal refusal, string? requestId) =>
        MessagesErrors.Write(json, ErrorFor(refusal, requestId));

    private static MessagesError ErrorFor(Refusal refusal, string? requestId) =>
        new(MessagesErrors.TypeFor(refusal.Status), refusal.Message, requestId);

    private AskedCall Read(ReadOnlyMemory<byte> body, bool isCount)
    {
        var asked = MessagesRequestReader.Read(body, isCount);
        return new AskedCall
        {
            Dialect = this,
            Body = body,
            Source = asked,
            Model = asked.Model,
            Messages = asked.Messages,
            Options = asked.Options,
            Problems = asked.Problems,
            Others = asked.Others,
            Streamed = asked.Streamed,
            User = asked.User,
            ServiceTier = asked.ServiceTier,
        };
    }

    private MessageHead Head(in ReplyHead head) => new(IdFor(head.CallId), head.Model, head.Tier);

    private sealed class Stream(MessagesStreamWriter writer, string requestId) : ReplyStream
    {
        public override void Write(ChatResponseUpdate update) => writer.Write(update);

        public override void Complete(UsageDetails? usage, decimal? costUsd) => writer.Complete(usage);

        public override void Break(Refusal refusal) => writer.Break(ErrorFor(refusal, requestId));

        public override void Dispose() => writer.Dispose();
    }
}
