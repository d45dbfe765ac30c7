using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Gateway.Keys;
using RouteGen.Keys;

namespace RouteGen.Gateway;

/// <summary>What an accepted key, or another identity, means for a request: whose it is, and what it may do.</summary>
public sealed record GatewayAccess
{
    private const int LongestUser = 256;

    /// <summary>Nobody in particular, who may call every route without a limit: development on one machine.</summary>
    public static GatewayAccess Anonymous { get; } = new() { Groups = null, MayNameUsers = UserNaming.Any };

    /// <summary>
    /// By what the request is accounted: a key's public id, or <c>claim:</c> and the subject of another identity. Null for nobody.
    /// </summary>
    public string? KeyId { get; init; }

    /// <summary>The customer; null leaves that open.</summary>
    public string? Tenant { get; init; }

    /// <summary>The user that the identity itself names; requests cannot name another. Null leaves that open.</summary>
    public string? User { get; init; }

    /// <summary>The groups of routes beside those that are in none; null stands for all groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; } = [];

    /// <summary>The only routes, as <c>route</c> or <c>Table/route</c>; null does not narrow what groups allow.</summary>
    public IReadOnlyList<string>? Routes { get; init; }

    /// <summary>What calls are accounted by; a request may add to them, not change them.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Whether the request may say for which user it is.</summary>
    public UserNaming MayNameUsers { get; init; }

    /// <summary>The users that may be named, where they are listed.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Requests in a minute at most; null does not limit them.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens in a minute at most; null does not limit them.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Requests at the same time at most; null does not limit them.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Whether keys may be issued and changed.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Whether a route may be called and listed.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="route">The route's name in the table.</param>
    /// <param name="groups">The route's groups; one without any is open to every key.</param>
    public bool Allows(string table, string route, IReadOnlyList<string> groups)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(groups);
        return IsInGroups(groups) && (Routes is null || IsNamed(table, route, Routes));
    }

    /// <summary>Whether the request may say that it is for a user.</summary>
    public bool MayName(string user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return User is null && user.Length is > 0 and <= LongestUser && MayNameUsers switch
        {
            UserNaming.Any => true,
            UserNaming.Listed => Users.Contains(user, StringComparer.Ordinal),
            _ => false,
        };
    }

    /// <summary>What the identity of a request means, or null where nothing has been accepted.</summary>
    public static GatewayAccess? From(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<GatewayAccess>() is { } found)
        {
            return found;
        }

        if (context.User.Identity is not { IsAuthenticated: true }
            || context.RequestServices.GetService<ClaimsAccess>()?.From(context, context.User) is not { } access)
        {
            return null;
        }

        context.Features.Set(access);
        return access;
    }

    internal static GatewayAccess From(GatewayKey key) => new()
    {
        KeyId = key.Id,
        Tenant = key.Tenant,
        Groups = key.Groups.Contains(GatewayKey.EveryGroup, StringComparer.Ordinal) ? null : key.Groups,
        Routes = key.Routes,
        Tags = key.Tags.Count == 0 ? null : key.Tags,
        MayNameUsers = key.MayNameUsers,
        Users = key.Users,
        RequestsPerMinute = key.RequestsPerMinute,
        TokensPerMinute = key.TokensPerMinute,
        MaxConcurrency = key.MaxConcurrency,
        IsAdministrator = key.IsAdministrator,
    };

    private bool IsInGroups(IReadOnlyList<string> groups)
    {
        if (groups.Count == 0 || Groups is null)
        {
            return true;
        }

        for (var i = 0; i < groups.Count; i++)
        {
            for (var j = 0; j < Groups.Count; j++)
            {
                if (string.Equals(groups[i], Groups[j], StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsNamed(string table, string route, IReadOnlyList<string> routes)
    {
        for (var i = 0; i < routes.Count; i++)
        {
            var name = routes[i];
            if (string.Equals(name, route, StringComparison.Ordinal)
                || (name.Length == table.Length + 1 + route.Length && name[table.Length] == '/'
                    && name.StartsWith(table, StringComparison.Ordinal) && name.EndsWith(route, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
