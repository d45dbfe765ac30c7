using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// OpenRouter's <c>reasoning_details</c> (openrouter.ai/docs/guides/best-practices/reasoning-tokens): texts with their signatures,
/// summaries, encrypted blocks. They go back unchanged and in their order, so they ride along as the
/// <see cref="TextReasoningContent.ProtectedData"/> of reasoning, put together from the pieces of a stream.
/// </summary>
internal sealed class ReasoningDetails
{
    private readonly List<Detail> _details = [];

    /// <summary>Whether any were read that have not been taken.</summary>
    public bool AreAny => _details.Count > 0;

    /// <summary>How many characters they have.</summary>
    public long Length { get; private set; }

    /// <summary>Reads a list of details, or of pieces of them.</summary>
    /// <returns>The text of what was read; null where there is none.</returns>
    public string? Read(ref Utf8JsonReader json)
    {
        StringBuilder? text = null;
        if (JsonRead.EnterArray(ref json))
        {
            while (JsonRead.NextItem(ref json))
            {
                var detail = Detail.Read(ref json);
                if (detail is null)
                {
                    continue;
                }

                Length += detail.Length;
                if (detail.Said is { Length: > 0 } said)
                {
                    (text ??= new()).Append(said);
                }

                if (_details.Count == 0 || !_details[^1].TryAdd(detail))
                {
                    _details.Add(detail);
                }
            }
        }

        return text?.ToString();
    }

    /// <summary>What was read, as JSON.</summary>
    public string Take()
    {
        using var written = new JsonText();
        written.Writer.WriteStartArray();
        foreach (var detail in _details)
        {
            detail.Write(written.Writer);
        }

        written.Writer.WriteEndArray();
        _details.Clear();
        Length = 0;
        return written.ToString();
    }

    /// <summary>Writes what a message's reasoning carries.</summary>
    /// <returns>Whether there was any.</returns>
    public static bool Write(Utf8JsonWriter json, IList<AIContent> contents)
    {
        var isAny = false;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not TextReasoningContent { ProtectedData: ['[', ..] kept })
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(kept);
                if (!isAny)
                {
                    json.WriteStartArray("reasoning_details"u8);
                    isAny = true;
                }

                foreach (var detail in document.RootElement.EnumerateArray())
                {
                    detail.WriteTo(json);
                }
            }
            catch (JsonException)
            {
                // Another dialect's, or damaged where it was stored.
                continue;
            }
        }

        if (isAny)
        {
            json.WriteEndArray();
        }

        return isAny;
    }

    /// <summary>One detail, whose texts may grow.</summary>
    private sealed class Detail
    {
        private string? _type;
        private string? _id;
        private string? _format;
        private string? _signature;
        private long? _index;
        private string? _name;
        private StringBuilder? _more;
        private string? _text;
        private List<(string Name, JsonElement Value)>? _others;

        /// <summary>What it says in words.</summary>
        public string? Said => _name is "text" or "summary" ? _text : null;

        /// <summary>About how much it holds.</summary>
        public int Length => 64 + (_text?.Length ?? 0);

        public static Detail? Read(ref Utf8JsonReader json)
        {
            if (!JsonRead.Enter(ref json))
            {
                return null;
            }

            var detail = new Detail();
            while (JsonRead.Next(ref json))
            {
                detail.ReadMember(ref json);
            }

            return detail;
        }

        /// <summary>Adds the next piece of the same detail.</summary>
        public bool TryAdd(Detail piece)
        {
            if (piece._type != _type || piece._index != _index || _index is null
                || (piece._id is not null && _id is not null && piece._id != _id))
            {
                return false;
            }

            (_id, _format, _signature) = (_id ?? piece._id, _format ?? piece._format, piece._signature ?? _signature);
            _name ??= piece._name;
            if (!string.IsNullOrEmpty(piece._text))
            {
                (_more ??= new(_text)).Append(piece._text);
            }

            return true;
        }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            WriteText(json, "type", _type);
            if (_name is not null)
            {
                WriteText(json, _name, _more?.ToString() ?? _text);
            }

            WriteText(json, "signature", _signature);
            WriteText(json, "id", _id);
            WriteText(json, "format", _format);
            if (_index is { } index)
            {
                json.WriteNumber("index"u8, index);
            }

            foreach (var (name, value) in _others ?? [])
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        private static void WriteText(Utf8JsonWriter json, string name, string? text)
        {
            if (text is not null)
            {
                json.WriteString(name, text);
            }
        }

        private void ReadMember(ref Utf8JsonReader json)
        {
            var name = LenientText.Unescape(ref json);
            json.Read();
            switch (name)
            {
                case "type":
                    _type = JsonRead.Text(ref json);
                    break;
                case "id":
                    _id = JsonRead.Text(ref json);
                    break;
                case "format":
                    _format = JsonRead.Text(ref json);
                    break;
                case "signature":
                    _signature = JsonRead.Text(ref json);
                    break;
                case "index":
                    _index = JsonRead.Count(ref json);
                    break;
                case "text" or "summary" or "data" when json.TokenType is JsonTokenType.String or JsonTokenType.Null:
                    (_name, _text) = (name, JsonRead.Text(ref json));
                    break;
                default:
                    (_others ??= []).Add((name, JsonRead.Element(ref json)));
                    break;
            }
        }
    }
}
