using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Ollama.Streams;

/// <summary>A line <c>{"error":"…"}</c>, which Ollama sends with status 200 when it fails midway (docs.ollama.com/api/errors).</summary>
internal static class ErrorLine
{
    public static void ThrowIfError(ReadOnlySpan<byte> line)
    {
        if (line.Length > 0 && Read(line) is { } message)
        {
            throw new ErrorInReplyException(new ErrorContent(message) { ErrorCode = "ollama_error" });
        }
    }

    private static string? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("error"u8) && reader.Read()
                ? reader.TokenType == JsonTokenType.String ? reader.GetString() : ""
                : null;
        }
        catch (JsonException)
        {
            // No JSON: the SDK says so itself.
            return null;
        }
    }
}

/// <summary>Carries an error out of the SDK; it never leaves the adapter.</summary>
internal sealed class ErrorInReplyException(ErrorContent error) : IOException("The reply is an error.")
{
    public ErrorContent Error { get; } = error;
}
