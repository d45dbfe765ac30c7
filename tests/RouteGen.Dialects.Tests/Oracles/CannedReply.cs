using System.Net;
using System.Net.Http.Headers;

namespace RouteGen.Dialects.Tests.Oracles;

/// <summary>Answers every request with the same bytes.</summary>
internal sealed class CannedReply(byte[] body, string contentType, HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
{
    public const string Events = "text/event-stream";
    public const string Json = "application/json";
    public const string Lines = "application/x-ndjson";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return Task.FromResult(new HttpResponseMessage(status) { Content = content, RequestMessage = request });
    }
}
