using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Responses.Server;

/// <summary>One part of a message or of a tool's output. Its members may come in any order, so they are gathered first.</summary>
internal ref struct InputPart(RequestReading reading, ResponsesAsked asked)
{
    private string? _type;
    private string? _text;
    private string? _imageUrl;
    private string? _detail;
    private string? _fileId;
    private string? _fileName;
    private string? _fileData;
    private string? _fileUrl;
    private string? _data;
    private string? _format;

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

        return Content();
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        var name = RequestReading.NameOf(ref reader);
        reader.Read();
        switch (name)
        {
            case "type":
                _type = reading.Text(ref reader, name);
                break;
            case "text" or "refusal":
                _text = reading.Text(ref reader, name) ?? _text;
                break;
            case "image_url":
                _imageUrl = reading.Text(ref reader, name);
                break;
            case "detail":
                _detail = reading.Text(ref reader, name);
                break;
            case "file_id":
                _fileId = reading.Text(ref reader, name);
                break;
            case "filename":
                _fileName = reading.Text(ref reader, name);
                break;
            case "file_data":
                _fileData = reading.Text(ref reader, name);
                break;
            case "file_url":
                _fileUrl = reading.Text(ref reader, name);
                break;
            case "input_audio":
                ReadAudio(ref reader, name);
                break;
            default:
                JsonRead.Skip(ref reader);
                break;
        }
    }

    private void ReadAudio(ref Utf8JsonReader reader, string member)
    {
        if (!reading.Object(ref reader, member))
        {
            return;
        }

        reading.Path.Enter(member);
        while (JsonRead.Next(ref reader))
        {
            var name = RequestReading.NameOf(ref reader);
            reader.Read();
            if (name == "data")
            {
                _data = reading.Text(ref reader, name);
            }
            else if (name == "format")
            {
                _format = reading.Text(ref reader, name);
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
            case "input_text" or "output_text" or "text" or "reasoning_text" or "summary_text":
                return _text is { } text ? new TextContent(text) : Missing("text");
            case "refusal":
                return _text is { } refusal ? new ErrorContent(refusal) { ErrorCode = ItemContents.Refusal } : Missing("refusal");
            case "input_image":
                return Image();
            case "input_file":
                return File();
            case "input_audio":
                return Audio();
            case null:
                return Missing("type");
            default:
                reading.Refuse(
                    "type",
                    "is none of 'input_text', 'input_image', 'input_file', 'input_audio', 'output_text' and 'refusal'.",
                    "invalid_value");
                return null;
        }
    }

    private readonly AIContent? Image()
    {
        AIContent? image;
        if (_imageUrl is not null)
        {
            image = Media.FromUrl(_imageUrl, "image/*");
            if (image is null)
            {
                reading.Refuse("image_url", "must be an absolute address or a base64 data URI.", "invalid_value");
            }
        }
        else if (_fileId is not null)
        {
            asked.AccountMembers.Add(reading.Path.To("file_id"));
            image = new HostedFileContent(_fileId) { MediaType = "image/*" };
        }
        else
        {
            return Missing("image_url");
        }

        if (image is not null && _detail is not null)
        {
            (image.AdditionalProperties ??= [])["detail"] = _detail;
        }

        return image;
    }

    private readonly AIContent? File()
    {
        if (_fileId is not null)
        {
            asked.AccountMembers.Add(reading.Path.To("file_id"));
            return new HostedFileContent(_fileId) { Name = _fileName };
        }

        if (_fileUrl is not null)
        {
            return Address();
        }

        if (_fileData is null)
        {
            return Missing("file_data");
        }

        var file = _fileData.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? Media.FromUrl(_fileData, "application/octet-stream") as DataContent
            : Media.FromBase64(_fileData, Media.TypeOf(_fileName));
        if (file is null)
        {
            reading.Refuse("file_data", "must be base64 or a base64 data URI.", "invalid_value");
            return null;
        }

        file.Name = _fileName;
        return file;
    }

    private readonly UriContent? Address()
    {
        if (Uri.TryCreate(_fileUrl, UriKind.Absolute, out var address))
        {
            return new UriContent(address, Media.TypeOf(address.AbsolutePath));
        }

        reading.Refuse("file_url", "must be an absolute address.", "invalid_value");
        return null;
    }

    private readonly AIContent? Audio()
    {
        if (_data is null)
        {
            return Missing("input_audio.data");
        }

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

        var audio = Media.FromBase64(_data, mediaType);
        if (audio is null)
        {
            reading.Refuse("input_audio.data", "must be base64.", "invalid_value");
        }

        return audio;
    }

    private readonly AIContent? Missing(string name)
    {
        reading.Missing(name);
        return null;
    }
}
