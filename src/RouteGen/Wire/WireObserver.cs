using System.Net.Http.Headers;

namespace RouteGen.Wire;

/// <summary>
/// Notes what every SDK otherwise hides or words in its own way: status, Retry-After, request id and error envelope. Classifying by the
/// wire makes the outcome the same whichever SDK stands above.
/// </summary>
internal sealed class WireObserver(TimeProvider time) : DelegatingHandler
{
    private const int MaxErrorBytes = 64 * 1024;

    /// <summary>How long the body of an error is read: it may say more than the status, and may never end.</summary>
    private static readonly TimeSpan ErrorTime = TimeSpan.FromSeconds(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = WireExchange.Current;
        if (exchange is not null)
        {
            exchange.Requests++;
            request.Content = request.Content is { } content ? new DepartingContent(content, exchange) : null;
            exchange.Credentials = SentCredentials.Read(request.Headers);
            Forward(exchange, request.Headers);
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (exchange is null)
        {
            return response;
        }

        if (!exchange.TryKeep(response.Content))
        {
            response.Dispose();
            throw new OperationCanceledException("The attempt has ended.", cancellationToken);
        }

        exchange.StatusCode = (int)response.StatusCode;
        exchange.RequestId = RequestIdOf(response.Headers);
        exchange.RetryAfter = RetryAfter.Read(response.Headers, time.GetUtcNow());
        exchange.RateLimit = exchange.IsShown ? RateLimitHeaders.Read(response.Headers) : default;
        if (Redirect.Is(exchange.StatusCode))
        {
            response.Headers.NonValidated.TryGetValues("Location", out var location);
            exchange.Redirect = Redirect.Describe(request.RequestUri, location.FirstOrDefault(), exchange.Credentials);

            // No SDK is to take its body for a reply, as some do below status 400.
            response.Dispose();
            throw new HttpRequestException($"HTTP {exchange.StatusCode}, {exchange.Redirect}", null, response.StatusCode);
        }

        if (!response.IsSuccessStatusCode)
        {
            exchange.Gateway = GatewayHeaders.ReadRefusal(response.Headers);
            exchange.IsFinal = exchange.Forwarded is not null && GatewayHeaders.IsFinal(response.Headers);
            exchange.Error = await ReadErrorAsync(response, time, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            exchange.Gateway = GatewayHeaders.Read(response.Headers, exchange.IsStreamed);
        }

        return response;
    }

    /// <summary>Adds what a gateway of ours is told of the call. What the table itself says in such a header stands.</summary>
    private static void Forward(WireExchange exchange, HttpRequestHeaders headers)
    {
        if (exchange.Forwarded is not { } forwarded)
        {
            return;
        }

        foreach (var (name, value) in forwarded)
        {
            if (!headers.NonValidated.Contains(name))
            {
                headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static string? RequestIdOf(HttpResponseHeaders headers)
    {
        foreach (var name in (ReadOnlySpan<string>)["x-request-id", "request-id", "apim-request-id"])
        {
            if (headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 and <= 128 } id)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>
    /// Reads the body once and puts what was read back, so that the SDK sees it too, even where the connection broke in the middle.
    /// </summary>
    private static async Task<ErrorEnvelope> ReadErrorAsync(
        HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        using var limit = new CancellationTokenSource(ErrorTime, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false);
            var buffer = new byte[4096];
            int read;
            while (body.Length < MaxErrorBytes && (read = await stream.ReadAsync(buffer, both.Token).ConfigureAwait(false)) > 0)
            {
                body.Write(buffer, 0, read);
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The status stands; an error page cut short, or one that does not end, has nothing more to say.
            response.Headers.ConnectionClose = true;
        }

        var bytes = body.ToArray();
        var copy = new ByteArrayContent(bytes);
        copy.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content.Dispose();
        response.Content = copy;
        return ErrorEnvelope.Parse(bytes);
    }
}
