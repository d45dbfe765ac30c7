using System.Security.Cryptography;
using System.Text;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// What providers are told in the place of a caller's own words for its users: an HMAC of tenant and value, so that one tenant's cannot
/// meet another's behind the one key that all share, and nobody's name leaves the house.
/// </summary>
internal sealed class CallerPseudonyms
{
    /// <summary>Safety identifiers and cache keys may have 64 characters (OpenAI's OpenAPI document); 128 bits are half of them.</summary>
    private const int Bytes = 16;

    private readonly byte[] _key;

    /// <param name="secret">The gateway's own secret; where it changes, providers see other users.</param>
    /// <param name="tenant">The tenant of the caller's key; null where it has none.</param>
    public CallerPseudonyms(ReadOnlySpan<byte> secret, string? tenant) =>
        _key = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(tenant ?? ""));

    /// <summary>The pseudonym of a value, the same for the same: 32 hexadecimal digits.</summary>
    public string For(string value) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(value)).AsSpan(0, Bytes));
}
