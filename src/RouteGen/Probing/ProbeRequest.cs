using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Carriers;
using RouteGen.Plans;

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

    /// <summary>Carries the request, as the route's own are carried.</summary>
    public static Carrier CarrierOf(PlannedRoute route, ModelFeatures shape)
    {
        if (route.Definition.Type == RouteType.Embedding)
        {
            return new VectorCarrier(["probe"], null);
        }

        var options = new ChatOptions
        {
            MaxOutputTokens = MaxOutputTokens,
            Tools = shape.HasFlag(ModelFeatures.Tools) ? [Tool] : null,
            ResponseFormat = shape.HasFlag(ModelFeatures.JsonSchema) ? ChatResponseFormat.ForJsonSchema(Schema, "probe") : null,
        };
        return shape.HasFlag(ModelFeatures.Streaming) ? new StreamCarrier(Messages, options) : new WholeCarrier(Messages, options);
    }
}
