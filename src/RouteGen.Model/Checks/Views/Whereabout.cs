using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Views;

/// <summary>Where a provider stands, as far as the table says: however an address is written, and where it is the kind's own.</summary>
internal static class Whereabout
{
    /// <summary>The host that an outage takes as a whole, so that two texts are equal where the hosts are.</summary>
    public static string DomainOf(ProviderEntry provider) =>
        provider.ConnectionName is { } connection ? "connection " + connection.ToLowerInvariant()
        : provider.EndpointEnv is { } variable ? "variable " + variable
        : Uri(provider) is { } address ? "host " + Host(address)
        : provider.Kind == KnownKinds.Custom ? "provider " + provider.Name
        : "kind " + provider.Kind;

    /// <summary>The whole address; null where the application alone knows it.</summary>
    public static string? AddressOf(ProviderEntry provider) =>
        provider.Kind == KnownKinds.Custom ? null
        : Uri(provider) is { } address && provider.EndpointEnv is null && provider.ConnectionName is null
            ? DomainOf(provider) + (IsResource(provider) ? "/openai/v1" : address.AbsolutePath.TrimEnd('/'))
        : DomainOf(provider);

    /// <summary>Whether the path says nothing, since the adapter adds its own.</summary>
    private static bool IsResource(ProviderEntry provider) => provider.Kind == "azure-openai";

    private static Uri? Uri(ProviderEntry provider) =>
        (provider.Endpoint ?? KnownKinds.Find(provider.Kind)?.Address) is { } text
            && System.Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : null;

    private static string Host(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.').ToLowerInvariant();
        host = host is "localhost" or "::1" ? "127.0.0.1" : host;
        return address.IsDefaultPort ? host : host + ":" + address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
