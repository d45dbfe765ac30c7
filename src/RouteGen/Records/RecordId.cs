using System.Buffers.Binary;

namespace RouteGen.Records;

/// <summary>Ids of records: UUIDs of version 7 (RFC 9562), so that they sort by time.</summary>
internal static class RecordId
{
    /// <summary>A new id.</summary>
    /// <remarks>
    /// Guid.CreateVersion7 asks the operating system for randomness, which costs a call more than all else in it. An
    /// id is not a secret: Random.Shared will do.
    /// </remarks>
    public static Guid New(DateTimeOffset startedAt)
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        BinaryPrimitives.WriteUInt64BigEndian(
            bytes, ((ulong)startedAt.ToUnixTimeMilliseconds() << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
