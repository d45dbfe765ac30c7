using Microsoft.Extensions.AI;
using RouteGen.Listening;
using RouteGen.Plans;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Attempts;

/// <summary>
/// A stream of one target: opened, committed at its first meaningful update, then read to its end. It ends with a
/// finish reason or with a fault, never silently.
/// </summary>
internal sealed partial class CommittedStream(CallLog call, PlanEntry entry, AttemptScope scope) : IAsyncDisposable
{
    private readonly List<ChatResponseUpdate> _held = [];
    private TextPieces _text;
    private IAsyncEnumerator<ChatResponseUpdate>? _updates;
    private Task? _abandonedMove;
    private int _next;
    private UsageDetails? _usage;
    private bool _uncounted;
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

    public TargetKey Key => scope.Key;

    public ChatResponseUpdate Current { get; private set; } = null!;

    public string? FinishReason => _finish?.Value;

    public string? ResponseId => _responseId;

    /// <summary>The text that has been handed on.</summary>
    public string TextSoFar => _text.ToString();

    /// <inheritdoc cref="AttemptScope.ReleaseWhenGivenUp"/>
    public void ReleaseWhenGivenUp(IDisposable? linked) => scope.ReleaseWhenGivenUp(linked);

    /// <summary>What is wrong with the end of a stream that threw nothing; no fault when it is complete.</summary>
    public FaultInfo EndFault() => _error
        ?? (_finish is null ? scope.Interrupted ?? new FaultInfo(Fault.StreamBroken, scope.Wire.StatusCode, "noFinishReason") : default);

    /// <summary>What an exception in the middle of the stream means. Whatever broke it, content has reached the caller.</summary>
    public FaultInfo Classify(Exception exception)
    {
        if (_finish is not null && !call.CancellationToken.IsCancellationRequested)
        {
            // Its end had been said: what breaks after that takes nothing away.
            return _error ?? default;
        }

        var fault = scope.Classify(exception);
        return fault.Fault is Fault.Cancelled or Fault.Timeout ? fault : fault with { Fault = Fault.StreamBroken };
    }

    /// <summary>Makes the attempt's record.</summary>
    public AttemptRecord End(FaultInfo fault)
    {
        _ended = true;
        var seen = _uncounted || _usage is not { OutputTokenCount: > 0 } ? TokensSeen() : null;
        var facts = new ReplyFacts(_usage, _statedCost, _model, _responseId, FinishReason, seen, _serviceTier, _seen.WebSearches);
        return scope.End(fault, facts, _firstToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            throw new InvalidOperationException(
                "A stream's attempt ends before its connection is given back, so that the record is complete.");
        }

        if (_abandonedMove is { } move)
        {
            // An enumerator must not be disposed of while it moves. This one ignores cancellation; it is released when it comes back.
            var updates = _updates!;
            _ = move.ContinueWith(
                static (_, state) => ((IAsyncEnumerator<ChatResponseUpdate>)state!).DisposeAsync().AsTask(),
                updates,
                TaskScheduler.Default).Unwrap()
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
            foreach (var content in _held[_next].Contents)
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

    /// <summary>Notes what an update says.</summary>
    /// <returns>The update as the caller is to see it: itself, nearly always.</returns>
    private ChatResponseUpdate Note(ChatResponseUpdate update, bool isHandedOn)
    {
        var isOver = _finish is not null;
        if (!isOver && update.FinishReason is not null)
        {
            scope.Timer.Hurry(LastWords);
        }

        _finish = update.FinishReason ?? _finish;
        _model = update.ModelId ?? _model;
        _responseId = update.ResponseId ?? _responseId;
        _serviceTier = update.AdditionalProperties is null
            ? _serviceTier
            : ServiceTierReading.StatedIn(update.AdditionalProperties) ?? _serviceTier;
        if (update.AdditionalProperties is not null && ReplyFacts.CostStatedIn(update.AdditionalProperties) is { } cost)
        {
            _statedCost = Math.Max(_statedCost ?? 0m, cost);
        }

        if (!call.Plan.HasOneProvider)
        {
            update.ConversationId = null;
        }

        var contents = update.Contents;
        UsageContent? stated = null;
        for (var i = 0; i < contents.Count; i++)
        {
            // Plain text, which is nearly all, is counted from what is kept, if at all.
            if (contents[i] is TextContent text)
            {
                _uncounted |= text.Text.Length > 0;
                if (isHandedOn)
                {
                    _text.Add(text.Text);
                }
            }
            else
            {
                if (isOver && contents[i] is ErrorContent)
                {
                    update.Contents = contents = [.. contents.Where(static c => c is not ErrorContent)];
                    i--;
                    continue;
                }

                Note(contents[i]);
                stated ??= contents[i] as UsageContent;
            }
        }

        return stated is null ? update : Count(update, contents);
    }

    private void Note(AIContent content)
    {
        Portability.Stamp(content, entry.Target.Name);
        switch (content)
        {
            case UsageContent:
                break;
            case ErrorContent error:
                _error = ReplyCheck.OfStreamError(error, scope.Wire);
                break;
            default:
                _uncounted = true;
                _seen.Add(content);
                break;
        }
    }

    /// <summary>
    /// Counts an update's usage. Where it was stated before, the caller gets what it rose by: callers add up what they are handed.
    /// </summary>
    private ChatResponseUpdate Count(ChatResponseUpdate update, IList<AIContent> contents)
    {
        List<AIContent>? replaced = null;
        for (var i = contents.Count - 1; i >= 0; i--)
        {
            if (contents[i] is not UsageContent stated)
            {
                continue;
            }

            _uncounted &= stated.Details.OutputTokenCount is not > 0;
            var rise = StatedUsage.Raise(ref _usage, stated.Details);
            if (rise != stated.Details)
            {
                replaced ??= [.. contents];
                replaced.RemoveAt(i);
                if (rise is not null)
                {
                    replaced.Insert(i, new UsageContent(rise)
                    {
                        RawRepresentation = stated.RawRepresentation,
                        AdditionalProperties = stated.AdditionalProperties,
                    });
                }
            }
        }

        if (replaced is null)
        {
            return update;
        }

        // Another's object stays as it is.
        var handedOn = update.Clone();
        handedOn.Contents = replaced;
        return handedOn;
    }

    private void Keep(ChatResponseUpdate update)
    {
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent text)
            {
                _text.Add(text.Text);
            }
        }
    }
}
