using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Faults;
using RouteGen.Records;

namespace RouteGen.Routing;

/// <summary>A stream of one target: opened, committed at its first meaningful update, then read to its end. It ends with a finish reason or with a fault, never silently.</summary>
internal sealed class CommittedStream(RouteCall call, PlanEntry entry, AttemptScope scope) : IAsyncDisposable
{
    private readonly List<ChatResponseUpdate> _held = [];
    private TextPieces _text;
    private IAsyncEnumerator<ChatResponseUpdate>? _updates;
    private Task? _abandonedMove;
    private int _next;
    private UsageDetails? _usage;
    private decimal? _statedCost;
    private string? _model;
    private string? _responseId;
    private ChatFinishReason? _finish;
    private FaultInfo? _error;
    private ReplyTokens _seen;
    private ServiceTier? _serviceTier;
    private TimeSpan? _firstToken;
    private bool _ended;

    public PlanEntry Entry => entry;

    public ChatResponseUpdate Current { get; private set; } = null!;

    public string? FinishReason => _finish?.Value;

    public string? ResponseId => _responseId;

    /// <summary>The text that has been handed on.</summary>
    public string TextSoFar => _text.ToString();

    /// <summary>Reads up to the first meaningful update.</summary>
    /// <returns>No fault when committed.</returns>
    public async ValueTask<FaultInfo> OpenAsync()
    {
        _updates = scope.Client.GetStreamingResponseAsync(scope.Messages, scope.Options, scope.Timer.Token).GetAsyncEnumerator(scope.Timer.Token);
        while (true)
        {
            Task<bool> move = _updates.MoveNextAsync().AsTask();
            try
            {
                if (!await PendingReply.WithinAsync(move, scope.Timer.GivenUp).ConfigureAwait(false))
                {
                    return _error ?? (_finish is null ? scope.Interrupted : null) ?? EndedEmpty();
                }
            }
            catch
            {
                _abandonedMove = move.IsCompleted ? null : move;
                throw;
            }

            ChatResponseUpdate update = _updates.Current;
            Note(update, isHandedOn: false);
            _held.Add(update);
            if (_error is { } error)
            {
                return error;
            }

            if (ReplyCheck.IsMeaningful(update.Contents))
            {
                break;
            }
        }

        _firstToken = scope.Elapsed;
        call.TimeToFirstToken = call.Elapsed;
        return scope.Timer.TryEnterStream(call.Plan.Timeouts.Idle, call.Plan.Timeouts.StreamTotal - call.Elapsed)
            ? default
            : new FaultInfo(Fault.Timeout, scope.Wire.StatusCode, scope.Timer.Expired);
    }

    /// <inheritdoc cref="AttemptScope.ReleaseWhenGivenUp"/>
    public void ReleaseWhenGivenUp(IDisposable? linked) => scope.ReleaseWhenGivenUp(linked);

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

        scope.Timer.BeginWait();
        ValueTask<bool> move = _updates!.MoveNextAsync();
        return move.IsCompletedSuccessfully ? new(Take(move.Result)) : TakeAsync(move);
    }

    private async ValueTask<bool> TakeAsync(ValueTask<bool> move) => Take(await move.ConfigureAwait(false));

    private bool Take(bool more)
    {
        scope.Timer.EndWait();
        if (!more)
        {
            return false;
        }

        Current = _updates!.Current;
        var before = _text.Count;
        Note(Current, isHandedOn: true);
        if (_error is not null)
        {
            // It is not handed on, and counts.
            _text.CutTo(before);
            _held.Add(Current);
            return false;
        }

        return true;
    }

    /// <summary>What is wrong with the end of a stream that threw nothing; no fault when it is complete.</summary>
    public FaultInfo EndFault() => _error ?? (_finish is null ? scope.Interrupted ?? new FaultInfo(Fault.StreamBroken, scope.Wire.StatusCode, "noFinishReason") : default);

    /// <summary>What an exception in the middle of the stream means. Whatever broke it, content has reached the caller.</summary>
    public FaultInfo Classify(Exception exception)
    {
        FaultInfo fault = scope.Classify(exception);
        return fault.Fault is Fault.Cancelled or Fault.Timeout ? fault : fault with { Fault = Fault.StreamBroken };
    }

    /// <summary>Makes the attempt's record.</summary>
    public AttemptRecord End(FaultInfo fault)
    {
        _ended = true;
        return scope.End(fault, new ReplyFacts(_usage, _statedCost, _model, _responseId, FinishReason, _usage is null ? TokensSeen() : null, _serviceTier, _seen.WebSearches), _firstToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            throw new InvalidOperationException("A stream's attempt ends before its connection is given back, so that the record is complete.");
        }

        if (_abandonedMove is { } move)
        {
            // An enumerator must not be disposed of while it moves. This one ignores cancellation; it is released when it comes back.
            IAsyncEnumerator<ChatResponseUpdate> updates = _updates!;
            _ = move.ContinueWith(static (_, state) => ((IAsyncEnumerator<ChatResponseUpdate>)state!).DisposeAsync().AsTask(), updates, TaskScheduler.Default).Unwrap()
                .ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
        }
        else if (_updates is not null)
        {
            try
            {
                await _updates.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // The outcome stands; a connection that fails while it is given back changes nothing of it.
                call.Route.Runtime.Log.StreamReleaseFailed(call.Definition.Name, entry.Target.Name, e.GetType().Name);
            }
        }

        _text.Clear();
        scope.Dispose();
    }

    /// <summary>What arrived, in tokens. Text is counted here, once, since mostly the provider's count makes that unnecessary.</summary>
    private long? TokensSeen()
    {
        foreach (var piece in _text.All)
        {
            _seen.Add(piece);
        }

        for (; _next < _held.Count; _next++)
        {
            // Held back, and never handed on.
            foreach (AIContent content in _held[_next].Contents)
            {
                _seen.Add((content as TextContent)?.Text);
            }
        }

        return _seen.Tokens;
    }

    private FaultInfo EndedEmpty() => ReplyCheck.IsFiltered(_finish)
        ? new(Fault.ContentFiltered, scope.Wire.StatusCode, FinishReason)
        : _finish is null
            ? new(Fault.StreamBroken, scope.Wire.StatusCode, "noFinishReason")
            : new(Fault.EmptyReply, scope.Wire.StatusCode, FinishReason);

    private void Note(ChatResponseUpdate update, bool isHandedOn)
    {
        _finish = update.FinishReason ?? _finish;
        _model = update.ModelId ?? _model;
        _responseId = update.ResponseId ?? _responseId;
        _serviceTier = update.AdditionalProperties is null ? _serviceTier : ServiceTierReading.StatedIn(update.AdditionalProperties) ?? _serviceTier;
        _statedCost = update.AdditionalProperties is null ? _statedCost : ReplyFacts.CostStatedIn(update.AdditionalProperties) ?? _statedCost;
        if (!call.Plan.HasOneProvider)
        {
            update.ConversationId = null;
        }

        IList<AIContent> contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            // Plain text, which is nearly all, is counted from what is kept, if at all.
            if (contents[i] is not TextContent text)
            {
                Note(contents[i]);
            }
            else if (isHandedOn)
            {
                _text.Add(text.Text);
            }
        }
    }

    private void Note(AIContent content)
    {
        Portability.Stamp(content, entry.Target.Name);
        switch (content)
        {
            case UsageContent usage:
                StatedUsage.Raise(_usage ??= new UsageDetails(), usage.Details);
                break;
            case ErrorContent error:
                _error = ReplyCheck.OfStreamError(error, scope.Wire);
                break;
            default:
                _seen.Add(content);
                break;
        }
    }

    private void Keep(ChatResponseUpdate update)
    {
        IList<AIContent> contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent text)
            {
                _text.Add(text.Text);
            }
        }
    }
}
