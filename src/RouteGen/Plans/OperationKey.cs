using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RouteGen.Plans;

/// <summary>
/// What an operation is known by: 128 bits of SHA-256 over its id and all that says whose it is, so that equal ids of two tenants, users or
/// agents do not meet, whatever they are, and nothing of them is kept.
/// </summary>
internal static class OperationKey
{
    /// <summary>The key of the caller's operation; it has one.</summary>
    public static UInt128 Compute(RouteCaller caller)
    {
        ReadOnlySpan<string?> parts = [caller.Tenant, caller.Key, caller.User, caller.Agent, caller.OperationId];
        var length = 0;
        foreach (var part in parts)
        {
            length += sizeof(int) + ((part?.Length ?? 0) * sizeof(char));
        }

        byte[]? rented = null;
        var bytes = length <= 1024 ? stackalloc byte[length] : (rented = ArrayPool<byte>.Shared.Rent(length)).AsSpan(0, length);
        var rest = bytes;
        foreach (var part in parts)
        {
            // The length before the text: no two lists of texts write the same bytes.
            BinaryPrimitives.WriteInt32LittleEndian(rest, part?.Length ?? -1);
            var text = MemoryMarshal.AsBytes(part.AsSpan());
            text.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + text.Length)..];
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
