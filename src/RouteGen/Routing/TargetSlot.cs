using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.Health;
using RouteGen.Hosting;
using RouteGen.Records;

namespace RouteGen.Routing;

/// <summary>A target under the settings in force: its client, its health and its load.</summary>
internal sealed class TargetSlot : IDisposable
{
    private readonly Lazy<IChatClient> _client;
    private readonly bool _ownsClient;

    private TargetSlot(TargetDefinition target, ProviderAccess access, TargetHealth health, Lazy<IChatClient> client, bool ownsClient)
    {
        Target = target;
        Access = access;
        Health = health;
        Asked = new AttemptedTarget(target.Name, target.Provider.Name, target.Model.Name, access.Endpoint?.Authority, target.Deployment);
        _client = client;
        _ownsClient = ownsClient;
    }

    /// <summary>The target, with the deployment in force.</summary>
    public TargetDefinition Target { get; }

    public ProviderAccess Access { get; }

    public TargetHealth Health { get; }

    /// <summary>Its names for the records of its attempts.</summary>
    public AttemptedTarget Asked { get; }

    /// <summary>Host and port, for spans; null for a client of the application's.</summary>
    public string? Host => Asked.Host;

    public bool IsConfigured { get; private init; }

    /// <summary>Whether operation has taken it out of every chain.</summary>
    public bool IsTakenOut { get; private init; }

    /// <summary>What this instance may ask of it; null where the table states no limit.</summary>
    public LoadLimits? Limits { get; private init; }

    /// <summary>What is asked of it; null where nothing is limited.</summary>
    public TargetLoad? Load { get; private init; }

    /// <summary>Why no call can ask it as things are set up; null when calls can.</summary>
    public LeftOutReason? Refusal => IsTakenOut ? LeftOutReason.TakenOut : IsConfigured ? null : LeftOutReason.NotConfigured;

    public IChatClient Client => _client.Value;

    /// <summary>Makes a slot, or takes over the previous one or its client as far as they fit the settings.</summary>
    public static TargetSlot Of(TargetDefinition declared, ProviderAccess access, RouteTableSettings settings, TargetSlot? previous, RouteTableRuntime runtime, CustomClients clients, IServiceProvider services)
    {
        var deployment = settings.Targets.TryGetValue(declared.Name, out TargetSettings? own) ? own.Deployment : null;
        TargetDefinition target = deployment is null ? declared : declared with { Deployment = deployment.Trim() };
        var isTakenOut = RouteTableValidation.IsTakenOut(settings, declared);
        LoadLimits? limits = LoadLimits.Of(target, settings.Instances);
        var isSamePlace = previous is not null && previous.Target.Deployment == target.Deployment && previous.Leads(access);
        if (isSamePlace && previous!.IsTakenOut == isTakenOut && previous.Limits == limits)
        {
            return previous;
        }

        var isCustom = target.Provider.Adapter is null;
        var endpoint = isCustom ? $"custom:{runtime.Definition.Name}/{target.Name}" : access.Endpoint?.AbsoluteUri ?? "";
        Lazy<IChatClient> client = isSamePlace ? previous!._client
            : isCustom ? new(() => clients.Create(target.Name, services))
            : new(() => CreateClient(target, access, runtime.Definition, services));
        return new(target, access, runtime.Registry.Get(endpoint, target.Deployment), client, ownsClient: !isCustom)
        {
            IsConfigured = isCustom ? clients.Has(target.Name) : access.Problem is null,
            IsTakenOut = isTakenOut,
            Limits = limits,
            Load = limits is null ? null : runtime.Registry.LoadOf(endpoint, target.Deployment),
        };
    }

    public void Dispose()
    {
        if (_ownsClient && _client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static IChatClient CreateClient(TargetDefinition target, ProviderAccess access, RouteTableDefinition table, IServiceProvider services)
    {
        var connection = new ProviderConnection
        {
            Target = target,
            Endpoint = access.Endpoint,
            ApiKey = access.ApiKey,
            TokenProvider = access.TokenProvider,
            HttpClient = services.GetRequiredService<IHttpClientFactory>().CreateClient(RouteHttpClients.Name(table.Name, target.Provider.Name)),
        };
        IProviderAdapter adapter = target.Provider.Adapter!;
        return table.MakesEmbeddings(target.Name) ? new EmbeddingClient(adapter.CreateEmbeddingGenerator(connection)) : adapter.CreateChatClient(connection);
    }

    /// <summary>Whether the slot reaches the same place with the same credentials, so that its client can stay.</summary>
    private bool Leads(ProviderAccess other) =>
        Access.Endpoint == other.Endpoint && Access.ApiKey == other.ApiKey && ReferenceEquals(Access.TokenProvider, other.TokenProvider) && Access.Problem == other.Problem;
}
