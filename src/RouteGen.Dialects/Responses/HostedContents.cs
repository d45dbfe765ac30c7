#pragma warning disable MEAI001 // Tools that run at the provider are experimental.
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>What calls of tools that ran at the provider are in Microsoft.Extensions.AI's types.</summary>
internal static class HostedContents
{
    private const string Python = "text/x-python";

    /// <summary>The code that ran.</summary>
    public static CodeInterpreterToolCallContent Code(in ItemFields item, ReadOnlySpan<byte> text, string id)
    {
        var code = ItemContents.TextAt(text, item.Code);
        return new(id) { Inputs = string.IsNullOrWhiteSpace(code) ? null : [new DataContent(Encoding.UTF8.GetBytes(code), Python)] };
    }

    /// <summary>A piece of the code that is going to run.</summary>
    public static CodeInterpreterToolCallContent Code(string piece, string id) =>
        new(id) { Inputs = [new DataContent(Encoding.UTF8.GetBytes(piece), Python)] };

    /// <summary>What came of it.</summary>
    public static CodeInterpreterToolResultContent CodeResult(in ItemFields item, ReadOnlySpan<byte> text, RawItem raw, string id) =>
        new(id) { Outputs = item.Outputs.Equals(default) ? null : Outputs(text[item.Outputs]), RawRepresentation = raw };

    /// <summary>The image that was made.</summary>
    public static ImageGenerationToolResultContent Image(in ItemFields item, ReadOnlySpan<byte> text, RawItem raw, string id)
    {
        var bytes = item.Result.Equals(default) ? null : Bytes(text[item.Result]);
        return new(id) { Outputs = bytes is null ? null : [new DataContent(bytes, MediaType(bytes))], RawRepresentation = raw };
    }

    /// <summary>What an image is like so far.</summary>
    public static ImageGenerationToolResultContent PartialImage(byte[] bytes, string id, int index) => new(id)
    {
        Outputs =
        [
            new DataContent(bytes, MediaType(bytes))
            {
                AdditionalProperties = new() { ["ItemId"] = id, ["PartialImageIndex"] = index },
            },
        ],
    };

    /// <summary>The bytes of a string in base64; null for anything else.</summary>
    public static byte[]? Bytes(ReadOnlySpan<byte> json)
    {
        var reader = JsonRead.Start(json);
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty)
        {
            return null;
        }

        return reader.TryGetBytesFromBase64(out var bytes) ? bytes : null;
    }

    public static McpServerToolCallContent McpCall(in ItemFields item, string id) => new(id, item.Name ?? "", item.ServerLabel)
    {
        Arguments = ToolArguments.Create(item.Arguments ?? "", id, "").Arguments,
    };

    public static void AddMcp(List<AIContent> contents, in ItemFields item, ReadOnlySpan<byte> text, RawItem raw, string id)
    {
        contents.Add(McpCall(item, id));
        contents.Add(new McpServerToolResultContent(id)
        {
            Outputs = [ItemContents.TextAt(text, item.Error) is { } error ? new ErrorContent(error) : new TextContent(item.Output)],
            RawRepresentation = raw,
        });
    }

    // The reply does not say what kind of image it is; its first bytes do.
    private static string MediaType(ReadOnlySpan<byte> image) =>
        image.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : image.Length > 12 && image[8..].StartsWith("WEBP"u8) ? "image/webp"
        : "image/png";

    private static List<AIContent>? Outputs(ReadOnlySpan<byte> json)
    {
        List<AIContent>? outputs = null;
        var reader = JsonRead.Start(json);
        if (!JsonRead.EnterArray(ref reader))
        {
            return null;
        }

        while (JsonRead.NextItem(ref reader))
        {
            if (!JsonRead.Enter(ref reader))
            {
                continue;
            }

            while (JsonRead.Next(ref reader))
            {
                if (reader.ValueTextEquals("logs"u8))
                {
                    reader.Read();
                    (outputs ??= []).Add(new TextContent(JsonRead.Text(ref reader)));
                }
                else if (reader.ValueTextEquals("url"u8))
                {
                    reader.Read();
                    AddImage(ref outputs, JsonRead.Text(ref reader));
                }
                else if (reader.ValueTextEquals("files"u8))
                {
                    reader.Read();
                    AddFiles(ref reader, ref outputs);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }
        }

        return outputs;
    }

    private static void AddImage(ref List<AIContent>? outputs, string? url)
    {
        if (url?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) is true && DataOf(url) is { } data)
        {
            (outputs ??= []).Add(data);
        }
        else if (Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            (outputs ??= []).Add(new UriContent(address, "image/*"));
        }
    }

    private static void AddFiles(ref Utf8JsonReader reader, ref List<AIContent>? outputs)
    {
        if (!JsonRead.EnterArray(ref reader))
        {
            return;
        }

        while (JsonRead.NextItem(ref reader))
        {
            if (Citations.ReadOne(ref reader)?.FileId is { } id)
            {
                (outputs ??= []).Add(new HostedFileContent(id));
            }
        }
    }

    /// <summary>The data in an address; null where it cannot be read.</summary>
    public static DataContent? DataOf(string url)
    {
        try
        {
            return new DataContent(url);
        }
        catch (ArgumentException)
        {
            // Not of the form that RFC 2397 gives.
            return null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
