using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RouteGen.Calls;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Lanes;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Runs a call whose reply is read as it comes. Until its first event there is still a status to answer with; after that a failure is an
/// error in the stream, no end, and a connection that is cut, so that every client notices.
/// </summary>
internal sealed class StreamedCall : IDisposable
{
    private readonly GatewayCall _gateway;
    private readonly HttpResponse _response;
    private readonly RouteStreamReader<LanePiece> _reader;
    private ReplyStream? _writer;
    private Task _move = Task.CompletedTask;

    private StreamedCall(GatewayCall gateway)
    {
        _gateway = gateway;
        _response = gateway.Http.Response;
        _reader = new(
            new(gateway.Route.Planned, gateway.Caller, null, gateway.Carrier, gateway.CancellationToken), default);
    }

    /// <exception cref="RouteException">No target served, and no reply has begun.</exception>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public static async Task RunAsync(GatewayCall gateway)
    {
        using var call = new StreamedCall(gateway);
        try
        {
            await call.ReadAsync().ConfigureAwait(false);
        }
        catch (RouteException failure) when (call._writer is not null)
        {
            // What is written cannot be taken back, even where it has not gone out yet.
            await call.BreakAsync(RouteRefusals.From(failure)).ConfigureAwait(false);
        }
        catch (Exception) when (call._writer is not null && !gateway.CancellationToken.IsCancellationRequested)
        {
            await call.BreakAsync(new(500, "internal_error", "The gateway failed. Its log has more.")).ConfigureAwait(false);
            throw;
        }
        finally
        {
            // A caller who hangs up in the silence before the first event ends the move; what it comes to is in the record.
            await call._move.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await call._reader.DisposeAsync().ConfigureAwait(false);
            gateway.Request.Record = call._reader.Call?.Record;
        }
    }

    public void Dispose() => _writer?.Dispose();

    private async Task ReadAsync()
    {
        while (await MoveAsync().ConfigureAwait(false))
        {
            Begin();
            var piece = _reader.Current;
            if (piece.Update is { } update)
            {
                _writer!.Write(update);
            }
            else if (!piece.Bytes.IsEmpty)
            {
                _response.BodyWriter.Write(piece.Bytes.Span);
                _writer!.NoteRelayed(piece.Bytes.Span);
            }
            else if (piece.Record is { } record)
            {
                _writer!.Complete(RecordUsage.Served(record), record.CostUsd);
            }
        }

        await _response.BodyWriter.FlushAsync(_gateway.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Moves on. What is written goes out when there is something to wait for; silence is broken by comments.</summary>
    private ValueTask<bool> MoveAsync()
    {
        var move = _reader.MoveNextAsync();
        return move.IsCompleted ? move : WaitAsync(move);
    }

    private async ValueTask<bool> WaitAsync(ValueTask<bool> moving)
    {
        var move = moving.AsTask();
        _move = move;
        if (_response.HasStarted || _writer is not null)
        {
            await _response.BodyWriter.FlushAsync(_gateway.CancellationToken).ConfigureAwait(false);
        }

        while (!move.IsCompleted)
        {
            var silence = _response.HasStarted ? _gateway.Services.Options.NextComments : _gateway.Services.Options.FirstComment;
            await ((Task)move).WaitAsync(silence, _gateway.Services.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!move.IsCompleted)
            {
                Begin();
                _response.BodyWriter.Write(": \n\n"u8);
                await _response.BodyWriter.FlushAsync(_gateway.CancellationToken).ConfigureAwait(false);
            }
        }

        return await move.ConfigureAwait(false);
    }

    /// <summary>Sends the head of the reply, once.</summary>
    private void Begin()
    {
        if (_writer is not null)
        {
            return;
        }

        var call = _reader.Call;
        var headers = _response.Headers;
        ReplyHeaders.Protect(headers);
        ReplyHeaders.Name(headers, call.Id);
        if (_reader.Attempt is { } attempt)
        {
            ReplyHeaders.Describe(
                headers, attempt.Entry.Target.Name, call.Attempts.Length + 1, call.Skipped, attempt.Delivery.Lane,
                attempt.Dropped, attempt.Delivery.Unsent);
        }

        headers["X-Accel-Buffering"] = "no";
        _response.StatusCode = 200;
        _response.ContentType = "text/event-stream";
        _gateway.Http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        _writer = _gateway.Asked.Dialect.BeginStream(
            _response.BodyWriter, _gateway.Asked, new ReplyHead(call.Id, call.StartedAt, _gateway.Asked.Model));
    }

    private async Task BreakAsync(Refusal refusal)
    {
        _writer?.Break(refusal);
        await _response.BodyWriter.FlushAsync(CancellationToken.None).ConfigureAwait(false);

        // Error and orderly end read as success in many clients.
        ReplyCut.Ask(_gateway.Http);
    }
}
