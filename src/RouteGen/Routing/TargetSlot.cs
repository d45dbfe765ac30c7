using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Health;
using RouteGen.Hosting;

namespace RouteGen.Routing;

/// <summary>A target under the settings in force: its client and its health.</summary>
internal sealed class TargetSlot : IDisposable
{
    private readonly Lazy<IChatClient> _client;
    private readonly bool _ownsClient;

    private TargetSlot(TargetDefinition target, ProviderAccess access, TargetHealth health, Func<IChatClient> create, bool ownsClient)
    {
        Target = target;
        Access = access;
        Health = health;
        Host = access.Endpoint is { } endpoint ? endpoint.Authority : null;
        _client = new(create);
        _ownsClient = ownsClient;
    }

    public TargetDefinition Target { get; }

    public ProviderAccess Access { get; }

    public TargetHealth Health { get; }

    /// <summary>Host and port, for records and spans; null for a client of the application's.</summary>
    public string? Host { get; }

    public bool IsConfigured { get; private init; }

    public IChatClient Client => _client.Value;

    public static TargetSlot ForAdapter(TargetDefinition target, ProviderAccess access, TargetHealthRegistry registry, Func<HttpClient> createHttpClient)
    {
        IProviderAdapter adapter = target.Provider.Adapter!;
        return new(
            target,
            access,
            registry.Get(access.Endpoint?.AbsoluteUri ?? "", target.Deployment),
            () => adapter.CreateChatClient(new ProviderConnection
            {
                Target = target,
                Endpoint = access.Endpoint,
                ApiKey = access.ApiKey,
                TokenProvider = access.TokenProvider,
                HttpClient = createHttpClient(),
            }),
            ownsClient: true)
        { IsConfigured = access.Problem is null };
    }

    public static TargetSlot ForCustom(TargetDefinition target, ProviderAccess access, TargetHealthRegistry registry, string table, CustomClients clients, IServiceProvider services) =>
        new(target, access, registry.Get($"custom:{table}/{target.Name}", target.Deployment), () => clients.Create(target.Name, services), ownsClient: false)
        { IsConfigured = clients.Has(target.Name) };

    /// <summary>Whether the other slot reaches the same place with the same credentials, so that its client can stay.</summary>
    public bool IsSameAs(ProviderAccess other) =>
        Access.Endpoint == other.Endpoint && Access.ApiKey == other.ApiKey && ReferenceEquals(Access.TokenProvider, other.TokenProvider) && Access.Problem == other.Problem;

    public void Dispose()
    {
        if (_ownsClient && _client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }
}
