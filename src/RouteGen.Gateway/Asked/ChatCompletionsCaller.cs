using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Relay;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Asked;

/// <summary>OpenAI's Chat Completions, as most SDKs and tools speak it.</summary>
internal sealed class ChatCompletionsCaller : CallerDialect
{
    public override RelayDialect Relayed => RelayDialect.ChatCompletions;

    public override string Name => "chat-completions";

    public override string IdPrefix => "chatcmpl-";

    public override AskedCall Read(ReadOnlyMemory<byte> body)
    {
        var asked = ChatCompletionsRequestReader.Read(body);
        return Make(body, asked, asked.Messages);
    }

    public override AskedCall Read(ReadOnlyMemory<byte> body, RelayScan scan) => scan.Plain is null
        ? Read(body)
        : Make(body, ChatCompletionsRequestReader.ReadWithoutMessages(scan), new PlainMessages(scan));

    public override void WriteReply(Utf8JsonWriter json, AskedCall asked, in ReplyHead head, ChatResponse reply) =>
        ChatCompletionsReplyWriter.Write(json, reply, Head(head));

    public override ReplyStream BeginStream(IBufferWriter<byte> output, AskedCall asked, in ReplyHead head) =>
        new Stream(new(output, Head(head), ((ChatCompletionsAsked)asked.Source).IncludesUsage));

    public override void WriteError(Utf8JsonWriter json, Refusal refusal, string? requestId) =>
        ChatCompletionsErrors.Write(json, ErrorFor(refusal));

    /// <summary>A refusal in OpenAI's words.</summary>
    public static CompletionError ErrorFor(Refusal refusal) => new(
        refusal.Type ?? ChatCompletionsErrors.TypeFor(refusal.Status), refusal.Message, refusal.Param, refusal.Code);

    private CompletionHead Head(in ReplyHead head) => new(IdFor(head.CallId), head.CreatedAt, head.Model, head.Tier);

    private AskedCall Make(ReadOnlyMemory<byte> body, ChatCompletionsAsked asked, IReadOnlyList<ChatMessage> messages) => new()
    {
        Dialect = this,
        Body = body,
        Source = asked,
        Model = asked.Model,
        Messages = messages,
        Options = asked.Options,
        Problems = asked.Problems,
        Others = asked.Others,
        Streamed = asked.Streamed,
        User = asked.User,
        ServiceTier = asked.ServiceTier,
    };

    private sealed class Stream(ChatCompletionsStreamWriter writer) : ReplyStream
    {
        public override void Write(ChatResponseUpdate update) => writer.Write(update);

        public override void Complete(UsageDetails? usage, decimal? costUsd) => writer.Complete(usage, costUsd);

        public override void Break(Refusal refusal) => writer.Break(ErrorFor(refusal));

        public override void Dispose() => writer.Dispose();
    }
}
