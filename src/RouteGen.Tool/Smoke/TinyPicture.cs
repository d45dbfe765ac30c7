using System.Buffers.Binary;
using System.IO.Compression;

namespace RouteGen.Tool.Smoke;

/// <summary>A picture of one colour as PNG (RFC 2083): enough to see whether a model sees.</summary>
internal static class TinyPicture
{
    /// <summary>Below some 30 pixels several providers refuse a picture.</summary>
    private const int Side = 64;

    /// <summary>A red square.</summary>
    public static byte[] Red { get; } = Create(0xE0, 0x10, 0x10);

    private static byte[] Create(byte red, byte green, byte blue)
    {
        var rows = new byte[Side * (1 + (Side * 3))];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var at = (y * (1 + (Side * 3))) + 1 + (x * 3);
                (rows[at], rows[at + 1], rows[at + 2]) = (red, green, blue);
            }
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Side);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Side);

        // Eight bits a channel, RGB.
        (head[8], head[9]) = (8, 2);
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(png, "IHDR"u8, head);
        WriteChunk(png, "IDAT"u8, packed.ToArray());
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] body = [.. type, .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
    }

    private static uint Crc(byte[] data)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
