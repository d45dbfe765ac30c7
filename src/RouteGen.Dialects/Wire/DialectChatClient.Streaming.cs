using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Wire;

/// <content>Streams.</content>
public abstract partial class DialectChatClient
{
    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The provider refused the request, or could not be reached.</exception>
    /// <exception cref="Json.InvalidReplyException">The reply cannot be read.</exception>
    /// <exception cref="NotSupportedException">The request holds what cannot be written as JSON.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var dropped = new DroppedOptions();
        using var response = await SendAsync(messages, options, streamed: true, dropped, cancellationToken).ConfigureAwait(false);
        var facts = FactsBeside(response, dropped);
        var stream = await ReplyBody.OpenAsync(response.Content, cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        using ReplyReader reader = StreamsLines
            ? new LineReader(stream, Connection.MaxReplyBytes)
            : new EventReader(stream, Connection.MaxReplyBytes);
        if (!StreamsLines && await reader.PeekAsync(cancellationToken).ConfigureAwait(false) == '{')
        {
            // Servers answer whole although they were asked for a stream, and with errors.
            var whole = ReadWhole(await reader.ReadRestAsync(cancellationToken).ConfigureAwait(false), cancellationToken);
            foreach (var update in whole.ToChatResponseUpdates())
            {
                yield return With(update, ref facts);
            }

            yield break;
        }

        var reply = BeginStream();
        long unsaid = 0;
        while (!reply.IsOver && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Read(reply, reader) is { } update)
            {
                yield return With(update, ref facts);
            }
            else if ((unsaid += reader.Data.Length) > Connection.MaxReplyBytes)
            {
                // What is not said yet is kept, as the arguments of a call are until they are whole: it is bounded as a piece is.
                throw new Json.InvalidReplyException($"More than {Connection.MaxReplyBytes} bytes of the stream say nothing by "
                    + $"themselves.");
            }
        }

        if (!reply.IsOver)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (reply.Finish() is { } last)
        {
            yield return With(last, ref facts);
        }
    }

    /// <summary>Reads the event at which a reader is.</summary>
    internal static ChatResponseUpdate? Read(StreamedReply reply, ReplyReader reader)
    {
        try
        {
            return reply.Read(reader.Name, reader.Data);
        }
        catch (Exception e) when (reader.IsCut && IsUnreadable(e))
        {
            // The connection ended in the middle of an event, which says nothing, then.
            return null;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw Invalid(e);
        }
    }

    /// <summary>Adds facts that stood beside the stream to its first update.</summary>
    internal static ChatResponseUpdate With(ChatResponseUpdate update, ref AdditionalPropertiesDictionary? facts)
    {
        if (facts is { } beside)
        {
            facts = null;
            AddTo(update.AdditionalProperties ??= [], beside);
        }

        return update;
    }
}
