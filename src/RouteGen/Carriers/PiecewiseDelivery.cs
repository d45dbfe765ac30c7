using System.Diagnostics.CodeAnalysis;

namespace RouteGen.Carriers;

/// <summary>A reply that is handed on as it comes.</summary>
/// <typeparam name="TPiece">What the caller gets of it at a time: an update, or bytes.</typeparam>
internal abstract class PiecewiseDelivery<TPiece> : Delivery
{
    public sealed override bool ComesInPieces => true;

    /// <summary>What was taken last.</summary>
    public TPiece Current { get; protected set; } = default!;

    /// <summary>The text that has been handed on.</summary>
    public abstract string TextSoFar { get; }

    /// <summary>Makes the piece that follows the last of a stream that served, and leads to its record.</summary>
    public abstract bool TryConclude(RouteRecord record, [MaybeNullWhen(false)] out TPiece piece);
}
