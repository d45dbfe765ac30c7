using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// A tool that takes free text instead of arguments (platform.openai.com/docs/guides/function-calling#custom-tools). To a dialect that
/// has no such tools it is a function with one argument.
/// </summary>
internal sealed class CustomTool(string name, string? description, ReadOnlyMemory<byte> json) : AIFunctionDeclaration
{
    private const string Input = "input";
    private const string CallKey = "RouteGen.CustomTool";

    private static readonly JsonElement Schema = JsonElement.Parse(
        """{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}""");

    public override string Name => name;

    public override string Description => description ?? "";

    public override JsonElement JsonSchema => Schema;

    /// <summary>The tool as it was defined.</summary>
    public ReadOnlyMemory<byte> Json => json;

    /// <summary>A call of such a tool.</summary>
    public static FunctionCallContent Call(string input, string id, string name) =>
        new(id, name, new Dictionary<string, object?> { [Input] = input }) { AdditionalProperties = new() { [CallKey] = true } };

    /// <summary>What such a call came to.</summary>
    public static FunctionResultContent Result(string id, object? output) =>
        new(id, output) { AdditionalProperties = new() { [CallKey] = true } };

    /// <summary>Whether a result is of such a call.</summary>
    public static bool IsResult(FunctionResultContent result) => result.AdditionalProperties?.ContainsKey(CallKey) is true;

    /// <summary>The text that a call hands over; null where the call is not one of such a tool.</summary>
    public static string? InputOf(FunctionCallContent call) =>
        call.AdditionalProperties?.ContainsKey(CallKey) is true ? InputIn(call) : null;

    /// <summary>
    /// The text in the one argument of a call by whoever took the tool for a function; the arguments as they are for none.
    /// </summary>
    public static string InputIn(FunctionCallContent call) =>
        (call.Arguments?.TryGetValue(Input, out var input) is true ? input : null) switch
        {
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
            _ => ToolArguments.Text(call),
        };
}
