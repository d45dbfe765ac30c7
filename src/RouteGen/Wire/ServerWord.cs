using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace RouteGen.Wire;

/// <summary>
/// What a server states of itself, such as a model's name or a request's id, as it may be kept: one word of at most 128
/// characters of a fixed alphabet that holds no credential of the request that it answers. Anything else could be of any size,
/// quote a prompt, or carry a key into a log.
/// </summary>
internal static class ServerWord
{
    private const int MaxLength = 128;

    /// <summary>So much of a credential gives it away. Shorter ones are recognized by the whole.</summary>
    private const int Telling = 8;

    /// <summary>The shortest credential that is looked for inside a word: a shorter one, such as <c>EMPTY</c>, is a word itself.</summary>
    private const int Shortest = 6;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/@+-=#~");

    /// <summary>The word; null where it cannot be kept.</summary>
    /// <param name="word">What the server states.</param>
    /// <param name="credentials">The credentials that it was sent.</param>
    public static string? Keep(string? word, IReadOnlyList<string>? credentials) =>
        word is { Length: > 0 and <= MaxLength } && !word.AsSpan().ContainsAnyExcept(Alphabet) && !HoldsAny(word, credentials)
            ? word
            : null;

    private static bool HoldsAny(string word, IReadOnlyList<string>? credentials)
    {
        if (credentials is null or { Count: 0 })
        {
            return false;
        }

        // In small letters, once: nearly every reply states a word that holds none of them.
        Span<byte> buffer = stackalloc byte[MaxLength];
        Ascii.ToLower(word, buffer, out var length);
        ReadOnlySpan<byte> small = buffer[..length];
        for (var i = 0; i < credentials.Count; i++)
        {
            if (Holds(word, small, credentials[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a word holds a credential, or a part of it that gives it away: its beginning, its end, or about twice as much of its middle.
    /// </summary>
    private static bool Holds(ReadOnlySpan<char> word, ReadOnlySpan<byte> small, ReadOnlySpan<char> credential)
    {
        if (credential.Length < Telling)
        {
            return credential.Length < Shortest
                ? word.Equals(credential, StringComparison.OrdinalIgnoreCase)
                : word.Contains(credential, StringComparison.OrdinalIgnoreCase);
        }

        if (word.Length < Telling)
        {
            return false;
        }

        Span<byte> buffer = stackalloc byte[MaxLength];
        if (credential.Length <= MaxLength && Ascii.ToLower(credential, buffer, out var length) == OperationStatus.Done)
        {
            return HoldsPiece(small, buffer[..length]);
        }

        if (word.Contains(credential[^Telling..], StringComparison.OrdinalIgnoreCase)
            || word.Contains(credential[..Telling], StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        // A token is longer than any word, and a key mostly shorter: the pieces of the one are looked for in the other.
        return credential.Length > MaxLength ? HoldsPiece(credential, word) : HoldsPiece(word, credential);
    }

    /// <summary>The same of both in small letters: a piece is a number, and a bit of a filter rules most places out.</summary>
    private static bool HoldsPiece(ReadOnlySpan<byte> word, ReadOnlySpan<byte> credential)
    {
        var last = Piece(credential, credential.Length - Telling);
        var filter = BitOf(last);
        for (var i = 0; i + Telling <= credential.Length; i += Telling)
        {
            filter |= BitOf(Piece(credential, i));
        }

        for (var at = 0; at + Telling <= word.Length; at++)
        {
            var piece = Piece(word, at);
            if ((filter & BitOf(piece)) == 0)
            {
                continue;
            }

            var holds = piece == last;
            for (var i = 0; i + Telling <= credential.Length; i += Telling)
            {
                holds |= piece == Piece(credential, i);
            }

            if (holds)
            {
                return true;
            }
        }

        return false;
    }

    private static ulong Piece(ReadOnlySpan<byte> text, int at) => BinaryPrimitives.ReadUInt64LittleEndian(text[at..]);

    // Fibonacci hashing: the highest bits of the product depend on all of the piece.
    private static ulong BitOf(ulong piece) => 1UL << (int)((piece * 0x9E3779B97F4A7C15) >> 58);

    private static bool HoldsPiece(ReadOnlySpan<char> text, ReadOnlySpan<char> pieces)
    {
        for (var i = 0; i + Telling <= pieces.Length; i += Telling)
        {
            if (text.Contains(pieces.Slice(i, Telling), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
