using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama;

/// <summary>The images of a message: base64, without a word about their kind, which their first bytes tell.</summary>
internal static class OllamaImages
{
    public static List<DataContent>? Read(ref Utf8JsonReader reader)
    {
        if (!JsonRead.EnterArray(ref reader))
        {
            return null;
        }

        List<DataContent>? images = null;
        while (JsonRead.NextItem(ref reader))
        {
            if (reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0)
            {
                (images ??= []).Add(new DataContent(bytes, KindOf(bytes)));
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        return images;
    }

    /// <summary>The media type that the first bytes of an image tell.</summary>
    public static string KindOf(ReadOnlySpan<byte> image) => image switch
    {
        [0xFF, 0xD8, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'B', (byte)'M', ..] => "image/bmp",
        _ => "image/png",
    };
}
