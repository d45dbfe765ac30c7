using System.Security.Claims;

namespace RouteGen.AspNetCore;

/// <summary>The claims of an authenticated user that name who calls. Of each list the first that the user has counts.</summary>
public sealed class RouteCallerClaims
{
    /// <summary>
    /// Claims of the user's id: the name identifier, else <c>sub</c>. Choose ids that may appear in records
    /// and budgets: an address is personal data.
    /// </summary>
    public IList<string> User { get; } = [ClaimTypes.NameIdentifier, "sub"];

    /// <summary>Claims of the tenant's id: Entra's tenant, else <c>tenant_id</c>.</summary>
    public IList<string> Tenant { get; } = ["http://schemas.microsoft.com/identity/claims/tenantid", "tid", "tenant_id"];

    /// <summary>Claims of the agent that acts for the user; none by default.</summary>
    public IList<string> Agent { get; } = [];

    /// <summary>Who calls; null where nobody is authenticated.</summary>
    internal RouteCaller? CallerOf(ClaimsPrincipal user) => user.Identity?.IsAuthenticated != true ? null : new RouteCaller
    {
        User = ValueOf(user, User),
        Tenant = ValueOf(user, Tenant),
        Agent = ValueOf(user, Agent),
    };

    private static string? ValueOf(ClaimsPrincipal user, IList<string> claims)
    {
        foreach (var claim in claims)
        {
            if (user.FindFirst(claim)?.Value is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
