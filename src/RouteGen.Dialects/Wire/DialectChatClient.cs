using System.ComponentModel;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;
using RouteGen.Wire;

namespace RouteGen.Dialects.Wire;

/// <summary>
/// A chat client that speaks a dialect by itself. It sends each request once, reads streams as they come, and neither repeats nor times
/// out.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class DialectChatClient : IChatClient
{
    private readonly DialectTransport _transport;
    private readonly Members? _members;
    private readonly ChatClientMetadata _metadata;

    private protected DialectChatClient(DialectConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Connection = connection;
        _transport = new DialectTransport(connection);
        _members = connection.BodyMembers is { } body ? new Members(body) : null;
        _metadata = new ChatClientMetadata(connection.Provider, connection.Endpoint, connection.Model);
    }

    private protected DialectConnection Connection { get; }

    /// <summary>What else the client can be asked for; null for nothing of that type.</summary>
    private protected virtual object? Find(Type serviceType) => null;

    /// <summary>Whether streams are lines of JSON instead of server-sent events.</summary>
    private protected virtual bool StreamsLines => false;

    /// <summary>The namespace of the vendor's SDK, whose request objects a caller may bring; null where none can be read.</summary>
    private protected virtual string? SdkNamespace => null;

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The provider refused the request, or could not be reached.</exception>
    /// <exception cref="InvalidReplyException">The reply cannot be read.</exception>
    /// <exception cref="NotSupportedException">The request holds what cannot be written as JSON.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var dropped = new DroppedOptions();
        using var response = await SendAsync(messages, options, streamed: false, dropped, cancellationToken).ConfigureAwait(false);
        var body = await ReplyBody.ReadAsync(response.Content, Connection.MaxReplyBytes, cancellationToken).ConfigureAwait(false);
        var reply = ReadWhole(body, cancellationToken);
        if (FactsBeside(response, dropped) is { } facts)
        {
            AddTo(reply.AdditionalProperties ??= [], facts);
        }

        return reply;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : Find(serviceType);
    }

    /// <summary>Does nothing: the HTTP client is its owner's.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Does nothing: the HTTP client is its owner's.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Where a request goes, relative to the address of the connection: <c>chat/completions</c>.</summary>
    private protected abstract string Path(ChatOptions? options, bool streamed);

    /// <summary>Writes a request.</summary>
    private protected abstract void Write(
        Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool streamed, DroppedOptions dropped);

    /// <summary>Reads a whole reply. The memory is the reply's own: slices of it may be kept.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    private protected abstract ChatResponse Read(ReadOnlyMemory<byte> reply);

    /// <summary>Begins to read a stream.</summary>
    private protected abstract StreamedReply BeginStream();

    /// <summary>Adds headers of the dialect's own.</summary>
    private protected virtual void Prepare(HttpRequestMessage request, ChatOptions? options)
    {
    }

    /// <summary>Refuses a request with members that a caller or a table added and whose reply could not be handed on.</summary>
    /// <exception cref="NotSupportedException">It has such a member, which the message names.</exception>
    private protected virtual void Check(ReadOnlySpan<byte> request)
    {
    }

    /// <summary>Reads what the headers of a reply say about its bill; null where that is nothing.</summary>
    private protected virtual AdditionalPropertiesDictionary? ReadHeaders(HttpResponseHeaders headers) => null;

    /// <summary>How many bytes are read of a reply, or of a piece of it.</summary>
    internal int MaxReplyBytes => Connection.MaxReplyBytes;

    /// <summary>Begins to read a stream that was relayed.</summary>
    internal StreamedReply BeginRelayed() => BeginStream();

    /// <summary>Reads what the headers of a relayed reply say about its bill.</summary>
    internal AdditionalPropertiesDictionary? ReadRelayed(HttpResponseHeaders headers) => ReadHeaders(headers);

    /// <summary>Sends a body that is ready: as the dialect's own requests go, with headers of the caller's below all others.</summary>
    internal Task<HttpResponseMessage> RelayAsync(
        ReadOnlyMemory<byte> body, bool streamed, IReadOnlyList<KeyValuePair<string, string>> headers,
        Func<HttpResponseMessage, CancellationToken, Task> refused, CancellationToken cancellationToken)
    {
        var request = _transport.Create(Path(null, streamed), body, streamed ? ReplyForm.Events : ReplyForm.Whole);
        for (var i = 0; i < headers.Count; i++)
        {
            request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        }

        Prepare(request, null);
        return _transport.PostAsync(request, refused, cancellationToken);
    }

    private Task<HttpResponseMessage> SendAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, bool streamed, DroppedOptions dropped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var history = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        byte[] body;
        using (var text = new JsonText())
        {
            Write(text.Writer, history, options, streamed, dropped);
            body = text.Written.ToArray();
        }

        if (options?.RawRepresentationFactory?.Invoke(this) is { } raw)
        {
            if (RawRequest.Merge(body, raw, SdkNamespace) is { } merged)
            {
                body = merged;
            }
            else
            {
                dropped.Add(RawRequest.Name);
            }
        }

        body = _members?.AddTo(body) ?? body;
        if (_members is not null || options?.RawRepresentationFactory is not null)
        {
            Check(body);
        }

        var form = !streamed ? ReplyForm.Whole : StreamsLines ? ReplyForm.Lines : ReplyForm.Events;
        var request = _transport.Create(Path(options, streamed), body, form);
        Prepare(request, options);
        return _transport.PostAsync(request, cancellationToken);
    }

    /// <summary>Reads a whole reply, and notes what it states for the bill where it cannot be read.</summary>
    internal ChatResponse ReadWhole(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            return Read(body);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && (e is InvalidReplyException || IsUnreadable(e)))
        {
            // Some handlers end the body that they are told to give up as if it were whole.
            throw new OperationCanceledException("The reply was cancelled.", e, cancellationToken);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            var invalid = Invalid(e);
            BillTap.AddTo(invalid, body.Span);
            throw invalid;
        }
        catch (InvalidReplyException e)
        {
            BillTap.AddTo(e, body.Span);
            throw;
        }
    }

    private AdditionalPropertiesDictionary? FactsBeside(HttpResponseMessage response, DroppedOptions dropped)
    {
        var facts = ReadHeaders(response.Headers);
        if (dropped.Names is { } names)
        {
            (facts ??= [])[WireFacts.DroppedKey] = names;
        }

        return facts;
    }

    /// <summary>Adds facts; those that the reply itself states stay.</summary>
    internal static void AddTo(AdditionalPropertiesDictionary known, AdditionalPropertiesDictionary facts)
    {
        foreach (var (name, value) in facts)
        {
            known.TryAdd(name, value);
        }
    }

    // The reader's word for half a surrogate pair, in a name or in a string that is compared, is the second.
    private static bool IsUnreadable(Exception e) => e is JsonException or InvalidOperationException;

    // What the reader says of the place is told; it quotes nothing else of the text.
    private static InvalidReplyException Invalid(Exception e) => new(
        e is JsonException at ? $"The reply is not JSON that can be read (line {at.LineNumber ?? 0}, byte {at.BytePositionInLine ?? 0})."
            : "The reply is not JSON that can be read.");
}
