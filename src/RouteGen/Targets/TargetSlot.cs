using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.Records;

namespace RouteGen.Targets;

/// <summary>A target under the settings in force: its keys with their clients and their health, and its load.</summary>
internal sealed class TargetSlot : IDisposable
{
    private readonly bool _ownsClients;

    private TargetSlot(TargetDefinition target, ProviderAccess access, TargetKey[] keys, bool ownsClients)
    {
        Target = target;
        Access = access;
        Keys = new TargetKeys(keys);
        _ownsClients = ownsClients;
    }

    /// <summary>The target, with the deployment in force.</summary>
    public TargetDefinition Target { get; }

    public ProviderAccess Access { get; }

    /// <summary>Its keys; one where its provider has one credential, or none.</summary>
    public TargetKeys Keys { get; }

    public bool IsConfigured { get; private init; }

    /// <summary>Whether its requests go through the table's HTTP clients, so that what comes back is seen.</summary>
    public bool IsOverHttp { get; private init; }

    /// <summary>Whether operation has taken it out of every chain.</summary>
    public bool IsDisabled { get; private init; }

    /// <summary>What this instance may ask of it; null where the table states no limit.</summary>
    public LoadLimits? Limits { get; private init; }

    /// <summary>What is asked of it; null where nothing is limited.</summary>
    public TargetLoad? Load { get; private init; }

    /// <summary>Why no call can ask it as things are set up; null when calls can.</summary>
    public SkipReason? Refusal => IsDisabled ? SkipReason.Disabled : IsConfigured ? null : SkipReason.NotConfigured;

    /// <summary>Makes a slot, or takes over the previous one or its clients as far as they fit the settings.</summary>
    public static TargetSlot Create(
        TargetDefinition declared, ProviderAccess access,
        RouteTableSettings settings, TargetSlot? previous, RouteTableRuntime runtime, CustomClients clients, IServiceProvider services)
    {
        var target = InForce(declared, access.Deployment, settings, runtime.Definition);
        var isDisabled = IsDisabledBy(settings, declared);
        var limits = LoadLimits.For(target, settings.Instances);
        var isSamePlace = previous is not null && previous.Target.Deployment == target.Deployment && previous.Leads(access);
        if (isSamePlace && previous!.IsDisabled == isDisabled && previous.Limits == limits)
        {
            return previous;
        }

        var isCustom = target.Provider.Adapter is null;

        // A drill acts out failures target by target: what one shares with the next must not keep that from being asked.
        var endpoint = isCustom || runtime.Pacing is not null
            ? $"custom:{runtime.Definition.Name}/{target.Name}"
            : access.Endpoint?.AbsoluteUri.TrimEnd('/') ?? "";
        var asked = new AttemptedTarget(
            target.Name, target.Provider.Name, target.Model.Name, access.Endpoint?.Authority, target.Deployment, null);
        TargetKey[] keys =
        [
            .. (access.Keys.All is { Count: > 0 } several ? several.Cast<ProviderKey?>() : [null]).Select((key, i) => new TargetKey(
                key?.Place,
                asked with { Credential = key?.Place },
                runtime.Registry.Get(endpoint, target.Deployment, runtime.Registry.Credentials.GetId(key?.Text, access.TokenProvider)),
                isSamePlace ? previous!.Keys.All[i].LazyPorts
                    : isCustom ? new(() => clients.Create(target.Name, services))
                    : new(() => CreatePorts(target, access, key?.Text, runtime.Definition, services)),
                runtime.Credits.Find(target.Provider, key?.Place))),
        ];
        return new(target, access, keys, ownsClients: !isCustom)
        {
            IsConfigured = isCustom ? clients.Has(target.Name) : access.Problem is null,
            IsOverHttp = !isCustom || clients.IsOverHttp(target.Name),
            IsDisabled = isDisabled,
            Limits = limits,
            Load = limits is null ? null : runtime.Registry.LoadOf(endpoint, target.Deployment),
        };
    }

    /// <summary>
    /// A target with the deployment in force: that of its settings, or the one that a connection string leads to, for the provider's one
    /// target where the table states none. Of several it cannot mean each.
    /// </summary>
    public static TargetDefinition InForce(
        TargetDefinition declared, string? named, RouteTableSettings settings, RouteTableDefinition table)
    {
        var isMeant = declared.Deployment == declared.Model.Name && table.Targets.Count(t => t.Provider == declared.Provider) == 1;
        var deployment = (settings.Targets.TryGetValue(declared.Name, out var own) ? own.Deployment : null) ?? (isMeant ? named : null);
        return deployment is null ? declared : declared with { Deployment = deployment.Trim() };
    }

    /// <summary>Whether operation has taken a target out of every chain, itself or with its provider.</summary>
    public static bool IsDisabledBy(RouteTableSettings settings, TargetDefinition target) =>
        settings.Targets.TryGetValue(target.Name, out var own) && !own.Enabled
        || settings.Providers.TryGetValue(target.Provider.Name, out var provider) && !provider.Enabled;

    public void Dispose()
    {
        foreach (var key in Keys.All)
        {
            if (_ownsClients && key.LazyPorts.IsValueCreated)
            {
                key.Ports.Dispose();
            }
        }
    }

    private static TargetPorts CreatePorts(
        TargetDefinition target, ProviderAccess access, string? key, RouteTableDefinition table, IServiceProvider services)
    {
        var connection = new ProviderConnection
        {
            Target = target,
            Endpoint = access.Endpoint,
            ApiKey = key,
            TokenProvider = access.TokenProvider,
            HttpClient = services.GetRequiredService<IHttpClientFactory>()
                .CreateClient(HttpClientName.For(table.Name, target.Provider.Name)),
        };
        var adapter = target.Provider.Adapter!;
        return table.SupportsEmbeddings(target.Name)
            ? new TargetPorts(adapter.CreateEmbeddingGenerator(connection))
            : new TargetPorts(adapter.CreateChatClient(connection));
    }

    /// <summary>Whether the slot reaches the same place with the same credentials, so that its client can stay.</summary>
    private bool Leads(ProviderAccess other) =>
        Access.Endpoint == other.Endpoint && Access.Keys.All.SequenceEqual(other.Keys.All)
        && ReferenceEquals(Access.TokenProvider, other.TokenProvider) && Access.Problem == other.Problem;
}
