using Microsoft.Extensions.AI;
using RouteGen.Carriers;
using RouteGen.Content;
using RouteGen.Dialects.Relay;
using RouteGen.Wire;

namespace RouteGen.Gateway.Lanes;

/// <summary>
/// A reply that is read as it comes from a target of the caller's dialect, and goes on as it came. Its pieces are bytes, but where the
/// target answered whole although it was asked for a stream: those are updates to be written.
/// </summary>
internal sealed class RelayedStream(StreamDelivery inner, RelayedReply reply, ReplySettling settling, StampedReply? stamped)
    : PiecewiseDelivery<LanePiece>, IRelayed
{
    private ReadOnlyMemory<byte> _end;
    private bool _isWritten;

    // The chunk with the usage waits for the call's end, which says what is to stand in it.
    private byte[] _bill = [];

    public RefusedReply? Refused => reply.Refused;

    public override RequestLane? Lane => RequestLane.Relay;

    public override string? Unsent => inner.Unsent;

    public override SentRequest Sent => inner.Sent;

    public override ServiceTier? AskedTier => inner.AskedTier;

    public override bool IsComplete => inner.IsComplete;

    public override string TextSoFar => inner.TextSoFar;

    public override ValueTask<FaultInfo> OpenAsync() => inner.OpenAsync();

    public override ValueTask<bool> ReadAsync() => inner.ReadAsync();

    public override bool? Take(bool more)
    {
        var taken = inner.Take(more);
        return taken is true ? HandOn(inner.Current) : taken;
    }

    public override void Capture(CallContent content)
    {
        if (Current.Update is { } update)
        {
            content.Reply(update);
        }
        else
        {
            content.Reply(Current.Bytes.Span);
        }
    }

    public override FaultInfo EndFault() => inner.EndFault();

    public override FaultInfo Classify(Exception? exception) => inner.Classify(exception);

    public override ReplyFacts GetFacts() => inner.GetFacts();

    /// <inheritdoc/>
    /// <remarks>Its bytes end the stream; nothing is to be written after them.</remarks>
    public override bool TryConclude(RouteRecord record, out LanePiece piece)
    {
        var end = !_isWritten ? default : _end.IsEmpty ? settling.End : _end;
        piece = new LanePiece
        {
            Record = record,
            Bytes = _bill.Length == 0 ? end
                : (byte[])[.. record.CostUsd is { } usd ? BillChunk.WithCost(_bill, usd) : _bill, .. end.Span],
        };
        return true;
    }

    public override void ComeBack() => inner.ComeBack();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    private bool? HandOn(ChatResponseUpdate update)
    {
        switch (update.RawRepresentation)
        {
            case byte[] bytes:
                _isWritten = true;
                return HandOn(stamped?.StampEvents(bytes) ?? bytes, update);
            case RelayedEnd last:
                _isWritten = true;
                _end = stamped?.StampEvents(last.End) ?? last.End;
                Current = new LanePiece { Bytes = stamped?.StampEvents(last.Bytes) ?? last.Bytes };
                return last.Bytes.Length > 0 ? true : null;
            default:
                stamped?.Stamp(update);
                Current = new LanePiece { Update = update };
                return true;
        }
    }

    private bool? HandOn(byte[] bytes, ChatResponseUpdate update)
    {
        var before = _bill;
        _bill = !settling.HasEndEvent && HasUsage(update) && BillChunk.Is(bytes) ? bytes : [];
        var now = _bill.Length > 0 ? [] : bytes;
        Current = new LanePiece { Bytes = before.Length == 0 ? now : (byte[])[.. before, .. now] };
        return Current.Bytes.IsEmpty ? null : true;
    }

    private static bool HasUsage(ChatResponseUpdate update)
    {
        for (var i = 0; i < update.Contents.Count; i++)
        {
            if (update.Contents[i] is UsageContent)
            {
                return true;
            }
        }

        return false;
    }
}
