using RouteGen.Carriers;
using RouteGen.Dialects.Relay;

namespace RouteGen.Gateway.Lanes;

/// <summary>
/// Makes a caller's JSON ready for one target of its dialect: stamped ids and signatures are restored where they are that target's own.
/// Others' ids become portable, and others' thoughts and signatures are left out, with the ids of items that only their issuer has.
/// </summary>
internal sealed class StampedRequest : StampedJson
{
    private readonly ToolStamps _stamps;
    private readonly string _target;
    private bool _isForeign;

    private StampedRequest(ToolStamps stamps, string target) => (_stamps, _target) = (stamps, target);

    /// <summary>Whether there can be a stamp, or a thought without one, in a text: nearly always this says that there is none.</summary>
    public static bool MayHave(ReadOnlySpan<byte> json) => json.IndexOf("\"rg"u8) >= 0 || json.IndexOf("\"thinking\""u8) >= 0;

    /// <summary>The body for a target; null where it cannot go there as it is, and has to be written anew.</summary>
    public static ReadOnlyMemory<byte>? For(ToolStamps stamps, string target, RelayDialect dialect, ReadOnlyMemory<byte> body)
    {
        var rule = StampRule.OfRequest(dialect);
        var request = new StampedRequest(stamps, target);
        var rewritten = request.Rewrite(body, rule);
        if (request._isForeign && dialect == RelayDialect.Responses)
        {
            // Ids of messages bear no stamp. Where another target has spoken, none of them goes on.
            var again = new StampedRequest(stamps, target) { DropsItemIds = true };
            rewritten = again.Rewrite(body, rule);
            return again.IsEmptied ? null : rewritten;
        }

        return request.IsEmptied ? null : rewritten;
    }

    private bool DropsItemIds { get; init; }

    protected override bool Keep(StampUnit unit)
    {
        if (unit["type"] == "thinking" && unit["signature"] is null)
        {
            // Whoever speaks this dialect signs its thoughts: it is of a target that speaks another.
            return false;
        }

        var isForeign = false;
        foreach (var value in unit.Values)
        {
            if (value.Name is "type" or "role" or "extra_content" || value.Text is not { } text
                || !_stamps.TryRead(text, out var issuer, out var original))
            {
                continue;
            }

            if (issuer == _target)
            {
                Replace(value, original);
            }
            else if (value.Name is "signature" or "data" or "encrypted_content")
            {
                _isForeign = true;
                return false;
            }
            else
            {
                isForeign = true;
                Replace(value, Portability.PortableId(original));
            }
        }

        _isForeign |= isForeign;
        if (isForeign || DropsItemIds)
        {
            LeaveOut(unit);
        }

        return true;
    }

    /// <summary>What stands beside an id that was another's: the signature of a call, and the id of its item.</summary>
    private void LeaveOut(StampUnit unit)
    {
        foreach (var value in unit.Values)
        {
            if (value.Name == "extra_content"
                || (value.Name == "id" && DropsItemIds && unit["type"] is not ("item_reference" or "reasoning")))
            {
                Remove(value);
            }
        }
    }
}
