using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Tests.Oracles.Generation;

/// <summary>Tools, and the arguments and results of their calls, in every form in which applications and SDKs hold them.</summary>
internal sealed class ToolMaker(Chance chance)
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("{}");
    private readonly SchemaMaker _schemas = new(chance);
    private readonly List<string> _names = [];

    public string NameOfOne()
    {
        if (_names.Count == 0)
        {
            _names.Add(chance.Name());
        }

        return chance.Pick(_names.ToArray());
    }

    public AITool Function()
    {
        string name;
        do
        {
            name = chance.Name();
        }
        while (_names.Contains(name));

        _names.Add(name);
        var properties = new Dictionary<string, object?>();
        if (chance.Flip(0.4))
        {
            properties["strict"] = chance.Flip();
        }

        var description = chance.Flip(0.8) ? chance.Text() : "";
        return chance.Flip(0.15)
            ? new DeclaredTool(name, description, NoParameters, properties)
            : new DeclaredTool(name, description, _schemas.Object(), properties);
    }

    public AITool Hosted() => chance.Number(0, 4) switch
    {
        0 => new HostedCodeInterpreterTool(),
        1 => new HostedFileSearchTool
        {
            Inputs = [new HostedVectorStoreContent(chance.Id("vs_"))],
            MaximumResultCount = chance.Maybe(() => chance.Number(1, 20)),
        },
        2 => new HostedMcpServerTool("docs", "https://mcp.example/sse")
        {
            ServerDescription = chance.Flip() ? "Pages" : null,
            AllowedTools = chance.Flip() ? ["search", "fetch"] : null,
            ApprovalMode = chance.Pick<HostedMcpServerToolApprovalMode?>(
                null, HostedMcpServerToolApprovalMode.NeverRequire, HostedMcpServerToolApprovalMode.AlwaysRequire),
        },
        _ => new HostedWebSearchTool(),
    };

    public Dictionary<string, object?>? Arguments()
    {
        if (chance.Flip(0.08))
        {
            return null;
        }

        var arguments = new Dictionary<string, object?>();
        for (var count = chance.Number(0, 4); count > 0; count--)
        {
            arguments[chance.Name()] = Value(2);
        }

        return arguments;
    }

    /// <summary>A result: text mostly, else a value, JSON, or contents.</summary>
    public object? Result() => chance.Number(0, 9) switch
    {
        0 => null,
        1 => "",
        2 => Value(2),
        3 => JsonSerializer.SerializeToElement(Plain(2)),
        4 => new TextContent(chance.Text()),
        5 => new List<AIContent> { new TextContent(chance.Text()), new DataContent(chance.Bytes(), "image/png") },
        _ => chance.Text(),
    };

    private object? Value(int depth) => chance.Number(0, depth > 0 ? 12 : 7) switch
    {
        0 => null,
        1 => chance.Flip(),
        2 => chance.Number(-1000, 1000),
        3 => chance.Long(),
        4 => chance.Double(),
        5 => (decimal)chance.Number(-99999, 99999) / 100,
        6 or 7 => chance.Text(),
        8 => JsonSerializer.SerializeToElement(Plain(depth - 1)),
        9 => JsonSerializer.SerializeToNode(Plain(depth - 1)),
        10 => chance.Several(0, 3, () => Value(depth - 1)),
        11 => chance.Several(0, 3, chance.Text).ToArray(),
        _ => new Dictionary<string, object?> { [chance.Name()] = Value(depth - 1), ["other key"] = Value(depth - 1) },
    };

    private object? Plain(int depth) => chance.Number(0, depth > 0 ? 6 : 4) switch
    {
        0 => null,
        1 => chance.Flip(),
        2 => chance.Number(-1000, 1000),
        3 => chance.Decimal(100),
        4 => chance.Text(),
        5 => chance.Several(0, 3, () => Plain(depth - 1)),
        _ => new Dictionary<string, object?> { [chance.Name()] = Plain(depth - 1), ["é\"\n"] = Plain(depth - 1) },
    };
}
