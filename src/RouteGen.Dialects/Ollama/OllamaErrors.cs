using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama;

/// <summary>
/// Errors: <c>{"error":"…"}</c>, with a status of its own, or as a line of a stream that failed midway (docs.ollama.com/api/errors).
/// </summary>
internal static class OllamaErrors
{
    /// <summary>The code of an error, which the dialect does not give one.</summary>
    public const string Code = "ollama_error";

    /// <summary>Reads the value of <c>error</c>: a text, or the object of another dialect. Null for none.</summary>
    public static ErrorContent? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var isNone = reader.TokenType is JsonTokenType.Null or JsonTokenType.False;
            var message = JsonRead.Text(ref reader);
            return isNone || message is "" ? null : new ErrorContent(message) { ErrorCode = Code };
        }

        string? said = null, code = null, type = null;
        JsonRead.Enter(ref reader);
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                said = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("code"u8))
            {
                reader.Read();
                code = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = JsonRead.Text(ref reader);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        return new ErrorContent(said) { ErrorCode = code ?? type ?? Code };
    }

    /// <summary>Writes an error, as a reply of its own or as the last line of a stream.</summary>
    public static void Write(Utf8JsonWriter json, string message)
    {
        json.WriteStartObject();
        json.WriteString("error"u8, message);
        json.WriteEndObject();
    }
}
