using System.Net;

namespace RouteGen.Ollama.Streams;

/// <summary>A reply's content, read through <see cref="CheckedStream"/>.</summary>
internal sealed class CheckedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly CheckedStream _stream;

    private CheckedContent(HttpContent content, CheckedStream stream)
    {
        _content = content;
        _stream = stream;
        Headers.ContentType = content.Headers.ContentType;
    }

    public static async Task<CheckedContent> OverAsync(HttpContent content, CancellationToken cancellationToken) =>
        new(content, new CheckedStream(await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), cancellationToken));

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(_stream);

    protected override Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) => Task.FromResult<Stream>(_stream);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _stream.CopyToAsync(stream);

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
