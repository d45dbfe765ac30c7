using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// Speaks Chat Completions (platform.openai.com/docs/api-reference/chat) with OpenAI and with whoever speaks it nearly so. Of several
/// choices a reply is the first; asking for more is refused.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ChatCompletionsClient : DialectChatClient
{
    private readonly ChatVendor _vendor;
    private readonly ChatRelay _relay;

    /// <summary>Makes a client.</summary>
    /// <param name="connection">The model and how to reach it.</param>
    /// <param name="vendor">What is spelled otherwise there; null where no more is known than that the protocol is spoken.</param>
    public ChatCompletionsClient(DialectConnection connection, ChatVendor? vendor = null)
        : base(connection)
    {
        _vendor = vendor ?? ChatVendors.Compatible;
        _relay = new ChatRelay(this, connection, _vendor);
    }

    private protected override object? Find(Type serviceType) => serviceType == typeof(DialectRelay) ? _relay : null;

    private protected override string? SdkNamespace => "OpenAI.Chat";

    private protected override string Path(ChatOptions? options, bool streamed) => "chat/completions";

    private protected override void Write(
        Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool streamed, DroppedOptions dropped) =>
        ChatRequest.Write(json, Connection.Model, _vendor, messages, options, streamed, dropped);

    private protected override ChatResponse Read(ReadOnlyMemory<byte> reply) => ChatReply.Read(reply);

    private protected override StreamedReply BeginStream() => new ChatStream(Connection.MaxReplyBytes);

    // Microsoft.Extensions.AI has one answer for one request: the others would be paid for and lost.
    private protected override void Check(ReadOnlySpan<byte> request)
    {
        var reader = JsonRead.Start(request);
        JsonRead.Enter(ref reader);
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("n"u8))
            {
                reader.Read();
                if (JsonRead.Count(ref reader) > 1)
                {
                    throw new NotSupportedException(
                        "'n' is more than 1, and a reply here is one choice: ask as often as you want choices.");
                }
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }
}
