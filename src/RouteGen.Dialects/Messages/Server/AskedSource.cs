using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>Reads an image or a document, in whatever form its source is. Nothing is fetched.</summary>
internal sealed class AskedSource(RequestReading reading, string kind)
{
    private string? _type;
    private string? _mediaType;
    private string? _data;
    private string? _url;
    private string? _fileId;
    private string? _title;
    private string? _content;

    /// <summary>The block as a content, which keeps its bytes; null where it cannot be read.</summary>
    /// <param name="reader">In the block.</param>
    /// <param name="at">At the block.</param>
    public AIContent? Read(ref Utf8JsonReader reader, ref Utf8JsonReader at)
    {
        var hasSource = false;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("source"u8))
            {
                reader.Read();
                hasSource = true;
                ReadSource(ref reader);
            }
            else if (reader.ValueTextEquals("title"u8))
            {
                reader.Read();
                _title = reading.Text(ref reader, "title");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        if (!hasSource)
        {
            reading.Missing("source");
            return null;
        }

        if (ToContent() is not { } content)
        {
            return null;
        }

        content.RawRepresentation = new RawBlock(reading.Slice(ref at));
        return content;
    }

    private void ReadSource(ref Utf8JsonReader reader)
    {
        if (!reading.Object(ref reader, "source"))
        {
            return;
        }

        reading.Path.Enter("source");
        while (JsonRead.Next(ref reader))
        {
            var name = RequestReading.NameOf(ref reader);
            reader.Read();
            switch (name)
            {
                case "type":
                    _type = reading.Text(ref reader, name);
                    break;
                case "media_type":
                    _mediaType = reading.Text(ref reader, name);
                    break;
                case "data":
                    _data = reading.Text(ref reader, name);
                    break;
                case "url":
                    _url = reading.Text(ref reader, name);
                    break;
                case "file_id":
                    _fileId = reading.Text(ref reader, name);
                    break;
                case "content":
                    _content = ReadText(ref reader);
                    break;
                default:
                    JsonRead.Skip(ref reader);
                    break;
            }
        }

        reading.Path.Leave();
    }

    /// <summary>The texts of a document that is made of blocks.</summary>
    private string? ReadText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reading.Text(ref reader, "content");
        }

        if (!reading.Array(ref reader, "content"))
        {
            return null;
        }

        var contents = new List<AIContent>();
        reading.Path.Enter("content");
        new AskedBlocks(reading, "document").ReadAll(ref reader, contents);
        reading.Path.Leave();
        return string.Join('\n', contents.OfType<TextContent>().Select(static text => text.Text));
    }

    private AIContent? ToContent()
    {
        switch (_type)
        {
            case "base64" when _data is not null:
                var mediaType = _mediaType ?? (kind == "image" ? "image/png" : "application/pdf");
                return Media.FromBase64(_data, mediaType) is { } data
                    ? Named(data)
                    : Refused("data", "is not base64, or its media type is none.");
            case "text" when _data is not null:
                return Named(new DataContent(Encoding.UTF8.GetBytes(_data), "text/plain"));
            case "content" when _content is not null:
                return Named(new DataContent(Encoding.UTF8.GetBytes(_content), "text/plain"));
            case "url" when _url is not null:
                return Uri.TryCreate(_url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                    ? new UriContent(address, kind == "image" ? TypeOf(address) : "application/pdf")
                    : Refused("url", "is no address.");
            case "file" when !string.IsNullOrWhiteSpace(_fileId):
                return new HostedFileContent(_fileId) { MediaType = kind == "image" ? "image/*" : null };
            default:
                return Refused("type", "names no source that can be read.");
        }
    }

    private static string TypeOf(Uri address) =>
        MediaTypes.OfPath(address.AbsolutePath) is var type && type.StartsWith("image/", StringComparison.Ordinal) ? type : "image/*";

    private DataContent Named(DataContent data)
    {
        data.Name = _title;
        return data;
    }

    private AIContent? Refused(string name, string message)
    {
        reading.Path.Enter("source");
        reading.Refuse(name, message, "invalid_value");
        reading.Path.Leave();
        return null;
    }
}
