namespace RouteGen.Dialects.Wire;

/// <summary>Sends requests and tells a reply from a refusal. It asks for no compression: a stream would wait for a block to fill.</summary>
internal sealed class DialectTransport(DialectConnection connection)
{
    private const string Json = "application/json";

    // Some firewalls refuse what does not say who it is.
    private static readonly string Agent = $"RouteGen/{typeof(DialectTransport).Assembly.GetName().Version?.ToString(3)}";

    private readonly string _base = connection.Endpoint.AbsoluteUri.TrimEnd('/') + "/";
    private Address? _last;

    /// <summary>A request with the headers that all have, ready for those that are its dialect's own.</summary>
    public HttpRequestMessage Create(string path, ReadOnlyMemory<byte> body, ReplyForm form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, AddressFor(path)) { Content = new ReadOnlyMemoryContent(body) };

        // What is known to be well formed is not parsed.
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Json);
        request.Headers.TryAddWithoutValidation(
            "Accept", form switch { ReplyForm.Whole => Json, ReplyForm.Lines => "application/x-ndjson", _ => "text/event-stream" });
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        return request;
    }

    /// <summary>Posts a request, of which it disposes, and returns once the headers of a good reply are there.</summary>
    /// <param name="request">The request.</param>
    /// <param name="refused">Is told of a refusal, whose body it may read; null where nobody wants to know.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HttpRequestException">The status is not a success, or the connection failed. The message quotes
    /// nothing.</exception>
    public async Task<HttpResponseMessage> PostAsync(
        HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task>? refused, CancellationToken cancellationToken)
    {
        using var sent = request;
        if (connection.Headers is { } headers)
        {
            foreach (var (name, value) in headers)
            {
                request.Headers.Remove(name);
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (connection.Authenticate is { } authenticate)
        {
            await authenticate(request, cancellationToken).ConfigureAwait(false);
        }

        var response = await connection.HttpClient
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using var refusal = response;
        if (refused is not null)
        {
            await refused(response, cancellationToken).ConfigureAwait(false);
        }

        throw new HttpRequestException($"The provider answered with HTTP {(int)response.StatusCode}.", null, response.StatusCode);
    }

    /// <inheritdoc cref="PostAsync(HttpRequestMessage, Func{HttpResponseMessage, CancellationToken, Task}, CancellationToken)"/>
    public Task<HttpResponseMessage> PostAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        PostAsync(request, refused: null, cancellationToken);

    private Uri AddressFor(string path)
    {
        var last = _last;
        if (last?.Path != path)
        {
            _last = last = new(path, new Uri(_base + path));
        }

        return last.Uri;
    }

    // One object, so that no other thread sees the path of one address with the other's.
    private sealed record Address(string Path, Uri Uri);
}
