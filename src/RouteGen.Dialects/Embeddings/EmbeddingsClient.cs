using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;
using RouteGen.Wire;

namespace RouteGen.Dialects.Embeddings;

/// <summary>
/// Makes embeddings by OpenAI's protocol (platform.openai.com/docs/api-reference/embeddings): asks for vectors as base64 where they are
/// known to be sent so, and reads them in either form.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EmbeddingsClient : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly DialectConnection _connection;
    private readonly ChatVendor _vendor;
    private readonly DialectTransport _transport;
    private readonly Members? _members;
    private readonly EmbeddingGeneratorMetadata _metadata;

    /// <summary>Makes a generator.</summary>
    /// <param name="connection">The model and how to reach it.</param>
    /// <param name="vendor">What is spelled otherwise there.</param>
    public EmbeddingsClient(DialectConnection connection, ChatVendor vendor)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(vendor);
        _connection = connection;
        _vendor = vendor;
        _transport = new DialectTransport(connection);
        _members = connection.BodyMembers is { } body ? new Members(body) : null;
        _metadata = new EmbeddingGeneratorMetadata(connection.Provider, connection.Endpoint, connection.Model);
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">
    /// The provider refused the request, could not be reached, or answered with an error, whose words stay here: they can quote what was
    /// asked.
    /// </exception>
    /// <exception cref="InvalidReplyException">The reply cannot be read.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var dropped = new DroppedOptions();
        return await SendAsync(Write(values, options, dropped), dropped, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A generator for texts that are tokens of the model's already; the texts that it is asked for are not looked at.</summary>
    internal IEmbeddingGenerator<string, Embedding<float>> For(IReadOnlyList<int[]> tokens) => new OfTokens(this, tokens);

    private async Task<GeneratedEmbeddings<Embedding<float>>> SendAsync(
        byte[] written, DroppedOptions dropped, CancellationToken cancellationToken)
    {
        var request = _transport.Create("embeddings", written, ReplyForm.Whole);
        using var response = await _transport.PostAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await ReplyBody.ReadAsync(response.Content, _connection.MaxReplyBytes, cancellationToken).ConfigureAwait(false);
        EmbeddingsReply reply;
        try
        {
            reply = EmbeddingsReply.Read(body.Span);
        }
        catch (JsonException e)
        {
            throw new InvalidReplyException(
                $"The reply is not JSON that can be read (line {e.LineNumber ?? 0}, byte {e.BytePositionInLine ?? 0}).");
        }

        if (reply.Error is { } error)
        {
            // The status that it names is what the fault is recognized by.
            throw new HttpRequestException("The reply is an error.", null, StatusOf(error));
        }

        if (dropped.Names is { } names)
        {
            (reply.Vectors.AdditionalProperties ??= [])[WireFacts.DroppedKey] = names;
        }

        return reply.Vectors;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Does nothing: the HTTP client is its owner's.</summary>
    public void Dispose()
    {
    }

    private byte[] Write(IEnumerable<string> values, EmbeddingGenerationOptions? options, DroppedOptions dropped)
    {
        byte[] body;
        using (var text = new JsonText())
        {
            EmbeddingsRequest.Write(text.Writer, _connection.Model, _vendor, values, options?.Dimensions, dropped);
            body = text.Written.ToArray();
        }

        if (options?.RawRepresentationFactory?.Invoke(this) is { } raw)
        {
            if (RawRequest.Merge(body, raw, "OpenAI.Embeddings") is { } merged)
            {
                body = merged;
            }
            else
            {
                dropped.Add(RawRequest.Name);
            }
        }

        return _members?.AddTo(body) ?? body;
    }

    private byte[] Write(IReadOnlyList<int[]> tokens, EmbeddingGenerationOptions? options, DroppedOptions dropped)
    {
        using var text = new JsonText();
        EmbeddingsRequest.Write(text.Writer, _connection.Model, _vendor, tokens, options?.Dimensions, dropped);
        var body = text.Written.ToArray();
        return _members?.AddTo(body) ?? body;
    }

    private sealed class OfTokens(EmbeddingsClient client, IReadOnlyList<int[]> tokens) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            var dropped = new DroppedOptions();
            return await client.SendAsync(client.Write(tokens, options, dropped), dropped, cancellationToken).ConfigureAwait(false);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => client.GetService(serviceType, serviceKey);

        public void Dispose()
        {
        }
    }

    private static HttpStatusCode StatusOf(ErrorContent error) =>
        int.TryParse(error.ErrorCode, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and < 600
            ? (HttpStatusCode)status
            : HttpStatusCode.InternalServerError;
}
