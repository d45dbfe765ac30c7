using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RouteGen.Gateway.Keys;

/// <summary>
/// Whether a request needs no key: in Development, from this machine itself, to a process that listens to nothing else. A page of a browser
/// is not this machine's user, whatever name it gave the address, and neither is what a proxy passes on.
/// </summary>
internal sealed class LocalAccess(
    KeyRing keys, IHostEnvironment environment, IServer server, IOptions<RouteGatewayAccessOptions> options)
{
    private static readonly string[] OfProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via"];

    private volatile object? _listensToLoopbackOnly;

    /// <summary>Whether there is no key at all, so that what a client sends as one means nothing.</summary>
    public bool HasNoKeys => !keys.Configured.HasCallers && keys.Store is null && options.Value.Schemes.Count == 0;

    /// <summary>Whether requests of this machine need no key.</summary>
    public bool IsOn => environment.IsDevelopment() && (options.Value.AnonymousOnLoopback ?? HasNoKeys) && ListensToLoopbackOnly();

    public bool Accepts(HttpContext context)
    {
        if (!environment.IsDevelopment() || context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(Plain(address)))
        {
            return false;
        }

        var request = context.Request;
        foreach (var header in OfProxies)
        {
            if (request.Headers.ContainsKey(header))
            {
                return false;
            }
        }

        return IsLoopback(request.Host.Host)
            && (request.Headers.Origin is not [{ } origin]
                || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsLoopback(from.Host)))
            && request.Headers.Origin.Count <= 1 && IsOn;
    }

    private bool ListensToLoopbackOnly()
    {
        if (_listensToLoopbackOnly is bool known)
        {
            return known;
        }

        if (server.Features.Get<IServerAddressesFeature>()?.Addresses is not { Count: > 0 } addresses)
        {
            return false;
        }

        var isLoopback = addresses.All(static a => IsLoopback(BindingAddress.Parse(a).Host));
        _listensToLoopbackOnly = isLoopback;
        return isLoopback;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(Plain(address)));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
