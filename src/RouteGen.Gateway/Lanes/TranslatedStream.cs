using Microsoft.Extensions.AI;
using RouteGen.Carriers;
using RouteGen.Content;
using RouteGen.Wire;

namespace RouteGen.Gateway.Lanes;

/// <summary>A reply that is read as it comes from a target of another dialect.</summary>
internal sealed class TranslatedStream(PiecewiseDelivery<ChatResponseUpdate> inner, ToolStamps? stamps, string target, string? others)
    : PiecewiseDelivery<LanePiece>
{
    public override RequestLane? Lane => RequestLane.Translate;

    public override string? Unsent => inner.Unsent is { } unsent && others is not null ? $"{unsent}, {others}" : inner.Unsent ?? others;

    public override SentRequest Sent => inner.Sent;

    public override ServiceTier? AskedTier => inner.AskedTier;

    public override bool IsComplete => inner.IsComplete;

    public override string TextSoFar => inner.TextSoFar;

    public override ValueTask<FaultInfo> OpenAsync() => inner.OpenAsync();

    public override ValueTask<bool> ReadAsync() => inner.ReadAsync();

    public override bool? Take(bool more)
    {
        var taken = inner.Take(more);
        if (taken is true)
        {
            stamps?.Stamp(inner.Current.Contents, target);
            Current = new LanePiece { Update = inner.Current };
        }

        return taken;
    }

    public override FaultInfo EndFault() => inner.EndFault();

    public override void Capture(CallContent content) => inner.Capture(content);

    public override FaultInfo Classify(Exception? exception) => inner.Classify(exception);

    public override ReplyFacts GetFacts()
    {
        var facts = inner.GetFacts();
        return facts with { Stated = facts.Stated.WithDropped(others) };
    }

    public override bool TryConclude(RouteRecord record, out LanePiece piece)
    {
        piece = new LanePiece { Record = record };
        return true;
    }

    public override void ComeBack() => inner.ComeBack();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
