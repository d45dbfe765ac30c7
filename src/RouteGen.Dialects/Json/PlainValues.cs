using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Json;

/// <summary>Values that JSON has a form for, as System.Text.Json writes them, without a contract.</summary>
internal static class PlainValues
{
    /// <summary>Writes a value; false where it is of another type.</summary>
    public static bool TryWrite(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time);
                break;
            case DateTime time:
                json.WriteStringValue(time);
                break;
            case Guid id:
                json.WriteStringValue(id);
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case uint or ushort or short or byte or sbyte:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case Uri address:
                json.WriteStringValue(address.OriginalString);
                break;
            case TimeSpan span:
                json.WriteStringValue(span.ToString("c"));
                break;
            case DateOnly or TimeOnly:
                json.WriteStringValue(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            case char or Enum or Version:
                json.WriteStringValue(value.ToString());
                break;
            case AIContent content:
                return TryWriteContent(json, content);
            default:
                return false;
        }

        return true;
    }

    private static bool TryWriteContent(Utf8JsonWriter json, AIContent content)
    {
        var (kind, name, text) = content switch
        {
            TextContent said => ("text", "text", said.Text),
            TextReasoningContent thought => ("reasoning", "text", thought.Text),
            DataContent data => ("data", "uri", data.Uri),
            UriContent address => ("uri", "uri", address.Uri.OriginalString),
            _ => default,
        };
        if (kind is null)
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteString("$type"u8, kind);
        json.WriteString(name, text);
        if (content is UriContent { MediaType: { } type })
        {
            json.WriteString("mediaType"u8, type);
        }

        json.WriteEndObject();
        return true;
    }
}
