using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>A tool that takes free text, for which Microsoft.Extensions.AI has no type: only targets of OpenAI's dialects know it.</summary>
internal sealed class CustomTool(string name, string description, JsonElement? format) : AITool
{
    private const string TypeKey = "type";

    public override string Name => name;

    public override string Description => description;

    /// <summary>The grammar that the text follows, as the caller gave it; null for any text.</summary>
    public JsonElement? Format => format;

    /// <summary>A call of such a tool: its text is the argument <c>input</c>.</summary>
    public static FunctionCallContent Call(string id, string name, string input) =>
        new(id, name, new Dictionary<string, object?> { ["input"] = input }) { AdditionalProperties = new() { [TypeKey] = "custom" } };

    /// <summary>The text of such a call; null where the call is another's.</summary>
    public static string? InputOf(FunctionCallContent call) =>
        call.AdditionalProperties?.TryGetValue(TypeKey, out var type) is true && type is "custom"
            && call.Arguments?.TryGetValue("input", out var input) is true ? input as string : null;
}
