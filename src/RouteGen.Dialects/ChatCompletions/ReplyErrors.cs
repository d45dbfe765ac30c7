using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// Errors that stand where a reply should, with status 200: as an object, as a text, as a list of either, with their message under
/// whichever name.
/// </summary>
internal static class ReplyErrors
{
    /// <summary>The error at which the reader stands; null where there is none.</summary>
    public static ErrorContent? Read(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                var text = JsonRead.Text(ref json);
                return string.IsNullOrWhiteSpace(text) ? null : new(text);
            case JsonTokenType.StartObject:
                return ReadObject(ref json);
            case JsonTokenType.StartArray:
                return ReadArray(ref json);
            default:
                JsonRead.Skip(ref json);
                return null;
        }
    }

    private static ErrorContent? ReadArray(ref Utf8JsonReader json)
    {
        ErrorContent? first = null;
        JsonRead.EnterArray(ref json);
        while (JsonRead.NextItem(ref json))
        {
            var error = Read(ref json);
            first ??= error;
        }

        return first;
    }

    private static ErrorContent? ReadObject(ref Utf8JsonReader json)
    {
        string? message = null, code = null, type = null;
        ErrorContent? inner = null;
        var isAny = false;
        JsonRead.Enter(ref json);
        while (JsonRead.Next(ref json))
        {
            isAny = true;
            if (json.ValueTextEquals("message"u8) || json.ValueTextEquals("msg"u8) || json.ValueTextEquals("detail"u8)
                || json.ValueTextEquals("error"u8))
            {
                json.Read();
                var said = Read(ref json);
                inner ??= said;
                message ??= said?.Message;
            }
            else if (json.ValueTextEquals("code"u8))
            {
                json.Read();
                code = JsonRead.Text(ref json);
            }
            else if (json.ValueTextEquals("type"u8) || json.ValueTextEquals("status"u8) || json.ValueTextEquals("error_type"u8))
            {
                json.Read();
                type = JsonRead.Text(ref json) ?? type;
            }
            else
            {
                JsonRead.Skip(ref json);
            }
        }

        if (!isAny)
        {
            return null;
        }

        code = string.IsNullOrEmpty(code) ? inner?.ErrorCode : code;
        return new(message)
        {
            ErrorCode = string.IsNullOrEmpty(code) ? type ?? inner?.Details : code,
            Details = string.IsNullOrEmpty(code) ? null : type ?? inner?.Details,
        };
    }
}
