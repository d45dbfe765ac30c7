using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Responses.Server;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Asked;

/// <summary>OpenAI's Responses, without state: nothing is kept, and nothing that was kept can be gone back to.</summary>
internal sealed class ResponsesCaller : CallerDialect
{
    public override RelayDialect Relayed => RelayDialect.Responses;

    public override string Name => "responses";

    public override string IdPrefix => "resp_";

    public override AskedCall Read(ReadOnlyMemory<byte> body)
    {
        var asked = ResponsesRequestReader.Read(body);
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

    public override void WriteReply(Utf8JsonWriter json, AskedCall asked, in ReplyHead head, ChatResponse reply) =>
        ResponsesReplyWriter.Write(json, reply, Head(head), (ResponsesAsked)asked.Source);

    public override ReplyStream BeginStream(IBufferWriter<byte> output, AskedCall asked, in ReplyHead head) =>
        new Stream(new(output, Head(head), (ResponsesAsked)asked.Source));

    public override void WriteError(Utf8JsonWriter json, Refusal refusal, string? requestId) =>
        ResponsesErrors.Write(json, ChatCompletionsCaller.ErrorFor(refusal));

    private CompletionHead Head(in ReplyHead head) => new(IdFor(head.CallId), head.CreatedAt, head.Model, head.Tier);

    private sealed class Stream(ResponsesStreamWriter writer) : ReplyStream
    {
        public override void Write(ChatResponseUpdate update) => writer.Write(update);

        public override void NoteRelayed(ReadOnlySpan<byte> events) => writer.GoOnAfter(events);

        public override void Complete(UsageDetails? usage, decimal? costUsd) => writer.Complete(usage);

        public override void Break(Refusal refusal) => writer.Break(ChatCompletionsCaller.ErrorFor(refusal));

        public override void Dispose() => writer.Dispose();
    }
}
