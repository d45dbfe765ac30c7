using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// Calls of <c>custom</c> tools, which a caller offers by a raw request: their input is any text. It is the argument <c>input</c> here, and
/// goes back as it came.
/// </summary>
internal static class CustomCalls
{
    private const string Key = "RouteGen.CustomTool";
    private const string Input = "input";

    public static FunctionCallContent Create(string text, string id, string name) =>
        new(id, name, new Dictionary<string, object?> { [Input] = text }) { AdditionalProperties = new() { [Key] = true } };

    /// <summary>The text that a call hands over; null where it is not one of a custom tool.</summary>
    public static string? InputOf(FunctionCallContent call) =>
        call.AdditionalProperties?.ContainsKey(Key) is true && call.Arguments?.TryGetValue(Input, out var input) is true
            ? input?.ToString() : null;

    /// <summary>Writes type and body of a call, if it is one of a custom tool.</summary>
    public static bool Write(Utf8JsonWriter json, FunctionCallContent call)
    {
        if (call.AdditionalProperties?.ContainsKey(Key) is not true)
        {
            return false;
        }

        json.WriteString("type"u8, "custom"u8);
        json.WriteStartObject("custom"u8);
        json.WriteString("name"u8, call.Name);
        json.WriteString("input"u8, call.Arguments?.TryGetValue(Input, out var input) is true ? input?.ToString() ?? "" : "");
        json.WriteEndObject();
        return true;
    }
}
