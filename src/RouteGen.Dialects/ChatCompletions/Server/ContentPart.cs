using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>One part of a message's content. Its members may come in any order, so they are gathered first.</summary>
internal ref struct ContentPart(RequestReading reading)
{
    private string? _type;
    private string? _text;
    private string? _url;
    private string? _detail;
    private string? _data;
    private string? _format;
    private string? _fileId;
    private string? _fileName;
    private AdditionalPropertiesDictionary? _others;

    /// <summary>Reads the part at which the reader is; null where it is none that can be read, which is noted.</summary>
    public AIContent? Read(ref Utf8JsonReader reader)
    {
        if (!reading.Object(ref reader, null))
        {
            return null;
        }

        while (JsonRead.Next(ref reader))
        {
            ReadMember(ref reader);
        }

        var content = Content();
        if (content is not null && _others is not null)
        {
            Added.To(content.AdditionalProperties ??= [], _others);
        }

        return content;
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            reader.Read();
            _type = reading.Text(ref reader, "type");
        }
        else if (reader.ValueTextEquals("text"u8))
        {
            reader.Read();
            _text = reading.Text(ref reader, "text");
        }
        else if (reader.ValueTextEquals("refusal"u8))
        {
            reader.Read();
            _text = reading.Text(ref reader, "refusal");
        }
        else if (reader.ValueTextEquals("image_url"u8))
        {
            reader.Read();
            ReadImage(ref reader);
        }
        else if (reader.ValueTextEquals("input_audio"u8))
        {
            reader.Read();
            ReadPayload(ref reader, "input_audio");
        }
        else if (reader.ValueTextEquals("file"u8))
        {
            reader.Read();
            ReadPayload(ref reader, "file");
        }
        else
        {
            var name = RequestReading.NameOf(ref reader);
            reader.Read();
            (_others ??= [])[name] = JsonRead.Element(ref reader);
        }
    }

    // An object with the address; some clients send the address alone.
    private void ReadImage(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            _url = reading.Text(ref reader, "image_url");
            return;
        }

        if (!reading.Object(ref reader, "image_url"))
        {
            return;
        }

        reading.Path.Enter("image_url");
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("url"u8))
            {
                reader.Read();
                _url = reading.Text(ref reader, "url");
            }
            else if (reader.ValueTextEquals("detail"u8))
            {
                reader.Read();
                _detail = reading.Text(ref reader, "detail");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        reading.Path.Leave();
    }

    private void ReadPayload(ref Utf8JsonReader reader, string name)
    {
        if (!reading.Object(ref reader, name))
        {
            return;
        }

        reading.Path.Enter(name);
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("data"u8) || reader.ValueTextEquals("file_data"u8))
            {
                reader.Read();
                _data = reading.Text(ref reader, name == "file" ? "file_data" : "data");
            }
            else if (reader.ValueTextEquals("format"u8))
            {
                reader.Read();
                _format = reading.Text(ref reader, "format");
            }
            else if (reader.ValueTextEquals("file_id"u8))
            {
                reader.Read();
                _fileId = reading.Text(ref reader, "file_id");
            }
            else if (reader.ValueTextEquals("filename"u8))
            {
                reader.Read();
                _fileName = reading.Text(ref reader, "filename");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        reading.Path.Leave();
    }

    private readonly AIContent? Content()
    {
        switch (_type)
        {
            case "text":
                return _text is { } text ? new TextContent(text) : Missing("text");
            case "refusal":
                return _text is { } refusal ? new ErrorContent(refusal) { ErrorCode = "Refusal" } : Missing("refusal");
            case "image_url":
                return _url is { } url ? Image(url) : Missing("image_url.url");
            case "input_audio":
                return _data is { } audio ? Audio(audio) : Missing("input_audio.data");
            case "file":
                return File();
            case null:
                return Missing("type");
            default:
                reading.Refuse("type", "is none of 'text', 'image_url', 'input_audio', 'file' and 'refusal'.", "invalid_value");
                return null;
        }
    }

    private readonly AIContent? Image(string url)
    {
        var image = Media.FromUrl(url, "image/*");
        if (image is null)
        {
            reading.Refuse("image_url.url", "must be an absolute address or a base64 data URI.", "invalid_value");
        }
        else if (_detail is not null)
        {
            (image.AdditionalProperties ??= [])["detail"] = _detail;
        }

        return image;
    }

    private readonly AIContent? Audio(string data)
    {
        var mediaType = _format switch
        {
            "wav" => "audio/wav",
            "mp3" => "audio/mpeg",
            _ => null,
        };
        if (mediaType is null)
        {
            reading.Refuse("input_audio.format", "must be 'wav' or 'mp3'.", "invalid_value");
            return null;
        }

        var audio = Media.FromBase64(data, mediaType);
        if (audio is null)
        {
            reading.Refuse("input_audio.data", "must be base64.", "invalid_value");
        }

        return audio;
    }

    private readonly AIContent? File()
    {
        if (_fileId is not null)
        {
            return new HostedFileContent(_fileId) { Name = _fileName };
        }

        if (_data is null)
        {
            return Missing("file.file_data");
        }

        var file = _data.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? Media.FromUrl(_data, "application/octet-stream") as DataContent
            : Media.FromBase64(_data, Media.TypeOf(_fileName));
        if (file is null)
        {
            reading.Refuse("file.file_data", "must be base64 or a base64 data URI.", "invalid_value");
            return null;
        }

        file.Name = _fileName;
        return file;
    }

    private readonly AIContent? Missing(string name)
    {
        reading.Missing(name);
        return null;
    }
}
