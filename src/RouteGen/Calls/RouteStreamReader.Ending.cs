using RouteGen.Wire;

namespace RouteGen.Calls;

/// <content>How it ends: at the stream's own end, given up, or left by its caller.</content>
internal sealed partial class RouteStreamReader<TPiece>
{
    private TPiece _last = default!;
    private bool _hasLast;
    private Exception? _failure;

    /// <summary>Leaves the stream, where it has not ended.</summary>
    /// <exception cref="NotSupportedException">It is being opened still.</exception>
    public ValueTask DisposeAsync()
    {
        if (_isOpening)
        {
            throw new NotSupportedException("The stream is being opened. Cancel its token to leave it now.");
        }

        if (_delivery is null || !_turn.TakeOrWaitForEnd())
        {
            return default;
        }

        // The caller left: by break, by an exception of its own, or by disposing of the enumerator.
        _attempt.End(new FaultInfo(Fault.Cancelled));
        _call.End(
            _call.CancellationToken.IsCancellationRequested ? RouteOutcome.Cancelled : RouteOutcome.Abandoned,
            Fault.Cancelled, _attempt.Entry);
        _failure = _isWaiting ? new OperationCanceledException("The stream was disposed of.") : null;
        _turn.End();
        CompleteMove();
        return CloseAsync();
    }

    private void GiveUp()
    {
        if (_turn.TryGiveUp())
        {
            EndGivenUp();
        }
    }

    /// <summary>Ends the call for the timer or token that gave it up, with the turn.</summary>
    private void EndGivenUp()
    {
        Conclude(_delivery!.Classify(null));
        _turn.End();
        _ = CloseAsync().AsTask();
        CompleteMove();
    }

    /// <summary>Ends the call with the turn, and gives its connection back before the caller is told.</summary>
    private async ValueTask<bool> EndAsync()
    {
        Conclude(_end);
        _turn.End();
        await CloseAsync().ConfigureAwait(false);
        return await AfterEnd().ConfigureAwait(false);
    }

    private async Task EndWaitedAsync()
    {
        Conclude(_end);
        _turn.End();
        await CloseAsync().ConfigureAwait(false);
        CompleteMove();
    }

    /// <summary>Makes the records, and what the caller is told.</summary>
    private void Conclude(in FaultInfo fault)
    {
        var attempt = _attempt.End(fault);
        if (fault.Fault == Fault.None)
        {
            _hasLast = _delivery!.TryConclude(_call.End(RouteOutcome.Served, Fault.None, _attempt.Entry), out _last!);
        }
        else if (fault.Fault == Fault.Cancelled)
        {
            _call.End(RouteOutcome.Cancelled, Fault.Cancelled, _attempt.Entry);
            _failure = new OperationCanceledException(_call.CancellationToken);
        }
        else
        {
            // The breaker took the stream for served when it was committed.
            _attempt.Key.Health.Leave(default, fault, attempt.Latency);
            _failure = new RouteStreamBrokenException(
                _call.End(RouteOutcome.Broken, fault.Fault, _attempt.Entry), _delivery!.TextSoFar, _call.Cause);
        }
    }

    /// <summary>Tells the caller, once, how the stream ended; that there is no more, ever after.</summary>
    private ValueTask<bool> AfterEnd()
    {
        var failure = _failure;
        _failure = null;
        if (failure is not null)
        {
            return ValueTask.FromException<bool>(failure);
        }

        return new(TakeLast());
    }

    /// <summary>Completes the move that the caller waits for, if any.</summary>
    private void CompleteMove()
    {
        if (!_isWaiting)
        {
            return;
        }

        _isWaiting = false;
        if (_failure is { } failure)
        {
            _failure = null;
            _move.SetException(failure);
        }
        else
        {
            _move.SetResult(TakeLast());
        }
    }

    private bool TakeLast()
    {
        var hasLast = _hasLast;
        (Current, _last, _hasLast) = (hasLast ? _last : Current, default!, false);
        return hasLast;
    }

    private async ValueTask CloseAsync()
    {
        // Before the timer is lent again.
        await _givenUp.DisposeAsync().ConfigureAwait(false);
        await _attempt.CloseAsync().ConfigureAwait(false);
        _linked?.Dispose();
    }
}
