using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;
using RouteGen.Wire;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// One relayed request and its reply, as a chat client: what it gives is read by the dialect's own reader, so that a relayed reply is
/// checked and billed as any other, and the caller's bytes ride along.
/// </summary>
/// <remarks>
/// An update has the bytes of its event in <see cref="ChatResponseUpdate.RawRepresentation"/>, with those of events before it
/// that say nothing by themselves: pieces of a tool call go on when the call is known to be whole.
/// </remarks>
internal sealed class RelayedReply(
    DialectChatClient client, ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers,
    ReplySettling settling, string? dropped) : IChatClient
{
    private ReadOnlyMemory<byte> _whole;

    /// <summary>The provider's refusal; null where it was none.</summary>
    public RefusedReply? Refused { get; private set; }

    /// <summary>The whole reply as it goes to the caller.</summary>
    public ReadOnlyMemory<byte> Settled()
    {
        const int Room = 128;
        var output = new ArrayBufferWriter<byte>(_whole.Length + Room);
        settling.WriteWhole(_whole.Span, output);
        return output.WrittenMemory;
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var response = await PostAsync(streamed: false, cancellationToken).ConfigureAwait(false);
        _whole = await ReplyBody.ReadAsync(response.Content, client.MaxReplyBytes, cancellationToken).ConfigureAwait(false);
        var reply = client.ReadWhole(_whole, cancellationToken);
        if (FactsBeside(response) is { } facts)
        {
            DialectChatClient.AddTo(reply.AdditionalProperties ??= [], facts);
        }

        return reply;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await PostAsync(streamed: true, cancellationToken).ConfigureAwait(false);
        var facts = FactsBeside(response);
        var stream = await ReplyBody.OpenAsync(response.Content, cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        using var events = new EventReader(stream, client.MaxReplyBytes);
        if (await events.PeekAsync(cancellationToken).ConfigureAwait(false) == '{')
        {
            // Servers answer whole although they were asked for a stream, and with errors: it is written as a stream for the caller.
            var whole = client.ReadWhole(await events.ReadRestAsync(cancellationToken).ConfigureAwait(false), cancellationToken);
            foreach (var update in whole.ToChatResponseUpdates())
            {
                yield return DialectChatClient.With(update, ref facts);
            }

            yield break;
        }

        var reply = client.BeginRelayed();
        var pending = new PendingEvents(settling, client.MaxReplyBytes);
        while (!reply.IsOver && await events.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var update = DialectChatClient.Read(reply, events);
            pending.Add(events, update);
            if (update is not null)
            {
                update.RawRepresentation = pending.Take(reply.IsOver);
                yield return DialectChatClient.With(update, ref facts);
            }
        }

        if (!reply.IsOver)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        var last = reply.Finish();
        if (last is not null)
        {
            pending.AddFinish(last);
        }

        if (last is not null || !pending.IsEmpty)
        {
            last ??= new ChatResponseUpdate { Role = ChatRole.Assistant };
            last.RawRepresentation = pending.Take(reply.IsOver);
            yield return DialectChatClient.With(last, ref facts);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private Task<HttpResponseMessage> PostAsync(bool streamed, CancellationToken cancellationToken) =>
        client.RelayAsync(body, streamed, headers, NoteAsync, cancellationToken);

    private async Task NoteAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        Refused = await RefusedReply.ReadAsync(response, cancellationToken).ConfigureAwait(false);

    private AdditionalPropertiesDictionary? FactsBeside(HttpResponseMessage response)
    {
        var facts = client.ReadRelayed(response.Headers);
        if (dropped is not null)
        {
            (facts ??= [])[WireFacts.DroppedKey] = dropped;
        }

        return facts;
    }
}
