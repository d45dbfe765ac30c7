using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Plans;
using RouteGen.Wire;

namespace RouteGen.Probing;

/// <summary>The tiny request of a probe.</summary>
internal static class ProbeRequest
{
    /// <summary>Enough for a model that thinks before it says two words, and little money where it does not stop.</summary>
    private const int MaxOutputTokens = 512;

    private static readonly JsonElement Schema = JsonDocument.Parse(
        """{ "type": "object", "properties": { "ok": { "type": "boolean" } }, "required": ["ok"], "additionalProperties": """ +
        """false }""").RootElement;

    private static readonly AITool Tool = AIFunctionFactory.CreateDeclaration(
        "note", "Notes that all is well. There is no need to call it.", Schema);

    private static readonly IReadOnlyList<ChatMessage> Messages =
    [
        new(ChatRole.User, "Answer with this JSON and nothing else: {\"ok\":true}")
    ];

    public static IReadOnlyList<ChatMessage> MessagesOf(PlannedRoute route) => route.Definition.Type == RouteType.Embedding ? [] : Messages;

    public static ChatOptions Options(PlannedRoute route, ModelFeatures shape) =>
        route.Definition.Type == RouteType.Embedding ? new EmbeddingRequest(["probe"], null, route.Plan.Tokens) : new ChatOptions
        {
            MaxOutputTokens = MaxOutputTokens,
            Tools = shape.HasFlag(ModelFeatures.Tools) ? [Tool] : null,
            ResponseFormat = shape.HasFlag(ModelFeatures.JsonSchema) ? ChatResponseFormat.ForJsonSchema(Schema, "probe") : null,
        };
}
