using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <content>How it is read: up to its commitment, and on, with tool calls held back until they are known to be whole.</content>
internal sealed partial class StreamDelivery
{
    /// <summary>How long a silent stream is listened to once its finish reason came: what may follow is its usage.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>How many of those that are held may be handed on.</summary>
    private int _ready;

    /// <summary>
    /// Whether what is held has a tool call in it that may yet be cut. Until its finish reason comes, it and all after it stay here.
    /// </summary>
    private bool _withholds;

    /// <summary>Where in what is held the first tool call of a stream under way stands.</summary>
    private int? _withheldFrom;

    private bool _hasBegun;

    /// <summary>Reads up to the first meaningful update; where that is a tool call, until it is known to be whole.</summary>
    public override async ValueTask<FaultInfo> OpenAsync()
    {
        _updates = client.GetStreamingResponseAsync(messages, options, watch.Timer.Token).GetAsyncEnumerator(watch.Timer.Token);
        while (true)
        {
            var move = ReadAsync().AsTask();
            try
            {
                if (!await PendingReply.WithinAsync(move, watch.Timer.GivenUp).ConfigureAwait(false))
                {
                    EndRead();
                    return _error ?? (_finish is null ? watch.Interrupted : null) ?? EndedEmpty();
                }
            }
            catch (Exception) when (_finish is not null && !watch.IsCancelled)
            {
                // It had ended, and said all that it had to say.
                Abandon(move);
                return EndedEmpty();
            }
            catch
            {
                Abandon(move);
                throw;
            }

            EndRead();
            var update = Note(_updates.Current, isHandedOn: false);
            _held.Add(RouteRecordExtensions.Public(update));
            if (_error is { } error)
            {
                return error;
            }

            _withholds |= ToolCallCheck.HasCall(update.Contents);
            if (!_hasBegun && (_withholds || ReplyCheck.IsMeaningful(update.Contents)))
            {
                _hasBegun = true;
                if (watch.Begin() is { } late)
                {
                    return late;
                }
            }

            if (_withholds ? _finish is not null : _hasBegun)
            {
                break;
            }
        }

        return !_withholds || Release() ? Committed()
            : ReplyCheck.IsFiltered(_finish) ? EndedEmpty()
            : new FaultInfo(Fault.MalformedOutput, watch.StatusCode, ToolCallCheck.Code);
    }

    public override ValueTask<bool> ReadAsync()
    {
        if (_next < _ready)
        {
            return new(true);
        }

        Volatile.Write(ref _place, Moving);
        watch.Timer.BeginMove();
        var move = _updates!.MoveNextAsync();
        if (!move.IsCompleted)
        {
            watch.Timer.BeginWait();
        }

        return move;
    }

    public override bool? Take(bool more)
    {
        if (_next < _ready)
        {
            return TakeHeld();
        }

        EndRead();
        if (!more)
        {
            return false;
        }

        var update = _updates!.Current;
        if (TryTakeText(update))
        {
            return true;
        }

        if (!_withholds && ToolCallCheck.HasCall(update.Contents))
        {
            _withholds = true;
            _withheldFrom ??= _held.Count;
        }

        var before = _text.Count;
        Current = RouteRecordExtensions.Public(Note(update, isHandedOn: !_withholds));
        if (_error is null && !_withholds)
        {
            return true;
        }

        // It is not handed on, or not yet, and counts.
        _text.CutTo(before);
        _held.Add(Current);
        if (_error is not null)
        {
            return false;
        }

        if (_finish is null)
        {
            return null;
        }

        if (!Release())
        {
            _error = new FaultInfo(Fault.StreamBroken, watch.StatusCode, ToolCallCheck.Code);
            return false;
        }

        _ready = _held.Count;
        return TakeHeld();
    }

    /// <summary>Takes an update that is one piece of text and nothing else, as nearly all are, by the shortest way.</summary>
    private bool TryTakeText(ChatResponseUpdate update)
    {
        if (_withholds || update.AdditionalProperties is not null || update.FinishReason is not null
            || update.Contents is not List<AIContent> { Count: 1 } contents || contents[0] is not TextContent text)
        {
            return false;
        }

        NoteNames(update);
        _uncounted |= text.Text.Length > 0;
        _text.Add(text.Text);
        Current = update;
        return true;
    }

    private bool TakeHeld()
    {
        Current = _held[_next++];
        var contents = Current.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent text)
            {
                _text.Add(text.Text);
            }
        }

        return true;
    }

    private FaultInfo Committed()
    {
        _ready = _held.Count;
        return default;
    }

    /// <summary>Lets go of what is withheld, if its tool calls are whole.</summary>
    private bool Release()
    {
        _withholds = false;
        return ToolCallCheck.AreWhole(_withheldFrom is > 0 and var first ? _held[first..] : _held, _finish);
    }
}
