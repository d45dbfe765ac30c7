using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama;

/// <summary>A call of a tool: <c>function</c> with <c>name</c> and <c>arguments</c>, which are an object and no text. Newer servers say
/// an <c>id</c>; without one, the call gets its own here.</summary>
internal readonly record struct OllamaCall(string? Id, FunctionCallContent Content)
{
    public static List<OllamaCall>? ReadAll(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return [Read(ref reader, text)];
        }

        if (!JsonRead.EnterArray(ref reader))
        {
            return null;
        }

        List<OllamaCall>? calls = null;
        while (JsonRead.NextItem(ref reader))
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                (calls ??= []).Add(Read(ref reader, text));
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        return calls;
    }

    private static OllamaCall Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        string? id = null, name = null, arguments = null;
        JsonRead.Enter(ref reader);
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                reader.Read();
                ReadFunction(ref reader, text, ref name, ref arguments);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        var known = id is { Length: > 0 } ? id : null;
        return new(known, ToolArguments.Create(arguments ?? "", known ?? NewId(), name ?? ""));
    }

    private static void ReadFunction(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, ref string? name, ref string? arguments)
    {
        if (!JsonRead.Enter(ref reader))
        {
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                reader.Read();
                arguments = reader.TokenType == JsonTokenType.String
                    ? JsonRead.Text(ref reader)
                    : Encoding.UTF8.GetString(JsonRead.Slice(ref reader, text));
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private static string NewId() => string.Concat("call_", Guid.NewGuid().ToString("N").AsSpan(0, 16));
}
