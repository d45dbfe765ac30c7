using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Ollama;

/// <summary>A generator of embeddings of Ollama's own API, <c>POST /api/embed</c> (docs.ollama.com/api/embed).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OllamaEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly DialectConnection _connection;
    private readonly DialectTransport _transport;
    private readonly Members? _members;
    private readonly EmbeddingGeneratorMetadata _metadata;

    /// <summary>Makes a generator.</summary>
    /// <param name="connection">How the server is reached; its endpoint is the server's, without <c>/api</c>.</param>
    public OllamaEmbeddingGenerator(DialectConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
        _transport = new DialectTransport(connection);
        _members = connection.BodyMembers is { } body ? new Members(body) : null;
        _metadata = new EmbeddingGeneratorMetadata(connection.Provider, connection.Endpoint, connection.Model);
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The provider refused the request, or could not be reached.</exception>
    /// <exception cref="InvalidReplyException">The reply cannot be read.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        byte[] body;
        using (var text = new JsonText())
        {
            OllamaEmbed.Write(text.Writer, _connection.Model, values, options);
            body = text.Written.ToArray();
        }

        body = _members?.AddTo(body) ?? body;
        using var response = await _transport.PostAsync(_transport.Create("api/embed", body, ReplyForm.Whole), cancellationToken)
            .ConfigureAwait(false);
        var reply = await ReplyBody.ReadAsync(response.Content, _connection.MaxReplyBytes, cancellationToken).ConfigureAwait(false);
        try
        {
            return OllamaEmbed.Read(reply.Span, _connection.Model);
        }
        catch (JsonException e)
        {
            throw new InvalidReplyException(
                $"The reply is not JSON that can be read (line {e.LineNumber ?? 0}, byte {e.BytePositionInLine ?? 0}).");
        }
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
}
