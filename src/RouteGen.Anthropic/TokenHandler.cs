using System.Net.Http.Headers;
using RouteGen.Hosting;

namespace RouteGen.Anthropic;

/// <summary>
/// Authenticates with tokens. The SDK's own credentials repeat a request on 401 although its retries are off, which would
/// send more requests than the route counts.
/// </summary>
internal sealed class TokenHandler(ProviderTokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", await tokens.GetAsync(cancellationToken).ConfigureAwait(false));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
