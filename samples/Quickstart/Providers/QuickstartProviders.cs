using RouteGen;
using RouteGen.Definitions;
using RouteGen.Testing;

namespace Quickstart.Providers;

/// <summary>The table's providers as this machine has them: configured ones are called for real, the others are simulated.</summary>
internal sealed class QuickstartProviders : IAsyncDisposable
{
    private readonly Dictionary<ProviderDefinition, SimulatedProvider> _simulated = [];

    private QuickstartProviders()
    {
    }

    public static async Task<QuickstartProviders> StartAsync(bool offline)
    {
        var providers = new QuickstartProviders();
        foreach (var provider in SupportRoutes.Definition.Providers)
        {
            if (offline || !GoingLive.IsConfigured(provider))
            {
                providers._simulated[provider] = await SimulatedProvider.StartAsync(WireOf(provider.Kind));
            }
        }

        return providers;
    }

    public bool IsSimulated(ProviderDefinition provider) => _simulated.ContainsKey(provider);

    /// <summary>Points the table at the simulated providers. Code and configuration win over environment variables.</summary>
    public void PointAt(RouteTableSettings settings)
    {
        foreach (var provider in SupportRoutes.Definition.Providers)
        {
            if (_simulated.TryGetValue(provider, out var simulated))
            {
                settings.GetOrAddProvider(provider.Name).Endpoint = simulated.Endpoint.AbsoluteUri;
                settings.GetOrAddProvider(provider.Name).ApiKey = "simulated";
            }
            else if (GoingLive.HasEndpointOnly(provider))
            {
                // A server of one's own seldom asks for a key; the kinds of the public ones insist on some.
                settings.GetOrAddProvider(provider.Name).ApiKey = "none";
            }
        }
    }

    /// <summary>
    /// Makes a simulated target give these replies, one a request. False when the target's provider is a real one, which does as it likes.
    /// </summary>
    public bool TryScript(string target, IReadOnlyList<SimulatedReply> replies)
    {
        var definition = SupportRoutes.Definition.Targets.Single(t => t.Name == target);
        if (!_simulated.TryGetValue(definition.Provider, out var provider))
        {
            return false;
        }

        var script = provider.On(definition.Deployment).Clear();
        foreach (var reply in replies)
        {
            script.Reply(reply);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _simulated.Values)
        {
            await provider.DisposeAsync();
        }
    }

    private static ProviderWire WireOf(string kind) => kind switch
    {
        "anthropic" => ProviderWire.Anthropic,
        "openrouter" => ProviderWire.OpenRouter,
        _ => ProviderWire.OpenAI,
    };
}
