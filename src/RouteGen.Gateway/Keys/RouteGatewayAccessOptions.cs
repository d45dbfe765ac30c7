using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace RouteGen.Gateway;

/// <summary>
/// Who may use the endpoint, beside what its keys say. Bound from the configuration section <c>RouteGen:Gateway:Access</c>.
/// </summary>
public sealed class RouteGatewayAccessOptions
{
    /// <summary>
    /// Whether requests without a key are accepted from this machine, in Development and while the process listens to nothing but loopback.
    /// By default, if no key and no other scheme is there. Elsewhere it has no effect.
    /// </summary>
    public bool? AnonymousOnLoopback { get; set; }

    /// <summary>
    /// How long the endpoint goes by what its store last said of a key: how late a change that another process made may take effect.
    /// From 0 to an hour; ten seconds by default. Keys in configuration and what this process changes take effect at once.
    /// </summary>
    public TimeSpan KeysFreshFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long known keys work while their store does not answer. From 0 to a day; ten minutes by default.</summary>
    public TimeSpan KnownKeysLast { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a store may take to answer. From 10 ms to a minute; two seconds by default.</summary>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The keys that are remembered at most: 10,000 by default.</summary>
    public int MostKnownKeys { get; set; } = 10_000;

    /// <summary>
    /// How many requests of an address (IPv6: of a /64) are refused for their key in a minute before they get 429 instead; 30 by default.
    /// A valid key is accepted from any address at any time.
    /// </summary>
    public int RefusalsPerMinute { get; set; } = 30;

    /// <summary>
    /// Other authentication schemes whose identities may use the endpoint, such as <c>Bearer</c> for JWTs, in the order in which they are
    /// asked.
    /// </summary>
    public IList<string> Schemes { get; } = [];

    /// <summary>The claim of another scheme's identity that names its user, and by which it is accounted: <c>sub</c> by default.</summary>
    public string UserClaim { get; set; } = "sub";

    /// <summary>The claim that names its tenant: <c>tenant</c> by default.</summary>
    public string TenantClaim { get; set; } = "tenant";

    /// <summary>The claim that names a group of routes, once for each: <c>routegen_groups</c> by default.</summary>
    public string GroupsClaim { get; set; } = "routegen_groups";

    /// <summary>The claim that makes it an administrator where it is <c>true</c>: <c>routegen_admin</c> by default.</summary>
    public string AdministratorClaim { get; set; } = "routegen_admin";

    /// <summary>Claims that become tags of the same name; none by default.</summary>
    public IList<string> TagClaims { get; } = [];

    /// <summary>
    /// Says what another scheme's identity may do, in place of the claims above; null refuses it. It must not read the body.
    /// </summary>
    public Func<HttpContext, ClaimsPrincipal, GatewayAccess?>? Access { get; set; }

    internal List<string> Problems { get; } = [];
}
