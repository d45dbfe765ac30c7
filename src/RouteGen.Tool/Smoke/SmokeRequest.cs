using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Tool.Smoke;

/// <summary>What is asked in each shape. The prompts are fixed, so that runs can be compared.</summary>
internal static class SmokeRequest
{
    /// <summary>A name that no provider has.</summary>
    public const string NoSuchModel = "routegen-smoke-no-such-model";

    public const string ToolName = "get_temperature";
    public const string SchemaName = "smoke_answer";
    public const string PictureQuestion = "Which colour is this square? Answer with the one word for it.";
    public const string StreamQuestion = "Count from one to twenty in English words, separated by commas. Write nothing else.";

    public const string SchemaQuestion =
        "Give the capital of Norway as JSON: its name as capital, and how many letters that name has as letters.";

    /// <summary>What a model may write that answers at once.</summary>
    private const int Output = 512;

    /// <summary>What a model may write that thinks first: one that is cut while it thinks says nothing about the model.</summary>
    private const int ReasoningOutput = 2048;

    private static readonly JsonElement ToolSchema = JsonDocument.Parse(
        """{"type":"object","properties":{"city":{"type":"string","description":"The city."}},"required":["city"],"""
        + """ "additionalProperties":false}""").RootElement;

    private static readonly JsonElement AnswerSchema = JsonDocument.Parse(
        """{"type":"object","properties":{"capital":{"type":"string"},"letters":{"type":"integer"}},"required":["capital","letters"],"""
        + """ "additionalProperties":false}""").RootElement;

    private static readonly AITool Tool = AIFunctionFactory.CreateDeclaration(ToolName, "Gives the temperature in a city now.", ToolSchema);

    /// <summary>The output tokens that a call asks for, before route and model bound them.</summary>
    public static int MaxOutput(SmokePlace place, SmokeShape shape) =>
        shape == SmokeShape.Error ? 16 : place.Reasons ? ReasoningOutput : Output;

    /// <summary>The output tokens that a reply is taken to have when the costs of a run are told beforehand.</summary>
    public static int UsualOutput(SmokePlace place, SmokeShape shape) => shape switch
    {
        SmokeShape.Error => 0,
        SmokeShape.Stream => 60,
        _ => 20,
    } + (place.Reasons && shape != SmokeShape.Error ? 300 : 0);

    public static IReadOnlyList<ChatMessage> Messages(SmokeShape shape) => shape switch
    {
        SmokeShape.Stream => [new(ChatRole.User, StreamQuestion)],
        SmokeShape.Tool => [new(ChatRole.User, $"What is the temperature in Oslo? Call {ToolName} to find out.")],
        SmokeShape.Schema => [new(ChatRole.User, SchemaQuestion)],
        SmokeShape.Image => [new(ChatRole.User, [new TextContent(PictureQuestion), new DataContent(TinyPicture.Red, "image/png")])],
        _ => [new(ChatRole.User, "What is the capital of Norway? Answer with its name alone.")],
    };

    public static ChatOptions Options(SmokePlace place, SmokeShape shape) => new()
    {
        MaxOutputTokens = MaxOutput(place, shape),
        Tools = shape == SmokeShape.Tool ? [Tool] : null,
        ResponseFormat = shape == SmokeShape.Schema ? ChatResponseFormat.ForJsonSchema(AnswerSchema, SchemaName) : null,
    };

    public const string EmbeddingText = "The capital of Norway.";
}
