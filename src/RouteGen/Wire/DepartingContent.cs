using System.Net;
using System.Net.Http.Headers;

namespace RouteGen.Wire;

/// <summary>
/// A request's content that tells when it leaves. A handler asks for it only once it has a connection, encrypted where it is to be.
/// </summary>
internal sealed class DepartingContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly WireExchange _exchange;

    public DepartingContent(HttpContent content, WireExchange exchange)
    {
        _content = content;
        _exchange = exchange;
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            foreach (var value in values)
            {
                Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, default);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _exchange.HasLeft = true;
        return _content.CopyToAsync(stream, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? 0;
        return _content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
