using Microsoft.Extensions.AI;
using RouteGen.Dialects.Relay;

namespace RouteGen.Gateway.Lanes;

/// <summary>Stamps what a target says in the caller's dialect, on its way to the caller.</summary>
/// <param name="stamps">The stamps.</param>
/// <param name="issuer">The target.</param>
/// <param name="dialect">The dialect.</param>
internal sealed class StampedReply(ToolStamps stamps, string issuer, RelayDialect dialect) : StampedJson
{
    private readonly StampRule _rule = StampRule.OfReply(dialect);

    /// <summary>A whole reply, stamped.</summary>
    public ReadOnlyMemory<byte> Stamp(ReadOnlyMemory<byte> reply) => MayHave(reply.Span) ? Rewrite(reply, _rule) : reply;

    /// <summary>Stamps an update, where a target answered whole although it was asked for a stream.</summary>
    public void Stamp(ChatResponseUpdate update) => stamps.Stamp(update.Contents, issuer);

    /// <summary>Whole events of a streamed reply, stamped.</summary>
    public byte[] StampEvents(byte[] events)
    {
        if (!MayHave(events))
        {
            return events;
        }

        using var stamped = new MemoryStream(events.Length + 64);
        var text = events.AsMemory();
        while (text.Length > 0)
        {
            var line = text.Span.IndexOf((byte)'\n');
            var length = line < 0 ? text.Length : line;
            var ends = line < 0 ? 0 : 1;
            if (text.Span.StartsWith("data: {"u8))
            {
                stamped.Write("data: "u8);
                stamped.Write(Rewrite(text["data: ".Length..length], _rule).Span);
                stamped.Write(text.Span.Slice(length, ends));
            }
            else
            {
                stamped.Write(text.Span[..(length + ends)]);
            }

            text = text[(length + ends)..];
        }

        return stamped.ToArray();
    }

    protected override bool Keep(StampUnit unit)
    {
        foreach (var value in unit.Values)
        {
            if (value.Text is { } text && IsStamped(value.Name, unit["type"]))
            {
                Replace(value, stamps.Write(issuer, text));
            }
        }

        return true;
    }

    /// <summary>Whether a value is one that only the issuer understands. What a server did by itself is answered by nobody.</summary>
    private bool IsStamped(string name, string? type) => name switch
    {
        "id" => dialect == RelayDialect.ChatCompletions || (dialect == RelayDialect.Messages && type == "tool_use"),
        "call_id" => type is "function_call" or "custom_tool_call",
        "signature" or "encrypted_content" => true,
        "data" => type == "redacted_thinking",
        _ => false,
    };

    /// <summary>Whether there is anything to stamp: pieces of text have none of these.</summary>
    private bool MayHave(ReadOnlySpan<byte> text) => dialect switch
    {
        RelayDialect.ChatCompletions => text.IndexOf("\"tool_calls\""u8) >= 0,
        RelayDialect.Messages => text.IndexOf("tool_use"u8) >= 0 || text.IndexOf("signature"u8) >= 0
            || text.IndexOf("redacted_thinking"u8) >= 0,
        _ => text.IndexOf("\"call_id\""u8) >= 0 || text.IndexOf("\"encrypted_content\""u8) >= 0,
    };
}
