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

    private readonly byte[] _secret;
    private readonly string? _tenant;

    /// <param name="secret">The gateway's own secret; where it changes, providers see other users.</param>
    /// <param name="tenant">The tenant of the caller's key; null where it has none.</param>
    public CallerPseudonyms(byte[] secret, string? tenant) => (_secret, _tenant) = (secret, tenant);

    // Most requests name nobody.
    private byte[] Key => field ??= HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(_tenant ?? ""));

    /// <summary>The pseudonym of a value, the same for the same: 32 hexadecimal digits.</summary>
    public string For(string value) => Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(value)).AsSpan(0, Bytes));
}
