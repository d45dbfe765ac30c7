using System.Net.Http.Headers;
using OllamaSharp;
using OllamaSharp.Models;
using RouteGen.Hosting;
using RouteGen.Ollama.Streams;

namespace RouteGen.Ollama;

/// <summary>
/// The SDK's client with credentials of the table's, and with replies that are read under the caller's cancellation and whose errors are
/// seen: the SDK reads streams without a token and passes over <c>{"error"}</c> in them.
/// </summary>
internal sealed class OllamaConnection(HttpClient http, string deployment, string? key, ProviderTokens? tokens)
    : OllamaApiClient(http, deployment)
{
    protected override async Task<HttpResponseMessage> SendToOllamaAsync(
        HttpRequestMessage requestMessage,
        OllamaRequest? ollamaRequest, HttpCompletionOption completionOption, CancellationToken cancellationToken)
    {
        var credential = tokens is null ? key : await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        if (credential is not null)
        {
            requestMessage.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        }

        // Always from the headers on: what is buffered below the observer would be read out of the caller's sight.
        var response = await base.SendToOllamaAsync(
            requestMessage, ollamaRequest, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        response.Content = await CheckedContent.OverAsync(response.Content, cancellationToken).ConfigureAwait(false);
        return response;
    }
}
