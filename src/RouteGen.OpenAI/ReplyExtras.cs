#pragma warning disable SCME0001 // The SDK keeps unknown members nowhere but in its experimental patches.
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RouteGen.Wire;

namespace RouteGen.OpenAI;

/// <summary>
/// Members that the SDK does not model: OpenRouter's <c>usage.cost</c>, <c>cache_write_tokens</c> and <c>reasoning</c>, and a top-level
/// <c>error</c> (openrouter.ai/docs/api-reference; OpenAI also sends <c>data: {"error"}</c>).
/// </summary>
internal static class ReplyExtras
{
    /// <summary>The error that an <c>error</c> member states; null when it is not an object.</summary>
    public static ErrorContent? ErrorOf(JsonElement error) => error.ValueKind == JsonValueKind.Object
        ? new ErrorContent(Text(error, "message")) { ErrorCode = Text(error, "code") ?? Text(error, "type") }
        : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;
}
