using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace RouteGen.Targets;

/// <summary>
/// Tells credentials apart without holding one: equal keys of a container have equal ids, and nothing can be
/// read from an id. It is not shown anywhere.
/// </summary>
internal readonly struct CredentialId : IEquatable<CredentialId>
{
    private readonly UInt128 _hash;
    private readonly object? _tokens;

    internal CredentialId(UInt128 hash, object? tokens)
    {
        _hash = hash;
        _tokens = tokens;
    }

    public bool Equals(CredentialId other) => _hash == other._hash && ReferenceEquals(_tokens, other._tokens);

    public override bool Equals(object? obj) => obj is CredentialId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_hash, _tokens is null ? 0 : RuntimeHelpers.GetHashCode(_tokens));

    /// <inheritdoc/>
    public override string ToString() => "credential";
}

/// <summary>Makes ids of credentials, under a secret that only this container has.</summary>
internal sealed class CredentialIds
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    /// <param name="apiKey">The key; null for none.</param>
    /// <param name="tokenProvider">What gives tokens in its place; null for none. Its tokens change, and it is the credential.</param>
    public CredentialId GetId(string? apiKey, object? tokenProvider) => new(
        apiKey is null ? UInt128.Zero : BitConverter.ToUInt128(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(apiKey))),
        tokenProvider);
}
