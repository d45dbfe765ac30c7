using System.Net;
using Microsoft.AspNetCore.Http;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Serve.Hosting;

/// <summary>Where an endpoint listens, and where this machine reaches it.</summary>
internal static class ServeAddress
{
    /// <summary>The addresses of the command line, else those of the environment as ASP.NET Core reads it, else the usual one.</summary>
    /// <exception cref="UsageException">They are not addresses that can be listened at.</exception>
    public static string Choose(ToolHost host, string? urls)
    {
        var chosen = urls ?? Value(host, "ASPNETCORE_URLS")
            ?? AtPorts(Value(host, "ASPNETCORE_HTTP_PORTS") ?? Value(host, "DOTNET_HTTP_PORTS")) ?? ServeOptions.DefaultUrl;
        if (!chosen.Split(';').All(IsAddress))
        {
            throw new UsageException("--urls takes one or more addresses, such as http://127.0.0.1:5280 or http://*:8080, separated by " +
                "semicolons. Port 0 takes a free one; for https, put a proxy before it.");
        }

        return chosen;
    }

    /// <summary>Whether nobody but this machine reaches any of them.</summary>
    public static bool AreLoopback(string urls) => urls.Split(';').All(static u =>
    {
        var name = BindingAddress.Parse(u.Trim()).Host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    });

    /// <summary>Where this machine reaches it.</summary>
    public static string Reachable(string url)
    {
        foreach (var any in (ReadOnlySpan<string>)["://*", "://+", "://0.0.0.0", "://[::]"])
        {
            url = url.Replace(any, "://127.0.0.1", StringComparison.Ordinal);
        }

        return url.TrimEnd('/');
    }

    private static bool IsAddress(string url)
    {
        var text = url.Trim().Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal);
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.PathAndQuery == "/";
    }

    private static string? AtPorts(string? ports) =>
        ports is null ? null : string.Join(';', ports.Split(';').Select(static p => $"http://*:{p.Trim()}"));

    private static string? Value(ToolHost host, string name) =>
        host.Variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
