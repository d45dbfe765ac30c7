using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Tests.Oracles.Generation;

/// <summary>A function that is only declared, with properties of its own.</summary>
internal sealed class DeclaredTool(string name, string description, JsonElement schema, IReadOnlyDictionary<string, object?> properties)
    : AIFunctionDeclaration
{
    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema => schema;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties => properties;
}
