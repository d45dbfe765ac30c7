using System.Buffers.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Reads images and sound of a reply.</summary>
internal static class Media
{
    /// <summary>The key under which audio keeps the id by which later turns refer to it.</summary>
    public const string AudioIdKey = "RouteGen.AudioId";

    /// <summary>An image at an address, or in one.</summary>
    public static AIContent? Image(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return null;
        }

        if (!address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return Uri.TryCreate(address, UriKind.Absolute, out var uri) ? new UriContent(uri, "image/*") : null;
        }

        try
        {
            return new DataContent(address);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // Cut, or no address of data after all.
            return null;
        }
    }

    /// <summary>Reads <c>images</c>, as OpenRouter gives them (openrouter.ai/docs/guides/overview/multimodal/image-generation).</summary>
    public static void ReadImages(ref Utf8JsonReader json, ref List<AIContent>? contents)
    {
        if (!JsonRead.EnterArray(ref json))
        {
            return;
        }

        while (JsonRead.NextItem(ref json))
        {
            var address = json.TokenType == JsonTokenType.String ? JsonRead.Text(ref json) : Address(ref json);
            if (Image(address) is { } image)
            {
                (contents ??= []).Add(image);
            }
        }
    }

    /// <summary>The address that <c>image_url</c> or <c>url</c> gives.</summary>
    public static string? Address(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            return JsonRead.Text(ref json);
        }

        string? address = null;
        if (JsonRead.Enter(ref json))
        {
            while (JsonRead.Next(ref json))
            {
                if (json.ValueTextEquals("url"u8) || json.ValueTextEquals("image_url"u8))
                {
                    json.Read();
                    address = Address(ref json);
                }
                else if (json.ValueTextEquals("b64_json"u8))
                {
                    json.Read();
                    address = JsonRead.Text(ref json) is { } data ? "data:image/png;base64," + data : null;
                }
                else
                {
                    JsonRead.Skip(ref json);
                }
            }
        }

        return address;
    }

    /// <summary>Reads <c>audio</c>: the sound, and what it says as text.</summary>
    public static void ReadAudio(ref Utf8JsonReader json, ref List<AIContent>? contents)
    {
        if (!JsonRead.Enter(ref json))
        {
            return;
        }

        string? id = null, transcript = null;
        byte[]? sound = null;
        while (JsonRead.Next(ref json))
        {
            if (json.ValueTextEquals("id"u8))
            {
                json.Read();
                id = JsonRead.Text(ref json);
            }
            else if (json.ValueTextEquals("transcript"u8))
            {
                json.Read();
                transcript = JsonRead.Text(ref json);
            }
            else if (json.ValueTextEquals("data"u8))
            {
                json.Read();
                sound = Decode(JsonRead.Text(ref json));
            }
            else
            {
                JsonRead.Skip(ref json);
            }
        }

        if (!string.IsNullOrEmpty(transcript))
        {
            (contents ??= []).Add(new TextContent(transcript));
        }

        if (sound is { Length: > 0 })
        {
            (contents ??= []).Add(new DataContent(sound, TypeOf(sound))
            {
                AdditionalProperties = string.IsNullOrEmpty(id) ? null : new() { [AudioIdKey] = id },
            });
        }
    }

    private static byte[]? Decode(string? base64)
    {
        if (string.IsNullOrEmpty(base64) || !Base64.IsValid(base64))
        {
            return null;
        }

        return Convert.FromBase64String(base64);
    }

    // The reply does not say what was asked for; most formats say it themselves, and a later piece of one does not.
    private static string TypeOf(ReadOnlySpan<byte> sound) =>
        sound.StartsWith("RIFF"u8) ? "audio/wav"
        : sound.StartsWith("OggS"u8) ? "audio/opus"
        : sound.StartsWith("fLaC"u8) ? "audio/flac"
        : "audio/mpeg";
}
