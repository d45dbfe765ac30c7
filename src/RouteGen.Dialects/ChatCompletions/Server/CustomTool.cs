using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>
/// A tool that takes free text, for which Microsoft.Extensions.AI has no type. To a dialect that has no such tools it is a function with
/// one argument.
/// </summary>
internal sealed class CustomTool(string name, string description, JsonElement? format) : AIFunctionDeclaration
{
    private static readonly JsonElement Schema = JsonElement.Parse(
        """{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}""");

    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema => Schema;

    /// <summary>The grammar that the text follows, as the caller gave it; null for any text.</summary>
    public JsonElement? Format => format;
}
