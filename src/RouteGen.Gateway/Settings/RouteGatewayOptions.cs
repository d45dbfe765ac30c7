using System.Security.Cryptography;
using System.Text;

namespace RouteGen.Gateway;

/// <summary>How an endpoint treats its callers. Read from the configuration section <c>RouteGen:Gateway</c>, too.</summary>
public sealed class RouteGatewayOptions
{
    private byte[]? _secret;

    /// <summary>The bytes of a request's body at most, as sent and as decoded: 32 MB by default.</summary>
    public long MaxRequestBytes { get; set; } = 32_000_000;

    /// <summary>
    /// How long a stream may be silent until its first comment, which says that all is well and commits its status: 25 seconds by default,
    /// so that a chain that fails before has its own.
    /// </summary>
    public TimeSpan FirstComment { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a stream may be silent after that: 10 seconds by default, since balancers cut at 60.</summary>
    public TimeSpan NextComments { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long replies under way may run on once the process was told to stop: 60 seconds by default. The host waits at least that
    /// long; what waits for the host, such as a container's grace period, has to wait longer.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The origins whose pages may call the endpoint from a browser, such as <c>https://app.example.com</c>. None by default.
    /// Cookies are never taken.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// The secret by which the names of callers' users become pseudonyms for providers (<c>user</c>, <c>safety_identifier</c>,
    /// <c>prompt_cache_key</c>, <c>metadata.user_id</c>), at least 16 characters. Where none is set, each process has one of its own, and
    /// providers see other users, and colder caches, after each start.
    /// </summary>
    public string? UserSecret { get; set; }

    internal bool NeverRelays { get; set; }

    internal byte[] PseudonymSecret => _secret ??= UserSecret is { Length: > 0 } secret
        ? Encoding.UTF8.GetBytes(secret)
        : RandomNumberGenerator.GetBytes(32);
}
