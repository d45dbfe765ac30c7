using RouteGen.Definitions;

namespace Quickstart.Providers;

/// <summary>What the environment says of a provider. The table names the variables; RouteGen reads them by itself.</summary>
internal static class GoingLive
{
    /// <summary>The variables of the table, a line for each provider.</summary>
    public static string Variables { get; } =
        string.Join('\n', SupportRoutes.Definition.Providers.Select(p => $"  {p.Name,-11} {VariablesOf(p)}"));

    public static string VariablesOf(ProviderDefinition provider) =>
        $"{(provider.ApiKeyVariable is { } key ? $"{key} for its key, " : "")}{provider.EndpointVariable} for any server of kind " +
        $"{provider.Kind}";

    public static bool IsConfigured(ProviderDefinition provider) => IsSet(provider.ApiKeyVariable) || IsSet(provider.EndpointVariable);

    public static bool HasEndpointOnly(ProviderDefinition provider) => IsSet(provider.EndpointVariable) && !IsSet(provider.ApiKeyVariable);

    private static bool IsSet(string? variable) =>
        variable is not null && !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable));
}
