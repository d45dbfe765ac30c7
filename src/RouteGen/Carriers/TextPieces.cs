using System.Buffers;

namespace RouteGen.Carriers;

/// <summary>The text of a stream, piece by piece as it came. What holds the pieces is borrowed.</summary>
internal struct TextPieces
{
    private const int Some = 256;

    private string[]? _pieces;
    private int _count;

    public readonly ReadOnlySpan<string> All => _pieces.AsSpan(0, _count);

    public readonly int Count => _count;

    public void Add(string piece)
    {
        if (piece.Length == 0)
        {
            return;
        }

        if (_pieces is null || _count == _pieces.Length)
        {
            var larger = ArrayPool<string>.Shared.Rent(Math.Max(Some, _count * 2));
            All.CopyTo(larger);
            GiveBack();
            _pieces = larger;
        }

        _pieces[_count++] = piece;
    }

    /// <summary>Takes back what came after the first so many pieces.</summary>
    public void CutTo(int count) => _count = count;

    /// <summary>Forgets the text.</summary>
    public void Clear()
    {
        GiveBack();
        _count = 0;
    }

    public override readonly string ToString() => string.Concat(All);

    private void GiveBack()
    {
        if (_pieces is { } pieces)
        {
            _pieces = null;
            ArrayPool<string>.Shared.Return(pieces, clearArray: true);
        }
    }
}
