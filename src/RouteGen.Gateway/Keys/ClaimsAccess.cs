using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace RouteGen.Gateway.Keys;

/// <summary>What the identities of other schemes mean.</summary>
internal sealed class ClaimsAccess(IOptions<RouteGatewayAccessOptions> options)
{
    private const int LongestText = 256;

    public GatewayAccess? From(HttpContext context, ClaimsPrincipal principal)
    {
        var names = options.Value;
        if (names.Access is { } access)
        {
            return access(context, principal);
        }

        // JwtBearer renames 'sub' unless it is told not to.
        var user = Value(principal, names.UserClaim) ?? (names.UserClaim == "sub" ? Value(principal, ClaimTypes.NameIdentifier) : null);
        return new GatewayAccess
        {
            KeyId = user is null ? null : "claim:" + user,
            User = user,
            Tenant = Value(principal, names.TenantClaim),
            Groups = Values(principal, names.GroupsClaim),
            Tags = Tags(principal, names.TagClaims),
            IsAdministrator = string.Equals(Value(principal, names.AdministratorClaim), "true", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static string? Value(ClaimsPrincipal principal, string type) =>
        principal.FindFirst(type)?.Value is { } value && IsText(value) ? value : null;

    private static List<string> Values(ClaimsPrincipal principal, string type)
    {
        List<string> values = [];
        foreach (var claim in principal.FindAll(type))
        {
            // A list may come as one claim with spaces between, as 'scope' does.
            foreach (var value in claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (IsText(value) && values.Count < LongestText)
                {
                    values.Add(value);
                }
            }
        }

        return values;
    }

    private static Dictionary<string, string>? Tags(ClaimsPrincipal principal, IList<string> types)
    {
        Dictionary<string, string>? tags = null;
        foreach (var type in types)
        {
            if (Value(principal, type) is { } value)
            {
                (tags ??= new(StringComparer.Ordinal))[type] = value;
            }
        }

        return tags;
    }

    private static bool IsText(string value)
    {
        foreach (var c in value)
        {
            if (char.IsControl(c))
            {
                return false;
            }
        }

        return value.Length is > 0 and <= LongestText;
    }
}
