namespace RouteGen.Wire;

/// <summary>Says where a reply of status 3xx points: to a host, never to an address, whose path and query can hold anything.</summary>
internal static class Redirect
{
    public static bool Is(int? status) => status is >= 300 and < 400;

    /// <summary>A redirect in words. Its status stands beside it.</summary>
    /// <param name="asked">The address that was asked, to which a relative <c>Location</c> belongs.</param>
    /// <param name="location">The header as it came; null where it is missing.</param>
    /// <param name="credentials">The credentials that the server was sent: none is named as a host.</param>
    public static string Describe(Uri? asked, string? location, IReadOnlyList<string>? credentials) =>
        HostOf(asked, location, credentials) is { } host ? $"redirect to {host} not followed" : "redirect without a usable Location";

    private static string? HostOf(Uri? asked, string? location, IReadOnlyList<string>? credentials)
    {
        if (asked is null || string.IsNullOrWhiteSpace(location) || !Uri.TryCreate(asked, location.Trim(), out var target))
        {
            return null;
        }

        if (target.Scheme is not ("http" or "https") || ServerWord.Keep(target.IdnHost, credentials) is not { } host)
        {
            return null;
        }

        host = target.HostNameType == UriHostNameType.IPv6 ? $"[{host}]" : host;
        return target.IsDefaultPort ? host : $"{host}:{target.Port}";
    }
}
