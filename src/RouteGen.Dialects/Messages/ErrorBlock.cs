using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// Reads an error inside a reply (docs.anthropic.com/en/api/errors): its type is the code, by which faults are told apart, and gateways
/// state one of their own.
/// </summary>
internal static class ErrorBlock
{
    /// <summary>Reads an error, which may be an object or text.</summary>
    public static ErrorContent Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return new ErrorContent(JsonRead.Text(ref reader));
        }

        string? message = null;
        string? type = null;
        string? code = null;
        string? details = null;
        if (JsonRead.Enter(ref reader))
        {
            while (JsonRead.Next(ref reader))
            {
                if (reader.ValueTextEquals("message"u8))
                {
                    reader.Read();
                    message = JsonRead.Text(ref reader);
                }
                else if (reader.ValueTextEquals("type"u8))
                {
                    reader.Read();
                    type = JsonRead.Text(ref reader);
                }
                else if (reader.ValueTextEquals("code"u8))
                {
                    reader.Read();
                    code = JsonRead.Text(ref reader);
                }
                else if (reader.ValueTextEquals("details"u8))
                {
                    reader.Read();
                    details = reader.TokenType == JsonTokenType.Null ? null : JsonRead.Element(ref reader).GetRawText();
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }
        }

        return new ErrorContent(message) { ErrorCode = type is null or "error" ? code : type, Details = details };
    }
}
