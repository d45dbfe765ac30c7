using System.Net;
using RouteGen.Wire;

namespace RouteGen.Tool.Smoke;

/// <summary>
/// Looks on from outside RouteGen's own observer, and changes nothing: headers, the envelope of an error, the events of a stream.
/// </summary>
internal sealed class WireTap : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (WireSeen.Current is not { } seen)
        {
            return response;
        }

        seen.StatusCode = (int)response.StatusCode;
        seen.Limits = RateLimit.Read(response.Headers);
        seen.Error = WireExchange.Current?.Error ?? default;
        seen.RetryAfter = WireExchange.Current?.RetryAfter;
        var type = response.Content.Headers.ContentType?.MediaType;
        seen.IsPage = type is "text/html" or "application/xhtml+xml" || LooksLikePage(seen.Error.Message);
        seen.IsStream = type is "text/event-stream" or "application/x-ndjson" or "application/jsonl";
        if (response.IsSuccessStatusCode)
        {
            response.Content = new TappedContent(response.Content, seen);
        }

        return response;
    }

    internal static bool LooksLikePage(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The content as it comes, seen on its way.</summary>
    private sealed class TappedContent : HttpContent
    {
        private readonly HttpContent _inner;
        private readonly WireSeen _seen;

        public TappedContent(HttpContent inner, WireSeen seen)
        {
            (_inner, _seen) = (inner, seen);
            foreach (var header in inner.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        protected override async Task<Stream> CreateContentReadStreamAsync() => new TappedStream(await _inner.ReadAsStreamAsync(), _seen);

        protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
            new TappedStream(_inner.ReadAsStream(cancellationToken), _seen);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var tapped = new TappedStream(await _inner.ReadAsStreamAsync(), _seen);
            await tapped.CopyToAsync(stream);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? 0;
            return _inner.Headers.ContentLength.HasValue;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class TappedStream(Stream inner, WireSeen seen) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            See(buffer[..read]);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            See(buffer.Span[..read]);
            return read;
        }

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private void See(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length > 0)
            {
                seen.IsPage |= seen.Stream.IsFirst
                    && LooksLikePage(System.Text.Encoding.UTF8.GetString(bytes[..Math.Min(64, bytes.Length)]));
                seen.Stream.Add(bytes, seen.IsStream);
            }
        }
    }
}
