using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace RouteGen.Testing.Wire;

/// <summary>Acts one exchange out over HTTP: bytes, pauses, stalls and resets.</summary>
internal sealed class ReplyDelivery(HttpContext context, WireFormat format, Exchange exchange, TimeProvider clock, CancellationToken gone)
{
    private static readonly TimeSpan ReadingTime = TimeSpan.FromMilliseconds(100);

    private readonly SimulatedReply _reply = exchange.Reply;

    public async Task RunAsync()
    {
        if (_reply.Delay > TimeSpan.Zero)
        {
            await Task.Delay(_reply.Delay, gone).ConfigureAwait(false);
        }

        context.Response.Headers[format.RequestIdHeader] = exchange.RequestId;
        switch (_reply.Failure)
        {
            case null or SimulatedFailure.ReplyFiltered or SimulatedFailure.EmptyReply:
            case SimulatedFailure.ContentFiltered when format.FiltersPromptInReply:
            case >= SimulatedFailure.StreamErrorBeforeContent when exchange.Request.IsStreaming:
                await SucceedAsync().ConfigureAwait(false);
                break;
            case SimulatedFailure.ConnectionReset:
                Reset();
                break;
            case SimulatedFailure.StallBeforeReply:
                await StallAsync().ConfigureAwait(false);
                break;
            case >= SimulatedFailure.StreamErrorBeforeContent:
                await FailPlainlyAsync(_reply.Failure.Value).ConfigureAwait(false);
                break;
            case SimulatedFailure.BadGatewayHtml:
                await WriteAsync(
                    502,
                    "text/html",
                    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n")
                    .ConfigureAwait(false);
                break;
            case SimulatedFailure.UnavailableEmptyBody:
                await WriteAsync(503, null, "").ConfigureAwait(false);
                break;
            case SimulatedFailure.UnavailableHalfJson:
                await WriteAsync(503, "application/json", """{"error":{"message":"The server is curr""").ConfigureAwait(false);
                break;
            case SimulatedFailure.GarbageBody:
                await WriteAsync(
                    200,
                    exchange.Request.IsStreaming ? format.StreamContentType : "application/json",
                    "%PDF-1.7 \u0001\u0002 this is not the protocol").ConfigureAwait(false);
                break;
            case { } failure:
                var error = format.ErrorFor(failure, exchange.Model);
                await WriteAsync(error.Status, error).ConfigureAwait(false);
                break;
        }
    }

    private async Task SucceedAsync()
    {
        if (exchange.Request.IsStreaming)
        {
            await StreamAsync().ConfigureAwait(false);
        }
        else
        {
            await WriteAsync(200, "application/json", format.Completion(exchange).ToJsonString()).ConfigureAwait(false);
        }
    }

    private async Task StreamAsync()
    {
        context.Response.StatusCode = 200;
        context.Response.ContentType = format.StreamContentType;
        context.Response.Headers.CacheControl = "no-cache";
        var sent = 0;
        foreach (var (kind, text) in format.Stream(exchange))
        {
            if (kind != FrameKind.Opening && IsDue(sent, kind))
            {
                await BreakAsync(_reply.Failure!.Value).ConfigureAwait(false);
                return;
            }

            if (kind == FrameKind.Content)
            {
                sent++;
                if (_reply.TokenDelay > TimeSpan.Zero)
                {
                    await Task.Delay(_reply.TokenDelay, gone).ConfigureAwait(false);
                }
            }

            await SendAsync(text).ConfigureAwait(false);
        }
    }

    // A failure after content comes after so many pieces, or at the latest before the stream would close well.
    private bool IsDue(int sent, FrameKind next) => _reply.Failure switch
    {
        SimulatedFailure.StreamErrorBeforeContent
            or SimulatedFailure.StreamEndsBeforeContent or SimulatedFailure.StreamStallsBeforeContent => true,
        SimulatedFailure.StreamErrorAfterContent or SimulatedFailure.StreamEndsAfterContent or SimulatedFailure.StreamStallsAfterContent
            or SimulatedFailure.StreamResetAfterContent => sent >= _reply.FailAfterPieces || next == FrameKind.Closing,
        _ => false,
    };

    private async Task BreakAsync(SimulatedFailure failure)
    {
        switch (failure)
        {
            case SimulatedFailure.StreamErrorBeforeContent or SimulatedFailure.StreamErrorAfterContent:
                await SendAsync(format.StreamError(Worded(format.MidStreamError), exchange)).ConfigureAwait(false);
                break;
            case SimulatedFailure.StreamStallsBeforeContent or SimulatedFailure.StreamStallsAfterContent:
                await StallAsync().ConfigureAwait(false);
                break;
            case SimulatedFailure.StreamResetAfterContent:
                // A reset discards what the client has not read yet.
                await Task.Delay(ReadingTime, gone).ConfigureAwait(false);
                Reset();
                break;
        }
    }

    // What the same accident looks like to a client that asked for no stream.
    private async Task FailPlainlyAsync(SimulatedFailure failure)
    {
        if (failure is SimulatedFailure.StreamErrorBeforeContent or SimulatedFailure.StreamErrorAfterContent)
        {
            await WriteAsync(
                format.PlainStatusOfStreamError,
                "application/json",
                format.PlainStreamError(Worded(format.MidStreamError), exchange)).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = 200;
        context.Response.ContentType = "application/json";
        var body = format.Completion(exchange).ToJsonString();
        await SendAsync(body[..(body.Length / 2)]).ConfigureAwait(false);
        await BreakAsync(failure).ConfigureAwait(false);
    }

    private Task WriteAsync(int status, WireError error) =>
        WriteAsync(status, "application/json", format.ErrorText(Worded(error), exchange.RequestId, _reply.RetryAfter));

    private WireError Worded(WireError error) => _reply.ErrorMessage is null ? error : error with { Message = _reply.ErrorMessage };

    private async Task WriteAsync(int status, string? contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        AskForWait();
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, gone).ConfigureAwait(false);
    }

    private void AskForWait()
    {
        if (_reply.RetryAfter is not { } wait || !format.AsksForWaitInHeaders)
        {
            return;
        }

        var headers = context.Response.Headers;
        switch (_reply.RetryAfterForm)
        {
            case RetryAfterForm.Milliseconds:
                headers["retry-after-ms"] = Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
                break;
            case RetryAfterForm.HttpDate:
                headers.RetryAfter = (clock.GetUtcNow() + wait).ToString("R", CultureInfo.InvariantCulture);
                break;
            default:
                headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                break;
        }
    }

    private async Task SendAsync(string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), gone).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(gone).ConfigureAwait(false);
    }

    private async Task StallAsync()
    {
        if (exchange.Request.IsStreaming && _reply.Failure != SimulatedFailure.StallBeforeReply)
        {
            await context.Response.Body.FlushAsync(gone).ConfigureAwait(false);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, gone).ConfigureAwait(false);
    }

    // Linger 0 makes the close a TCP reset rather than an orderly end.
    private void Reset()
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new(true, 0);
        }

        context.Abort();
    }
}
