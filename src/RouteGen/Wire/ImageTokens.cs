using System.Buffers.Binary;

namespace RouteGen.Wire;

/// <summary>
/// The input tokens of an image, by the formula of the model's provider where its size can be read, else by the formula's upper bound; of
/// an unknown model by the highest of the bounds but gpt-4o-mini's.
/// </summary>
/// <remarks>
/// Sources: platform.openai.com/docs/guides/images-vision "Calculating costs" (tiles of 512 after scaling into 2048 and to 768; patches of
/// 32, at most 1,536, times a factor); docs.claude.com/en/docs/build-with-claude/vision (width × height / 750, at most about 1,600);
/// ai.google.dev/gemini-api/docs/tokens (258 a tile of 768).
/// </remarks>
internal static class ImageTokens
{
    private const int MostPatches = 1536;
    private const int MostTiles = 8;

    /// <summary>The tokens of an image.</summary>
    /// <param name="data">Its bytes; empty where it is only referred to.</param>
    /// <param name="model">The model's name.</param>
    public static long Estimate(ReadOnlySpan<byte> data, string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        var size = SizeOf(data);
        if (name.StartsWith("claude", StringComparison.OrdinalIgnoreCase))
        {
            return size is var (w, h) ? Math.Clamp(((long)w * h / 750) + 1, 1, 1600) : 1600;
        }

        if (name.StartsWith("gemini", StringComparison.OrdinalIgnoreCase))
        {
            return size is var (w, h) ? 258L * Tiles(w, 768) * Tiles(h, 768) : 258 * 16;
        }

        if (PatchFactorOf(name) is { } factor)
        {
            var patches = size is var (w, h) ? Math.Min(MostPatches, (long)Tiles(w, 32) * Tiles(h, 32)) : MostPatches;
            return (long)Math.Ceiling(patches * factor);
        }

        var (atFirst, perTile) = name switch
        {
            _ when name.StartsWith("gpt-4o-mini", StringComparison.OrdinalIgnoreCase) => (2833, 5667),
            _ when name.StartsWith("gpt-5", StringComparison.OrdinalIgnoreCase) => (70, 140),
            _ when name.StartsWith("o1", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("o3", StringComparison.OrdinalIgnoreCase) => (75, 150),
            _ when name.StartsWith("gpt-4", StringComparison.OrdinalIgnoreCase) => (85, 170),
            _ => (0, 0),
        };
        return perTile == 0
            ? (long)Math.Ceiling(MostPatches * 2.46)
            : atFirst + ((long)perTile * (size is var (width, height) ? ScaledTiles(width, height) : MostTiles));
    }

    private static double? PatchFactorOf(string name) => name switch
    {
        _ when name.StartsWith("gpt-4.1-nano", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("gpt-5-nano", StringComparison.OrdinalIgnoreCase) => 2.46,
        _ when name.StartsWith("gpt-4.1-mini", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("gpt-5-mini", StringComparison.OrdinalIgnoreCase) => 1.62,
        _ when name.StartsWith("o4-mini", StringComparison.OrdinalIgnoreCase) => 1.72,
        _ => null,
    };

    private static int Tiles(int length, int tile) => Math.Max(1, (int)(((long)length + tile - 1) / tile));

    private static int ScaledTiles(int width, int height)
    {
        var scale = Math.Min(1.0, 2048.0 / Math.Max(width, height));
        scale *= Math.Min(1.0, 768.0 / (scale * Math.Min(width, height)));
        return Math.Min(MostTiles, Tiles((int)Math.Ceiling(width * scale), 512) * Tiles((int)Math.Ceiling(height * scale), 512));
    }

    /// <summary>Width and height as the head of a PNG, GIF or JPEG states them; null for other formats and broken ones.</summary>
    private static (int Width, int Height)? SizeOf(ReadOnlySpan<byte> data)
    {
        var size = data switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] when data.Length >= 24 =>
                (BinaryPrimitives.ReadInt32BigEndian(data[16..]), BinaryPrimitives.ReadInt32BigEndian(data[20..])),
            [(byte)'G', (byte)'I', (byte)'F', ..] when data.Length >= 10 =>
                (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]), BinaryPrimitives.ReadUInt16LittleEndian(data[8..])),
            [0xFF, 0xD8, ..] => JpegSize(data),
            _ => null,
        };
        return size is { Width: > 0 and < 1 << 20, Height: > 0 and < 1 << 20 } ? size : null;
    }

    private static (int Width, int Height)? JpegSize(ReadOnlySpan<byte> data)
    {
        // Segments follow each other until the frame header, SOF0 to SOF15 without DHT, JPG and DAC.
        for (var at = 2; at + 9 < data.Length && data[at] == 0xFF;)
        {
            var marker = data[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(data[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(data[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
        }

        return null;
    }
}
