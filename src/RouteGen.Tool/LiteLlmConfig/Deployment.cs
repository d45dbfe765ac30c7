using System.Text.Json.Nodes;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>What a deployment is asked for.</summary>
internal enum DeploymentMode
{
    Chat,
    Embedding,
}

/// <summary>An entry of <c>model_list</c> as it was understood: a model at a provider, before it has names in a table.</summary>
internal sealed record Deployment
{
    public required ConfigNode Node { get; init; }

    /// <summary>What clients call it.</summary>
    public required string Group { get; init; }

    public required Vendor Vendor { get; init; }

    /// <summary>The model at its provider.</summary>
    public required string Model { get; init; }

    /// <summary>The model that it is, where <see cref="Model"/> is the name of a deployment.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Whether it is one of those behind a pattern: an entry of its own with the same name comes first.</summary>
    public bool IsOfPattern { get; init; }

    public string? About { get; init; }

    public required ProviderDraft Provider { get; init; }

    public DeploymentMode Mode { get; init; }

    /// <summary>The model of the catalog; null where the table states it.</summary>
    public string? Shared { get; init; }

    /// <summary>What the table states of the model, where the catalog does not.</summary>
    public JsonObject Facts { get; init; } = [];

    /// <summary>Members of the target: limits, protocol, dimensions, OpenRouter's preferences.</summary>
    public JsonObject Target { get; init; } = [];

    /// <summary>The options of its entries in chains.</summary>
    public JsonObject Options { get; init; } = [];

    public decimal? Weight { get; init; }

    public decimal? Order { get; init; }

    /// <summary>Seconds of an attempt.</summary>
    public decimal? Timeout { get; init; }

    /// <summary>Seconds until a stream begins.</summary>
    public decimal? StreamTimeout { get; init; }

    public int? Retries { get; init; }

    /// <summary>What it is in a table, apart from its names: deployments with the same are one target.</summary>
    public string Identity =>
        string.Join('\n', Provider.Identity, Model, Mode, Shared, Facts.ToJsonString(), Target.ToJsonString(), Options.ToJsonString());
}

/// <summary>A provider before it has a name.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Endpoint">Its address, where that is not the kind's.</param>
/// <param name="EndpointVariable">The variable that has its address.</param>
/// <param name="KeyVariable">The variable that has its key.</param>
/// <param name="Auth">How requests are authenticated, where that has to be said.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Hint">What it is called where nothing else tells it from others.</param>
internal sealed record ProviderDraft(
    string Kind, string? Endpoint, string? EndpointVariable, string? KeyVariable, string? Auth, string? Region, string Hint)
{
    public bool IsGateway { get; init; }

    public string Identity => string.Join('\n', Kind, Endpoint, EndpointVariable, KeyVariable, Auth, Region, IsGateway);
}
