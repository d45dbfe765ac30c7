using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Attempts;

/// <content>How it is read: up to its commitment, and on, with tool calls held back until they are known to be whole.</content>
internal sealed partial class CommittedStream
{
    /// <summary>How long a silent stream is listened to once its finish reason came: what may follow is its usage.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether what is held has a tool call in it that may yet be cut. Until its finish reason comes, it and all after it stay here.
    /// </summary>
    private bool _withholds;

    /// <summary>Where in what is held the first tool call of a stream under way stands.</summary>
    private int? _withheldFrom;

    /// <summary>Reads up to the first meaningful update; where that is a tool call, until it is known to be whole.</summary>
    /// <returns>No fault when committed.</returns>
    public async ValueTask<FaultInfo> OpenAsync()
    {
        _updates = scope.Client.GetStreamingResponseAsync(scope.Messages, scope.Options, scope.Timer.Token)
            .GetAsyncEnumerator(scope.Timer.Token);
        while (true)
        {
            scope.Timer.BeginWait();
            var move = _updates.MoveNextAsync().AsTask();
            try
            {
                if (!await PendingReply.WithinAsync(move, scope.Timer.GivenUp).ConfigureAwait(false))
                {
                    return _error ?? (_finish is null ? scope.Interrupted : null) ?? EndedEmpty();
                }
            }
            catch (Exception) when (_finish is not null && !call.CancellationToken.IsCancellationRequested)
            {
                // It had ended, and said all that it had to say.
                _abandonedMove = move.IsCompleted ? null : move;
                return EndedEmpty();
            }
            catch
            {
                _abandonedMove = move.IsCompleted ? null : move;
                throw;
            }

            scope.Timer.EndWait();
            var update = Note(_updates.Current, isHandedOn: false);
            _held.Add(RouteRecordExtensions.Public(update));
            if (_error is { } error)
            {
                return error;
            }

            _withholds |= ToolCallCheck.HasCall(update.Contents);
            if ((_withholds || ReplyCheck.IsMeaningful(update.Contents)) && _firstToken is null && Begin() is { } late)
            {
                return late;
            }

            if (_withholds ? _finish is not null : _firstToken is not null)
            {
                break;
            }
        }

        return !_withholds || Release() ? default
            : ReplyCheck.IsFiltered(_finish) ? EndedEmpty()
            : new FaultInfo(Fault.MalformedOutput, scope.Wire.StatusCode, ToolCallCheck.Code);
    }

    /// <summary>Moves to the next update. False at the end, which is good only if <see cref="EndFault"/> says so.</summary>
    /// <exception cref="Exception">Whatever the client throws; <see cref="Classify"/> tells what it means.</exception>
    public ValueTask<bool> MoveNextAsync()
    {
        if (_next < _held.Count)
        {
            Current = _held[_next++];
            Keep(Current);
            return new(true);
        }

        var move = ReadOn();
        return !move.IsCompletedSuccessfully ? TakeAsync(move) : Take(move.Result) is { } taken ? new(taken) : TakeAsync(ReadOn());
    }

    private ValueTask<bool> ReadOn()
    {
        scope.Timer.BeginWait();
        return _updates!.MoveNextAsync();
    }

    private async ValueTask<bool> TakeAsync(ValueTask<bool> move)
    {
        while (true)
        {
            if (Take(_finish is null ? await move.ConfigureAwait(false) : await LastWordsAsync(move.AsTask()).ConfigureAwait(false))
                is { } taken)
            {
                return taken;
            }

            move = ReadOn();
        }
    }

    /// <summary>Awaits what may follow a finish reason, also at a client that ignores cancellation.</summary>
    private async Task<bool> LastWordsAsync(Task<bool> move)
    {
        try
        {
            return await PendingReply.WithinAsync(move, scope.Timer.GivenUp).ConfigureAwait(false);
        }
        catch
        {
            _abandonedMove = move.IsCompleted ? null : move;
            throw;
        }
    }

    /// <summary>Takes an update, or the end. Null where it is held back: the next is to be read.</summary>
    private bool? Take(bool more)
    {
        scope.Timer.EndWait();
        if (!more)
        {
            return false;
        }

        var update = _updates!.Current;
        if (!_withholds && ToolCallCheck.HasCall(update.Contents))
        {
            _withholds = true;
            _withheldFrom ??= _held.Count;
        }

        var before = _text.Count;
        Current = RouteRecordExtensions.Public(Note(update, isHandedOn: !_withholds));
        if (_error is not null || _withholds)
        {
            // It is not handed on, or not yet, and counts.
            _text.CutTo(before);
            _held.Add(Current);
        }

        if (_error is not null)
        {
            return false;
        }

        if (!_withholds)
        {
            return true;
        }

        if (_finish is null)
        {
            return null;
        }

        if (!Release())
        {
            _error = new FaultInfo(Fault.StreamBroken, scope.Wire.StatusCode, ToolCallCheck.Code);
            return false;
        }

        Current = _held[_next++];
        Keep(Current);
        return true;
    }

    /// <summary>Lets go of what is withheld, if its tool calls are whole.</summary>
    private bool Release()
    {
        _withholds = false;
        return ToolCallCheck.AreWhole(_withheldFrom is > 0 and var first ? _held[first..] : _held, _finish);
    }

    /// <summary>Something of the reply is there: from now on it is silence that counts.</summary>
    private FaultInfo? Begin()
    {
        _firstToken = scope.Elapsed;
        call.TimeToFirstToken = call.Elapsed;
        return scope.Timer.TryEnterStream(call.Plan.Timeouts.Idle, call.Plan.Timeouts.StreamTotal - call.Elapsed)
            ? null
            : new FaultInfo(Fault.Timeout, scope.Wire.StatusCode, scope.Timer.Expired);
    }
}
