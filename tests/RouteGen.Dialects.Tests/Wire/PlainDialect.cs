using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Tests.Wire;

/// <summary>
/// The least of a dialect: a request is <c>{"model","text","max_tokens"}</c>, and a reply or an event is <c>{"text","end"}</c>.
/// </summary>
internal sealed class PlainDialect(DialectConnection connection) : DialectChatClient(connection)
{
    private protected override string? SdkNamespace => "OpenAI.Chat";

    private protected override string Path(ChatOptions? options, bool streamed) => streamed ? "say/piecemeal" : "say";

    private protected override void Write(
        Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool streamed, DroppedOptions dropped)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, Connection.Model);
        json.WriteString("text"u8, messages[^1].Text);
        json.WriteNumber("max_tokens"u8, options?.MaxOutputTokens ?? 100);
        json.WriteEndObject();
        if (options?.TopK is not null)
        {
            dropped.Add("topK");
        }

        if (options?.Seed is not null)
        {
            dropped.Add("seed");
        }
    }

    private protected override ChatResponse Read(ReadOnlyMemory<byte> reply)
    {
        var reader = JsonRead.Start(reply.Span);
        var (text, end) = Read(ref reader);
        return new(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = end is null ? null : new ChatFinishReason(end) };
    }

    private protected override StreamedReply BeginStream() => new Pieces();

    private static (string? Text, string? End) Read(ref Utf8JsonReader reader)
    {
        string? text = null, end = null;
        if (JsonRead.Enter(ref reader))
        {
            while (JsonRead.Next(ref reader))
            {
                var isText = reader.ValueTextEquals("text"u8);
                reader.Read();
                (text, end) = isText ? (JsonRead.Text(ref reader), end) : (text, JsonRead.Text(ref reader));
            }
        }

        return (text, end);
    }

    private sealed class Pieces : StreamedReply
    {
        public override ChatResponseUpdate? Read(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data)
        {
            var reader = JsonRead.Start(data);
            var (text, end) = PlainDialect.Read(ref reader);
            IsOver = end is not null;
            return new(ChatRole.Assistant, text) { FinishReason = end is null ? null : new ChatFinishReason(end) };
        }
    }
}
