using System.Net;

namespace RouteGen.Wire;

/// <summary>
/// A reply's content, in which <see cref="CountRepair"/> puts right the counts that an SDK would fail over: a good answer, paid for, would
/// be lost for its bill.
/// </summary>
internal sealed class CountedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly bool _isStreamed;

    private CountedContent(HttpContent content, bool isStreamed)
    {
        _content = content;
        _isStreamed = isStreamed;
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            // The length may change.
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }
    }

    /// <summary>The content as an SDK can read it. One in an encoding that nothing below has undone is left alone.</summary>
    public static HttpContent Over(HttpContent content, bool isStreamed) =>
        content.Headers.ContentEncoding.Count > 0 ? content : new CountedContent(content, isStreamed);

    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new CountedStream(await _content.ReadAsStreamAsync().ConfigureAwait(false), _isStreamed);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new CountedStream(await _content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _isStreamed);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var counted = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await counted.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
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
