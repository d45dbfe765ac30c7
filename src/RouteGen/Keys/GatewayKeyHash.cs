using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace RouteGen.Keys;

/// <summary>
/// The SHA-256 of a whole token, in UTF-8. Tokens of 256 random bits need no slow hash; one that people have chosen must not be used.
/// </summary>
public readonly struct GatewayKeyHash : IEquatable<GatewayKeyHash>
{
    /// <summary>The bytes of a hash.</summary>
    public const int Size = 32;

    private const string Prefix = "sha256:";

    private readonly Bytes _bytes;

    /// <summary>Takes a hash that was computed elsewhere.</summary>
    /// <exception cref="ArgumentException">There are not 32 bytes.</exception>
    public GatewayKeyHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A SHA-256 has {Size} bytes.", nameof(bytes));
        }

        bytes.CopyTo(_bytes);
    }

    /// <summary>Hashes a token.</summary>
    public static GatewayKeyHash Compute(ReadOnlySpan<char> token)
    {
        var most = Encoding.UTF8.GetMaxByteCount(token.Length);
        var utf8 = most <= 1_024 ? stackalloc byte[most] : new byte[most];
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(token, utf8)], hash);
        CryptographicOperations.ZeroMemory(utf8);
        return new GatewayKeyHash(hash);
    }

    /// <summary>Reads <c>sha256:</c> and 64 hexadecimal digits, or the 32 bytes in base64; the prefix may be absent.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out GatewayKeyHash hash)
    {
        text = text.Trim();
        var digits = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text;
        Span<byte> bytes = stackalloc byte[Size];
        Span<byte> ascii = stackalloc byte[2 * Size];
        hash = default;
        if (digits.Length == 2 * Size)
        {
            if (Convert.FromHexString(digits, bytes, out _, out _) is not System.Buffers.OperationStatus.Done)
            {
                return false;
            }
        }
        else if (digits.Length is not (43 or 44)
            || Encoding.ASCII.GetBytes(digits, ascii) != digits.Length || !TryDecode(ascii[..digits.Length], bytes))
        {
            return false;
        }

        hash = new GatewayKeyHash(bytes);
        return true;
    }

    /// <summary>Copies the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination) => ((ReadOnlySpan<byte>)_bytes).CopyTo(destination);

    /// <summary>The form that configuration takes: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public string ToConfigurationValue() => Prefix + Convert.ToHexStringLower(_bytes);

    /// <summary>Compares in a time that does not depend on how much of them is equal.</summary>
    public bool Equals(GatewayKeyHash other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GatewayKeyHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <summary>Nothing of the hash: it is for <see cref="ToConfigurationValue"/> to show it.</summary>
    public override string ToString() => Prefix + "…";

    /// <summary>Whether two hashes are the same.</summary>
    public static bool operator ==(GatewayKeyHash left, GatewayKeyHash right) => left.Equals(right);

    /// <summary>Whether two hashes differ.</summary>
    public static bool operator !=(GatewayKeyHash left, GatewayKeyHash right) => !left.Equals(right);

    // The alphabets of RFC 4648, sections 4 and 5: what openssl writes, and what is safe in a URL; with or without padding.
    private static bool TryDecode(Span<byte> digits, Span<byte> bytes)
    {
        digits.Replace((byte)'+', (byte)'-');
        digits.Replace((byte)'/', (byte)'_');
        return Base64Url.DecodeFromUtf8(digits, bytes, out var read, out var written) is System.Buffers.OperationStatus.Done
            && read == digits.Length && written == Size;
    }

    [InlineArray(Size)]
    private struct Bytes
    {
        private byte _first;
    }
}
