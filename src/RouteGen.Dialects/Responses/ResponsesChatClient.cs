using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Speaks OpenAI's Responses API (platform.openai.com/docs/api-reference/responses). It leaves nothing with the provider: no reply is
/// stored, so that every turn carries its whole history and another provider can take over.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ResponsesChatClient : DialectChatClient
{
    private readonly bool _reasons;
    private readonly ResponsesRelay _relay;

    /// <summary>Makes a client.</summary>
    /// <param name="connection">How the model is reached.</param>
    /// <param name="reasons">
    /// Whether the model reasons: its reasoning is then asked for encrypted, and goes along from then on. A model that does not reason
    /// refuses to be asked for it.
    /// </param>
    public ResponsesChatClient(DialectConnection connection, bool reasons = false)
        : base(connection) => (_reasons, _relay) = (reasons, new ResponsesRelay(this, connection));

    private protected override object? Find(Type serviceType) => serviceType == typeof(DialectRelay) ? _relay : null;

    private protected override string? SdkNamespace => "OpenAI.Responses";

    private protected override string Path(ChatOptions? options, bool streamed) => "responses";

    private protected override void Write(
        Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool streamed, DroppedOptions dropped) =>
        ResponsesRequest.Write(json, Connection.Model, messages, options, streamed, _reasons, dropped);

    private protected override ChatResponse Read(ReadOnlyMemory<byte> reply) => ResponsesReply.Read(reply);

    private protected override StreamedReply BeginStream() => new ResponsesStream();
}
