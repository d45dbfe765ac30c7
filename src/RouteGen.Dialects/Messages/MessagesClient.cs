using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// A chat client for Anthropic's Messages API (docs.anthropic.com/en/api/messages), and for servers that speak it. The endpoint of its
/// connection may end in the version, <c>https://api.anthropic.com/v1</c>, or not.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MessagesClient : DialectChatClient
{
    private const string Version = "2023-06-01";

    private readonly string _path;
    private readonly int? _maxOutput;
    private readonly MessagesRelay _relay;

    /// <summary>Makes a client for a model of whose output nobody knows the bound.</summary>
    /// <param name="connection">Where the model is, and how to reach it.</param>
    public MessagesClient(DialectConnection connection)
        : this(connection, null)
    {
    }

    /// <summary>Makes a client.</summary>
    /// <param name="connection">Where the model is, and how to reach it.</param>
    /// <param name="maxOutput">
    /// How many tokens the model can write, sent as <c>max_tokens</c> where a request states no bound, since the API wants one; null where
    /// nobody knows, which sends 4096.
    /// </param>
    public MessagesClient(DialectConnection connection, int? maxOutput)
        : base(connection)
    {
        _maxOutput = maxOutput;
        _relay = new MessagesRelay(this, connection, maxOutput);
        _path = connection.Endpoint.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.OrdinalIgnoreCase)
            ? "messages"
            : "v1/messages";
    }

    private protected override object? Find(Type serviceType) => serviceType == typeof(DialectRelay) ? _relay : null;

    private protected override string Path(ChatOptions? options, bool streamed) => _path;

    private protected override void Write(
        Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool streamed, DroppedOptions dropped) =>
        MessagesRequest.Write(json, messages, options, streamed, dropped, Connection.Model, _maxOutput);

    private protected override ChatResponse Read(ReadOnlyMemory<byte> reply) => MessagesReply.Read(reply);

    private protected override StreamedReply BeginStream() => new MessagesStream(Connection.MaxReplyBytes);

    private protected override void Prepare(HttpRequestMessage request, ChatOptions? options)
    {
        if (!request.Headers.NonValidated.Contains("anthropic-version"))
        {
            request.Headers.TryAddWithoutValidation("anthropic-version", Version);
        }

        if (ToolDefinitions.HasServers(options))
        {
            request.Headers.TryAddWithoutValidation("anthropic-beta", ToolDefinitions.ServersBeta);
        }
    }
}
