using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Ollama;

/// <summary>A chat client of Ollama's own API, <c>POST /api/chat</c> (docs.ollama.com/api/chat).</summary>
/// <param name="connection">How the server is reached; its endpoint is the server's, without <c>/api</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OllamaClient(DialectConnection connection) : DialectChatClient(connection)
{
    private protected override bool StreamsLines => true;

    private protected override string Path(ChatOptions? options, bool streamed) => "api/chat";

    private protected override void Write(
        Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool streamed, DroppedOptions dropped) =>
        OllamaRequest.Write(json, Connection.Model, messages, options, streamed, dropped);

    private protected override ChatResponse Read(ReadOnlyMemory<byte> reply) => OllamaReply.Read(reply);

    private protected override StreamedReply BeginStream() => new OllamaStream();
}
