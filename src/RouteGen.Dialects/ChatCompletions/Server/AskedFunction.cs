using System.Collections.ObjectModel;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>A function that a caller declares.</summary>
internal sealed class AskedFunction(string name, string description, JsonElement? parameters, bool? strict) : AIFunctionDeclaration
{
    private static readonly JsonElement None = JsonElement.Parse("""{"type":"object","properties":{}}""");
    private static readonly ReadOnlyDictionary<string, object?> Strict = new(new Dictionary<string, object?> { ["strict"] = true });
    private static readonly ReadOnlyDictionary<string, object?> Lax = new(new Dictionary<string, object?> { ["strict"] = false });

    public override string Name => name;

    public override string Description => description;

    /// <summary>The schema of its parameters: that of a function without any where the caller left it out.</summary>
    public override JsonElement JsonSchema => parameters ?? None;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties => strict switch
    {
        true => Strict,
        false => Lax,
        null => base.AdditionalProperties,
    };
}
