using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RouteGen.Gateway.Keys;

/// <summary>
/// The authentication scheme of keys. Headers are all that it looks at: before a key is accepted, nothing of a body is read.
/// </summary>
internal sealed class RouteGatewayKeyHandler(
    KeyRing keys,
    RefusedAddresses refused,
    LocalAccess local,
    ClaimsAccess claims,
    IClaimsTransformation transformation,
    IRefusalWriter writer,
    IOptions<RouteGatewayAccessOptions> options,
    ILogger<RouteGatewayKeyHandler> log) : IAuthenticationHandler
{
    private static readonly ClaimsIdentity Nobody = new(RouteGatewayDefaults.AuthenticationScheme);

    private HttpContext _context = null!;
    private AuthenticationScheme _scheme = null!;
    private AuthenticateResult? _result;
    private KeyRefusal? _refusal;
    private string? _refusedId;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _scheme = scheme;
        _context = context;
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync() => _result ??= await ReadAsync().ConfigureAwait(false);

    public async Task ChallengeAsync(AuthenticationProperties? properties)
    {
        await AuthenticateAsync().ConfigureAwait(false);
        var refusal = _refusal ?? KeyRefusal.Missing;
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            var address = _context.Connection.RemoteIpAddress;
            if (refused.Add(address, out var isFirst) is { } wait)
            {
                refusal = KeyRefusal.TooMany(wait);
                _context.Response.OnStarting(NoRetry, _context);
                if (isFirst)
                {
                    log.AddressIsOver(address, options.Value.RefusalsPerMinute);
                }
            }
            else
            {
                _context.Response.Headers.WWWAuthenticate = "Bearer";
            }
        }

        await WriteAsync(refusal).ConfigureAwait(false);
    }

    public Task ForbidAsync(AuthenticationProperties? properties) => WriteAsync(KeyRefusal.Forbidden).AsTask();

    private ValueTask WriteAsync(KeyRefusal refusal)
    {
        if ((_refusedId ?? GatewayAccess.From(_context)?.KeyId) is { } id)
        {
            log.KeyRefused(refusal.Status, refusal.Code, id);
        }
        else
        {
            log.Refused(refusal.Status, refusal.Code);
        }

        return writer.WriteAsync(_context, refusal.Status, refusal.Code, refusal.Message, refusal.RetryAfter);
    }

    private async Task<AuthenticateResult> ReadAsync()
    {
        if (!PresentedKey.TryRead(_context.Request.Headers, out var token))
        {
            return Refuse(KeyRefusal.Conflicting);
        }

        if (token is null)
        {
            return local.Accepts(_context) ? Accept(GatewayAccess.Anonymous, Nobody)
                : await OthersAsync(KeyRefusal.Missing).ConfigureAwait(false);
        }

        var hasOthers = options.Value.Schemes.Count > 0;
        if (hasOthers && PresentedKey.IsJsonWebToken(token))
        {
            return await OthersAsync(KeyRefusal.Bad).ConfigureAwait(false);
        }

        var verdict = await keys.CheckAsync(token, _context.Connection.RemoteIpAddress, _context.RequestAborted).ConfigureAwait(false);
        if (verdict.Refusal is not { } refusal)
        {
            return Accept(verdict.Key!.Access, verdict.Key.Identity);
        }

        _refusedId = verdict.Key?.Key.Id;
        if (refusal != KeyRefusal.Bad)
        {
            return Refuse(refusal);
        }

        // SDKs insist on sending a key; where there is none, what they send means nothing.
        return local.HasNoKeys && local.Accepts(_context) ? Accept(GatewayAccess.Anonymous, Nobody)
            : await OthersAsync(refusal).ConfigureAwait(false);
    }

    /// <summary>Asks the application's other schemes. They see the request as it came, and what they refuse is refused here.</summary>
    private async Task<AuthenticateResult> OthersAsync(KeyRefusal otherwise)
    {
        foreach (var scheme in options.Value.Schemes)
        {
            var result = await _context.AuthenticateAsync(scheme).ConfigureAwait(false);
            if (result is { Succeeded: true, Principal: { } principal })
            {
                if (claims.From(_context, principal) is not { } access)
                {
                    return Refuse(KeyRefusal.Forbidden);
                }

                _context.Features.Set(access);
                return AuthenticateResult.Success(
                    new AuthenticationTicket(WithAdministrator(principal, access), result.Properties, scheme));
            }
        }

        return Refuse(otherwise);
    }

    private AuthenticateResult Accept(GatewayAccess access, ClaimsIdentity identity)
    {
        _context.Features.Set(access);

        // A transformation may write into what it gets, and this identity is that of all requests of the key.
        var own = transformation is NoopClaimsTransformation ? identity : identity.Clone();
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(own), _scheme.Name));
    }

    private AuthenticateResult Refuse(KeyRefusal refusal)
    {
        _refusal = refusal;
        return refusal == KeyRefusal.Missing ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(refusal.Code);
    }

    // A wrong key does not become right: the wait is for whoever has found the right one.
    private static Task NoRetry(object context)
    {
        ((HttpContext)context).Response.Headers["x-should-retry"] = "false";
        return Task.CompletedTask;
    }

    private static ClaimsPrincipal WithAdministrator(ClaimsPrincipal principal, GatewayAccess access)
    {
        if (!access.IsAdministrator || principal.HasClaim(RouteGatewayDefaults.Claims.Administrator, "true"))
        {
            return principal;
        }

        return new ClaimsPrincipal([.. principal.Identities, new ClaimsIdentity(
            [new Claim(RouteGatewayDefaults.Claims.Administrator, "true")], RouteGatewayDefaults.AuthenticationScheme)]);
    }
}
