using System.Security.Cryptography;
using System.Text;

namespace RouteGen.Keys;

/// <summary>
/// The tokens that RouteGen issues: <c>rg_</c>, the public id, <c>_</c>, and a secret. The prefix is for scanners that look for leaked
/// secrets; the secret has 256 random bits, and ends in six characters that are computed from the rest, so that a token that was cut or
/// mistyped is known as one without asking any store.
/// </summary>
public static class GatewayKeyText
{
    /// <summary>What every token begins with.</summary>
    public const string Prefix = "rg_";

    /// <summary>A regular expression for scanners of secrets.</summary>
    public const string Pattern = "rg_[A-Za-z0-9.-]{1,64}_[A-Za-z0-9]{49}";

    // 43 characters of 62 are 256.03 bits.
    private const int SecretLength = 43;
    private const int CheckLength = 6;
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // No vowels and nothing that looks like another: ids are read aloud, and spell no words.
    private const string IdLetters = "bcdfghjkmnpqrstvwxz23456789";
    private const int IdLength = 12;

    /// <summary>A public id that nobody has: twelve characters, 57 random bits.</summary>
    public static string CreateId() => RandomNumberGenerator.GetString(IdLetters, IdLength);

    /// <summary>A token with a new secret. Nothing keeps it but whoever gets it.</summary>
    /// <param name="id">The key's public id.</param>
    /// <exception cref="ArgumentException">It is not the id of a key.</exception>
    public static string CreateToken(string id)
    {
        if (!GatewayKeyRules.IsId(id))
        {
            throw new ArgumentException("The id of a key is 1 to 64 letters, digits, '-' and '.'.", nameof(id));
        }

        Span<char> check = stackalloc char[CheckLength];
        var token = $"{Prefix}{id}_{RandomNumberGenerator.GetString(Letters, SecretLength)}";
        Checksum(token, check);
        return string.Concat(token, check);
    }

    /// <summary>Reads the public id of a token, if its form and checksum are those of one that RouteGen issued.</summary>
    public static bool TryGetId(ReadOnlySpan<char> token, out ReadOnlySpan<char> id)
    {
        // The secret's length is fixed and its alphabet has no '_', so the last one is where it begins, whatever the id.
        id = default;
        const int Tail = 1 + SecretLength + CheckLength;
        if (token.Length <= Prefix.Length + Tail || !token.StartsWith(Prefix, StringComparison.Ordinal) || token[^Tail] != '_'
            || token[^(Tail - 1)..].ContainsAnyExcept(Letters) || !GatewayKeyRules.IsId(token[Prefix.Length..^Tail]))
        {
            return false;
        }

        Span<char> check = stackalloc char[CheckLength];
        Checksum(token[..^CheckLength], check);
        if (!token[^CheckLength..].SequenceEqual(check))
        {
            return false;
        }

        id = token[Prefix.Length..^Tail];
        return true;
    }

    private static void Checksum(ReadOnlySpan<char> token, Span<char> check)
    {
        Span<byte> ascii = stackalloc byte[Prefix.Length + 64 + 1 + SecretLength];
        Span<byte> hash = stackalloc byte[GatewayKeyHash.Size];
        SHA256.HashData(ascii[..Encoding.ASCII.GetBytes(token, ascii)], hash);
        var number = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hash);
        for (var i = 0; i < check.Length; i++)
        {
            check[i] = Letters[(int)(number % 62)];
            number /= 62;
        }
    }
}
