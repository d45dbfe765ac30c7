using System.Buffers;
using System.IO.Compression;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Wire;

/// <summary>
/// The body of a reply: decompressed where it comes compressed, although nobody asked for that, and never longer than a bound.
/// </summary>
internal static class ReplyBody
{
    /// <summary>The body as a stream.</summary>
    /// <exception cref="InvalidReplyException">It comes in an encoding that is not known.</exception>
    public static async ValueTask<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (content.Headers.NonValidated.Contains("Content-Encoding"))
        {
            foreach (var encoding in content.Headers.ContentEncoding.Reverse())
            {
                stream = Decode(stream, encoding);
            }
        }

        return stream;
    }

    /// <summary>All of the body, in memory of its own.</summary>
    /// <exception cref="InvalidReplyException">It is longer than <paramref name="maxBytes"/>, or in an encoding that is not
    /// known.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        var stream = await OpenAsync(content, cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        var known = content.Headers.ContentLength is { } stated && stated <= maxBytes ? (int)stated : 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(known + 1, 4096));
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var count = await ReadAsync(stream, buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    return buffer.AsSpan(0, length).ToArray();
                }

                length += count;
                if (length > maxBytes)
                {
                    throw new InvalidReplyException($"The reply is longer than {maxBytes} bytes, the most that is read of one.");
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads what has come of a body.</summary>
    /// <exception cref="InvalidReplyException">It cannot be decompressed.</exception>
    public static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // The second is Brotli's word for it.
            throw new InvalidReplyException("The reply says that it is compressed, and cannot be decompressed.", e);
        }
    }

    private static Stream Decode(Stream stream, string encoding) => encoding.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
        "br" => new BrotliStream(stream, CompressionMode.Decompress),
        "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
        "identity" => stream,
        _ => throw new InvalidReplyException("The reply is compressed in a way that is not known here: gzip, br and deflate are."),
    };
}
