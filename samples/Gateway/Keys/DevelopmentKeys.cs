using RouteGen.Keys;

namespace GatewaySample.Keys;

/// <summary>Keys to try an endpoint out with: each has an id that stays, and a secret that is new at each start.</summary>
/// <param name="Key">The one to begin with: every route, for the platform team.</param>
/// <param name="Other">Of another tenant.</param>
/// <param name="Scoped">May use the route <c>desk</c> and no other.</param>
/// <param name="Disabled">Is refused with 403.</param>
/// <param name="Rate">Two requests a minute.</param>
/// <param name="Broke">Of a team whose budget is spent.</param>
/// <param name="Admin">Manages keys, and calls no route.</param>
internal sealed record DevelopmentKeys(
    string Key, string Other, string Scoped, string Disabled, string Rate, string Broke, string Admin)
{
    /// <summary>The tenant of <see cref="Broke"/>.</summary>
    public const string SpentTeam = "spent";

    /// <summary>Whether there are others than the first.</summary>
    public bool HasOthers => Admin.Length > 0;

    /// <summary>Issues the one that the command line states, where there are no others to be.</summary>
    public static async Task<DevelopmentKeys> IssueOwnAsync(IGatewayKeyStore store, string own)
    {
        await store.AddAsync(
            new()
            {
                Id = "platform",
                Hash = GatewayKeyHash.Compute(own),
                Groups = [GatewayKey.EveryGroup],
                Tenant = "platform",
                MayNameUsers = UserNaming.Any,
            },
            default).ConfigureAwait(false);
        return new(own, "", "", "", "", "", "");
    }

    /// <summary>Issues them into a store.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="own">What the first one is to be; null for a fresh secret.</param>
    public static async Task<DevelopmentKeys> IssueAsync(IGatewayKeyStore store, string? own)
    {
        return new(
            await AddAsync("platform", static k => k with { Tenant = "platform", MayNameUsers = UserNaming.Any }, own)
                .ConfigureAwait(false),
            await AddAsync("research", static k => k with { Tenant = "research", MayNameUsers = UserNaming.Any }).ConfigureAwait(false),
            await AddAsync("desk-only", static k => k with { Tenant = "support", Groups = ["desk"] }).ConfigureAwait(false),
            await AddAsync("disabled", static k => k with { Tenant = "platform", State = GatewayKeyState.Disabled }).ConfigureAwait(false),
            await AddAsync("two-a-minute", static k => k with { Tenant = "platform", RequestsPerMinute = 2 }).ConfigureAwait(false),
            await AddAsync("spent", static k => k with { Tenant = SpentTeam }).ConfigureAwait(false),
            await AddAsync("administrator", static k => k with { IsAdministrator = true, Groups = [] }).ConfigureAwait(false));

        async ValueTask<string> AddAsync(string id, Func<GatewayKey, GatewayKey> describe, string? token = null)
        {
            token ??= GatewayKeyText.CreateToken(id);
            var key = new GatewayKey { Id = id, Hash = GatewayKeyHash.Compute(token), Groups = [GatewayKey.EveryGroup] };
            await store.AddAsync(describe(key), default).ConfigureAwait(false);
            return token;
        }
    }
}
