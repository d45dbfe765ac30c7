using System.Text.Json.Nodes;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>A route while it is put together.</summary>
internal sealed class RouteDraft
{
    /// <summary>What clients of LiteLLM call it.</summary>
    public required string Group { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<Deployment> Deployments { get; init; }

    public DeploymentMode Mode => Deployments[0].Mode;

    public List<string> Aliases { get; } = [];

    /// <summary>The routes to fall back to, in order.</summary>
    public List<RouteDraft> Fallbacks { get; } = [];

    /// <summary>By fault, the routes that take a call over.</summary>
    public Dictionary<string, List<RouteDraft>> On { get; } = new(StringComparer.Ordinal);

    /// <summary>By fault, another word than a list.</summary>
    public Dictionary<string, string> OnWord { get; } = new(StringComparer.Ordinal);

    public string Strategy { get; set; } = "ordered";

    public List<string> Budgets { get; } = [];

    /// <summary>The routes that it leads to, itself first.</summary>
    public IEnumerable<RouteDraft> Chain => Fallbacks.Prepend(this);

    /// <summary>All deployments that a call can come to.</summary>
    public IEnumerable<Deployment> Reach => Chain.Concat(On.Values.SelectMany(static l => l)).SelectMany(static r => r.Deployments);

    public JsonObject? Timeouts { get; set; }

    public JsonObject? Retry { get; set; }
}
