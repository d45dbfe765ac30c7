using RouteGen.Definitions;

namespace GatewaySample.Providers;

/// <summary>
/// Decides what stands behind each provider. A simulated answer must never be taken for a real one: as soon as one provider is live, those
/// without a key are disabled. Beside servers of this machine the others stay simulated.
/// </summary>
internal static class ProviderModes
{
    public static Dictionary<ProviderDefinition, ProviderMode> Choose(
        IReadOnlyList<ProviderDefinition> providers, Func<string, string?> variable, bool offline, bool development)
    {
        var modes = new Dictionary<ProviderDefinition, ProviderMode>();
        foreach (var provider in providers)
        {
            modes[provider] = offline ? ProviderMode.Simulated : Stated(provider, variable);
        }

        var rest = offline || (development && !modes.ContainsValue(ProviderMode.Live)) ? ProviderMode.Simulated : ProviderMode.Disabled;
        foreach (var provider in providers)
        {
            if (modes[provider] == ProviderMode.Simulated)
            {
                modes[provider] = rest;
            }
        }

        return modes;
    }

    /// <summary>Whether the variable that holds a provider's key is set.</summary>
    public static bool HasKey(ProviderDefinition provider, Func<string, string?> variable) =>
        Value(provider.ApiKeyVariable, variable) is not null;

    private static ProviderMode Stated(ProviderDefinition provider, Func<string, string?> variable) =>
        Value(provider.EndpointVariable, variable) is { } address
            ? Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback ? ProviderMode.Local : ProviderMode.Live
            : HasKey(provider, variable) ? ProviderMode.Live : ProviderMode.Simulated;

    private static string? Value(string? name, Func<string, string?> variable) =>
        name is not null && variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
