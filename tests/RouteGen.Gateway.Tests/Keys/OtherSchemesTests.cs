using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Keys;

namespace RouteGen.Gateway.Tests.Keys;

/// <summary>Identities of other schemes beside keys, and claims that policies see.</summary>
public sealed class OtherSchemesTests
{
    private static readonly Dictionary<string, string?> OneKey = new()
    {
        ["RouteGen:Gateway:Keys:desk:Hash"] = GatewayKeyHash.Compute("good").ToConfigurationValue(),
        ["RouteGen:Gateway:Keys:desk:Tenant"] = "acme",
        ["RouteGen:Gateway:Keys:desk:Groups:0"] = "desk",
        ["RouteGen:Gateway:Keys:desk:Tags:team"] = "red",
    };

    [Fact]
    public async Task An_identity_of_another_scheme_is_mapped_by_its_claims()
    {
        await using var server = await KeyServer.StartAsync(new(OneKey) { ["RouteGen:Gateway:Access:Schemes"] = "Test" }, Add);
        Assert.Equal(
            "key=claim:ada;tenant=acme;user=ada;groups=desk,night;names=None;admin=False",
            (await server.AskWithAsync("eyJ.sub:ada,tenant:acme,routegen_groups:desk night.x")).Body);
        Assert.StartsWith("key=claim:bob;tenant=;user=bob;groups=;", (await server.AskWithAsync("test sub:bob")).Body,
            StringComparison.Ordinal);

        // Keys go on beside it, and what neither knows is refused in the endpoint's own words, once.
        Assert.StartsWith("key=desk;", (await server.AskWithAsync("good")).Body, StringComparison.Ordinal);
        var (status, body, _) = await server.AskWithAsync("eyJ.broken.x");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("invalid_api_key", KeySchemeTests.Error(body).GetProperty("code").GetString());

        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync("eyJ.sub:root,routegen_admin:true.x", "/admin")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.AskWithAsync("eyJ.sub:ada.x", "/admin")).Status);
    }

    [Fact]
    public async Task A_scheme_that_is_not_listed_lets_nobody_in()
    {
        await using var server = await KeyServer.StartAsync(OneKey, Add);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync("eyJ.sub:ada.x")).Status);
    }

    [Fact]
    public async Task An_application_can_say_itself_what_an_identity_means()
    {
        await using var server = await KeyServer.StartAsync(OneKey, services =>
        {
            Add(services);
            services.Configure<RouteGatewayAccessOptions>(static o =>
            {
                o.Schemes.Add("Test");
                o.Access = static (_, user) => user.FindFirst("sub")!.Value == "eve"
                    ? null
                    : new GatewayAccess { KeyId = "mine", Groups = null, MayNameUsers = UserNaming.Any };
            });
        });
        Assert.StartsWith("key=mine;tenant=;user=;groups=*;names=Any", (await server.AskWithAsync("eyJ.sub:ada.x")).Body,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.AskWithAsync("eyJ.sub:eve.x")).Status);
    }

    [Fact]
    public async Task Policies_see_the_claims_of_a_key_and_a_transformation_cannot_change_them_for_others()
    {
        await using var server = await KeyServer.StartAsync(
            OneKey,
            services =>
            {
                services.AddTransient<IClaimsTransformation, Adding>();
                services.AddAuthorizationBuilder().AddPolicy("red", static p => p
                    .AddAuthenticationSchemes(RouteGatewayDefaults.AuthenticationScheme)
                    .RequireClaim(RouteGatewayDefaults.Claims.Key, "desk")
                    .RequireClaim(RouteGatewayDefaults.Claims.Tenant, "acme")
                    .RequireClaim(RouteGatewayDefaults.Claims.Group, "desk")
                    .RequireClaim(RouteGatewayDefaults.Claims.Tag, "team=red"));
            },
            map: static app => app.MapGet("/red", static (ClaimsPrincipal user) => $"{user.Identity!.Name} {user.FindAll("added").Count()}")
                .RequireAuthorization("red"));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("desk 1", (await server.AskWithAsync("good", "/red")).Body);
        }
    }

    private static void Add(IServiceCollection services) =>
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TestHandler>("Test", null);

    private sealed class Adding : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim("added", "x"));
            return Task.FromResult(principal);
        }
    }

    /// <summary>Believes what it is told, and writes a challenge of its own that nobody must see.</summary>
    private sealed class TestHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var text = Request.Headers.Authorization.ToString();
            var facts = text.Split('.') is [_, var middle, _] ? middle : text.Split(' ').Last();
            if (!facts.Contains("sub:", StringComparison.Ordinal))
            {
                return Task.FromResult(AuthenticateResult.Fail("no"));
            }

            var claims = facts.Split(',').Select(static f => f.Split(':')).Select(static f => new Claim(f[0], f[1]));
            return Task.FromResult(AuthenticateResult.Success(
                new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, "Test")), "Test")));
        }

        protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
            throw new InvalidOperationException("The endpoint challenges.");
    }
}
