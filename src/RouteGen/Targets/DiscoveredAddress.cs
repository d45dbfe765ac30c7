namespace RouteGen.Targets;

/// <summary>Addresses that service discovery turns into real ones, such as <c>https+http://gateway</c> in an Aspire application.</summary>
internal static class DiscoveredAddress
{
    /// <summary>Whether requests can be sent there: over http or https, found by name or not.</summary>
    public static bool IsReachable(Uri address) => address.Scheme is "http" or "https" || IsDiscovered(address);

    /// <summary>Whether a path can follow: nothing stands behind its own, and no credentials before its host.</summary>
    public static bool IsBase(Uri address) => address.UserInfo.Length + address.Query.Length + address.Fragment.Length == 0;

    /// <summary>Whether nobody but service discovery knows what the scheme means.</summary>
    public static bool IsDiscovered(Uri address) => address.Scheme is "https+http" or "http+https";

    /// <summary>Whether the application has service discovery. Its package is not one of ours: it is known by its name.</summary>
    public static bool HasDiscovery(IServiceProvider services) =>
        Type.GetType("Microsoft.Extensions.ServiceDiscovery.ServiceEndpointResolver, Microsoft.Extensions.ServiceDiscovery")
            is { } resolver && services.GetService(resolver) is not null;
}
