using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// A provider's own refusal of what was relayed to it. A client of its dialect may know what to do by these very bytes: coding agents
/// recover by them.
/// </summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="ContentType">The media type of the body; null where none is stated.</param>
/// <param name="Body">The body, or what was read of it: 64 kB at most.</param>
internal sealed record RefusedReply(int StatusCode, string? ContentType, ReadOnlyMemory<byte> Body)
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Reads a refusal: mostly it is in memory by now.</summary>
    public static async Task<RefusedReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = new byte[MaxBytes];
        var length = 0;
        try
        {
            var stream = await ReplyBody.OpenAsync(response.Content, cancellationToken).ConfigureAwait(false);
            await using var closing = stream.ConfigureAwait(false);
            length = await stream.ReadAtLeastAsync(body, MaxBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidReplyException or InvalidDataException)
        {
            // Its status stands; half a body is none.
            length = 0;
        }

        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body.AsMemory(0, length).ToArray());
    }

    /// <summary>Status and length; never what it says.</summary>
    public override string ToString() => $"HTTP {StatusCode}, {Body.Length} bytes";
}
