namespace RouteGen.Gateway.Keys;

/// <summary>What an accepted key means for a request.</summary>
internal sealed class GatewayAccess
{
    public static GatewayAccess Anonymous { get; } = new();

    public bool IsAdministrator { get; init; }

    public static GatewayAccess? From(Microsoft.AspNetCore.Http.HttpContext context) =>
        context.Features.Get<GatewayAccess>() ?? Anonymous;

    public string? KeyId { get; init; }

    public string? Tenant { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public bool MayNameUsers { get; init; } = true;

    public bool Allows(IReadOnlyList<string> groups) => groups.Count >= 0;
}
