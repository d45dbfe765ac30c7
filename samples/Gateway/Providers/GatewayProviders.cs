using System.Collections.Concurrent;
using RouteGen;
using RouteGen.Definitions;
using RouteGen.Testing;

namespace GatewaySample.Providers;

/// <summary>The table's providers as this machine has them.</summary>
internal sealed class GatewayProviders : IAsyncDisposable
{
    private static readonly RouteTableDefinition Table = GatewayRoutes.Definition;

    private readonly Dictionary<ProviderDefinition, ProviderMode> _modes;
    private readonly Dictionary<ProviderDefinition, SimulatedProvider> _simulated = [];
    private readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);

    private GatewayProviders(Dictionary<ProviderDefinition, ProviderMode> modes) => _modes = modes;

    public static IReadOnlyList<string> AllTargets { get; } = [.. Table.Targets.Select(static t => t.Name)];

    /// <summary>Every provider and what stands behind it, in the table's order.</summary>
    public IEnumerable<(ProviderDefinition Provider, ProviderMode Mode)> Modes => Table.Providers.Select(p => (p, _modes[p]));

    public IReadOnlyList<string> TargetNames => AllTargets;

    public bool AreAllSimulated => _modes.Values.All(static m => m == ProviderMode.Simulated);

    public static async Task<GatewayProviders> StartAsync(bool offline, bool development)
    {
        var providers = new GatewayProviders(
            ProviderModes.Choose(Table.Providers, Environment.GetEnvironmentVariable, offline, development));
        foreach (var (provider, mode) in providers.Modes)
        {
            if (mode == ProviderMode.Simulated)
            {
                providers._simulated[provider] = await SimulatedProvider.StartAsync(WireOf(provider.Kind)).ConfigureAwait(false);
            }
        }

        foreach (var target in Table.Targets)
        {
            providers.Script(target);
        }

        return providers;
    }

    /// <summary>Points the table at what stands behind it. Code wins over environment variables.</summary>
    public void PointAt(RouteTableSettings settings)
    {
        settings.AllowMissing = true;
        foreach (var (provider, mode) in Modes)
        {
            var own = settings.GetOrAddProvider(provider.Name);
            switch (mode)
            {
                case ProviderMode.Simulated:
                    own.Endpoint = _simulated[provider].Endpoint.AbsoluteUri;
                    own.ApiKey = "simulated";
                    break;
                case ProviderMode.Disabled:
                    own.Enabled = false;
                    break;
                case var _ when !ProviderModes.HasKey(provider, Environment.GetEnvironmentVariable):
                    // A server of one's own seldom asks for a key; the kinds of the public ones insist on some.
                    own.ApiKey = "none";
                    break;
            }
        }

        if (AreAllSimulated)
        {
            Hasten(settings);
        }
    }

    /// <summary>
    /// Makes a simulated target fail from now on, or behave. False when its provider is a real one, which does as it likes.
    /// </summary>
    public bool TryFail(string target, string fault)
    {
        if (!_simulated.ContainsKey(Table.Targets.First(t => t.Name == target).Provider))
        {
            return false;
        }

        if (fault == FaultWords.None)
        {
            _faults.TryRemove(target, out _);
        }
        else
        {
            _faults[target] = fault;
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _simulated.Values)
        {
            await provider.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Whoever tries out what happens when a provider falls silent does not wait for as long as a real model may think.
    private static void Hasten(RouteTableSettings settings)
    {
        foreach (var route in Table.Routes)
        {
            var timeouts = settings.GetOrAddRoute(route.Name).Timeouts;
            timeouts.Attempt = TimeSpan.FromSeconds(5);
            timeouts.FirstToken = TimeSpan.FromSeconds(3);
            timeouts.Idle = TimeSpan.FromSeconds(3);
        }
    }

    private void Script(TargetDefinition target)
    {
        if (!_simulated.TryGetValue(target.Provider, out var provider))
        {
            return;
        }

        provider.On(target.Deployment).Always(request =>
            FaultWords.Apply(_faults.GetValueOrDefault(target.Name), PretendModel.Answer(target.Deployment, request)));
        if (target.Model.Dimensions is { } dimensions)
        {
            provider.SetDimensions(target.Deployment, dimensions);
        }
    }

    private static ProviderWire WireOf(string kind) => kind == "anthropic" ? ProviderWire.Anthropic : ProviderWire.OpenAI;
}
