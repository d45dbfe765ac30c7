using Microsoft.Extensions.AI;
using RouteGen.Content;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>
/// A stream of one target: opened, committed at its first meaningful update, then read to its end. It ends with a
/// finish reason or with a fault, never silently.
/// </summary>
internal sealed partial class StreamDelivery(
    IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions options, in RequestEdits edits, AttemptWatch watch)
    : PiecewiseDelivery<ChatResponseUpdate>
{
    private readonly string _target = edits.Target;
    private readonly bool _keepsConversation = edits.KeepsConversation;
    private readonly List<ChatResponseUpdate> _held = [];
    private TextPieces _text;
    private IAsyncEnumerator<ChatResponseUpdate>? _updates;
    private int _next;
    private UsageDetails? _usage;
    private bool _uncounted;
    private StatedFacts _stated;
    private string? _model;
    private ChatFinishReason? _finish;
    private FaultInfo? _error;
    private string? _responseId;
    private ReplyTokens _seen;

    public override SentRequest Sent => ChatEdits.Sent(options);

    public override ServiceTier? AskedTier => ServiceTierReading.AskedBy(options);

    /// <summary>
    /// A stream that gave no reason why it ended broke off, or was left: what it had stated is what it had counted by then.
    /// </summary>
    public override bool IsComplete => _finish is not null;

    public override string TextSoFar => _text.ToString();

    public override string? Unsent => _stated.Dropped;

    public override void Capture(CallContent content) => content.Reply(Current);

    public override FaultInfo EndFault() => _error
        ?? (_finish is null ? watch.Interrupted ?? new FaultInfo(Fault.StreamBroken, watch.StatusCode, "noFinishReason") : default);

    /// <inheritdoc/>
    /// <remarks>Whatever broke it, content has reached the caller.</remarks>
    public override FaultInfo Classify(Exception? exception)
    {
        if (_finish is not null && !watch.IsCancelled)
        {
            // Its end had been said: what breaks after that takes nothing away.
            return _error ?? default;
        }

        var fault = exception is not null ? watch.Classify(exception) : watch.Interrupted ?? new FaultInfo(Fault.Cancelled);
        return fault.Fault is Fault.Cancelled or Fault.Timeout ? fault : fault with { Fault = Fault.StreamBroken };
    }

    /// <remarks>
    /// Without a message id, which makes its properties the response's when updates are put together.
    /// </remarks>
    public override bool TryConclude(RouteRecord record, out ChatResponseUpdate piece)
    {
        piece = new ChatResponseUpdate
        {
            // As those before it: an application that hands on each update has a role for all.
            Role = ChatRole.Assistant,
            ResponseId = _responseId,
            AdditionalProperties = new AdditionalPropertiesDictionary { [RouteRecordExtensions.Key] = RouteRecordExtensions.IdOf(record) },
        };
        return true;
    }

    public override ReplyFacts GetFacts()
    {
        var seen = _uncounted || !BelievedCounts.HasOutput(_usage) ? TokensSeen() : null;
        return new ReplyFacts(_usage, _stated, _model, _responseId, _finish?.Value, seen, _seen.WebSearches);
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
        ? new(Fault.ContentFiltered, watch.StatusCode, _finish?.Value)
        : _finish is null
            ? new(Fault.StreamBroken, watch.StatusCode, "noFinishReason")
            : new(Fault.EmptyReply, watch.StatusCode, _finish?.Value);

    /// <summary>Notes what an update says.</summary>
    /// <returns>The update as the caller is to see it: itself, nearly always.</returns>
    private ChatResponseUpdate Note(ChatResponseUpdate update, bool isHandedOn)
    {
        var isOver = _finish is not null;
        if (!isOver && update.FinishReason is not null)
        {
            watch.Timer.Hurry(LastWords);
        }

        _finish = update.FinishReason ?? _finish;
        NoteNames(update);
        _stated.Add(update.AdditionalProperties);

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

    private void NoteNames(ChatResponseUpdate update)
    {
        _model = update.ModelId ?? _model;
        _responseId = update.ResponseId ?? _responseId;
        if (!_keepsConversation && update.ConversationId is not null)
        {
            update.ConversationId = null;
        }
    }

    private void Note(AIContent content)
    {
        Portability.Stamp(content, _target);
        switch (content)
        {
            case UsageContent:
                break;
            case ErrorContent error:
                _error = ReplyCheck.OfStreamError(error, watch.StatusCode);
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

            _uncounted &= !BelievedCounts.HasOutput(stated.Details);
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
}
