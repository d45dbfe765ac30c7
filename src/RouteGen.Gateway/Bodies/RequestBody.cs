using System.IO.Compression;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ZstdSharp;

namespace RouteGen.Gateway.Bodies;

/// <summary>
/// Reads the body of a request: decoded from gzip, br, zstd or deflate where it says so, within one limit for what is sent and for what it
/// decodes to.
/// </summary>
internal static class RequestBody
{
    private const int FirstSize = 8 * 1024;

    /// <summary>Reads a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Its bytes at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public static async ValueTask<(byte[] Body, BodyProblem Problem)> ReadAsync(
        HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        if (Refused(request, limit) is var refused and not BodyProblem.None)
        {
            return ([], refused);
        }

        // What this server bounds by itself is bounded here, so that the answer is the gateway's.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        try
        {
            if (Decoder(request) is not { } decoder)
            {
                return ([], BodyProblem.UnknownEncoding);
            }

            await using (decoder.ConfigureAwait(false))
            {
                var encoded = !ReferenceEquals(decoder, request.Body);
                return await ReadAsync(decoder, encoded ? null : request.ContentLength, limit, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (BadHttpRequestException e)
        {
            return ([], e.StatusCode == StatusCodes.Status413PayloadTooLarge ? BodyProblem.TooLarge
                : e.StatusCode == StatusCodes.Status408RequestTimeout ? BodyProblem.NotReceived
                : BodyProblem.Damaged);
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException or InvalidOperationException)
        {
            return ([], BodyProblem.Damaged);
        }
        catch (IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ([], BodyProblem.NotReceived);
        }
    }

    private static BodyProblem Refused(HttpRequest request, long limit)
    {
        if (request.ContentLength > limit)
        {
            return BodyProblem.TooLarge;
        }

        // A client that says nothing of it means JSON; one that says something else is taken at its word.
        if (request.ContentType is not { Length: > 0 } type)
        {
            return BodyProblem.None;
        }

        return MediaTypeHeaderValue.TryParse(type, out var media) && IsJson(media.MediaType)
            && (media.CharSet is null || media.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            ? BodyProblem.None
            : BodyProblem.NotJson;
    }

    private static bool IsJson(string? type) => type is not null
        && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static Stream? Decoder(HttpRequest request)
    {
        var encodings = request.Headers.ContentEncoding;
        return encodings.Count switch
        {
            0 => request.Body,
            1 => encodings[0]?.Trim().ToLowerInvariant() switch
            {
                null or "" or "identity" => request.Body,
                "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
                "br" => new BrotliStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
                "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
                "zstd" => Zstd(request.Body),
                _ => null,
            },
            _ => null,
        };
    }

    private static DecompressionStream Zstd(Stream body)
    {
        var stream = new DecompressionStream(body, leaveOpen: true);

        // A window of 8 MB (RFC 8878, 3.1.1.1.2, has decoders take that much) and not what a hostile frame asks for.
        stream.SetParameter(ZstdSharp.Unsafe.ZSTD_dParameter.ZSTD_d_windowLogMax, 23);
        return stream;
    }

    private static async ValueTask<(byte[] Body, BodyProblem Problem)> ReadAsync(
        Stream body, long? length, long limit, CancellationToken cancellationToken)
    {
        // What a length says is believed up to a point: memory is taken as bytes come.
        var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(length ?? FirstSize, 1, 256 * 1024));
        var read = 0;
        while (true)
        {
            if (read == buffer.Length)
            {
                if (read == length)
                {
                    return (buffer, BodyProblem.None);
                }

                var size = Math.Min(Math.Max(length ?? 0, 0) > read * 2L ? length!.Value : read * 2L, limit + 1);
                var larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(size, Array.MaxLength));
                buffer.AsSpan().CopyTo(larger);
                buffer = larger;
            }

            var count = await body.ReadAsync(buffer.AsMemory(read), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return (read == buffer.Length ? buffer : buffer[..read], BodyProblem.None);
            }

            read += count;
            if (read > limit)
            {
                return ([], BodyProblem.TooLarge);
            }
        }
    }
}
