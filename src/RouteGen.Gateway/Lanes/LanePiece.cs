using Microsoft.Extensions.AI;

namespace RouteGen.Gateway.Lanes;

/// <summary>A piece of a streamed reply on its way to the caller: an update to be written, or bytes that are written already.</summary>
internal readonly struct LanePiece
{
    /// <summary>Of a translated reply.</summary>
    public ChatResponseUpdate? Update { get; init; }

    /// <summary>Whole events of a relayed reply, settled.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The call's record; it comes with the last piece, and with no other.</summary>
    public RouteRecord? Record { get; init; }
}
