using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RouteGen.Hosting;

namespace RouteGen.Gateway.Keys;

/// <summary>Reads <c>RouteGen:Gateway:Access</c>, by hand: binding by reflection is not for trimmed applications.</summary>
internal sealed class ConfigureAccess(IConfiguration? configuration)
    : IConfigureOptions<RouteGatewayAccessOptions>, IValidateOptions<RouteGatewayAccessOptions>
{
    public const string Section = "RouteGen:Gateway:Access";

    public void Configure(RouteGatewayAccessOptions options)
    {
        if (configuration is null)
        {
            return;
        }

        var section = new SettingsSection(configuration.GetSection(Section), options.Problems);
        section.Allow(
            "AnonymousOnLoopback", "KeysFreshFor", "KnownKeysLast", "StoreTimeout", "MostKnownKeys", "RefusalsPerMinute", "Schemes",
            "UserClaim", "TenantClaim", "GroupsClaim", "AdministratorClaim", "TagClaims");
        options.AnonymousOnLoopback = section.Flag("AnonymousOnLoopback") ?? options.AnonymousOnLoopback;
        options.KeysFreshFor = section.Duration("KeysFreshFor") ?? options.KeysFreshFor;
        options.KnownKeysLast = section.Duration("KnownKeysLast") ?? options.KnownKeysLast;
        options.StoreTimeout = section.Duration("StoreTimeout") ?? options.StoreTimeout;
        options.MostKnownKeys = section.Count("MostKnownKeys", least: 1) ?? options.MostKnownKeys;
        options.RefusalsPerMinute = section.Count("RefusalsPerMinute", least: 1) ?? options.RefusalsPerMinute;
        options.UserClaim = section.Text("UserClaim") ?? options.UserClaim;
        options.TenantClaim = section.Text("TenantClaim") ?? options.TenantClaim;
        options.GroupsClaim = section.Text("GroupsClaim") ?? options.GroupsClaim;
        options.AdministratorClaim = section.Text("AdministratorClaim") ?? options.AdministratorClaim;
        Take(section.Names("Schemes"), options.Schemes);
        Take(section.Names("TagClaims"), options.TagClaims);
    }

    public ValidateOptionsResult Validate(string? name, RouteGatewayAccessOptions options)
    {
        List<string> problems = [.. options.Problems];
        Must(options.KeysFreshFor >= TimeSpan.Zero && options.KeysFreshFor <= TimeSpan.FromHours(1), "KeysFreshFor", "from 0 to an hour");
        Must(options.KnownKeysLast >= TimeSpan.Zero && options.KnownKeysLast <= TimeSpan.FromDays(1), "KnownKeysLast", "from 0 to a day");
        Must(
            options.StoreTimeout >= TimeSpan.FromMilliseconds(10) && options.StoreTimeout <= TimeSpan.FromMinutes(1),
            "StoreTimeout",
            "from 10 ms to a minute");
        Must(options.MostKnownKeys is >= 1 and <= 1_000_000, "MostKnownKeys", "from 1 to 1000000");
        Must(options.RefusalsPerMinute is >= 1 and <= 1_000_000, "RefusalsPerMinute", "from 1 to 1000000");
        Must(
            !options.Schemes.Contains(RouteGatewayDefaults.AuthenticationScheme, StringComparer.Ordinal),
            "Schemes",
            $"the names of other schemes, and has {RouteGatewayDefaults.AuthenticationScheme}, which is asked anyway");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Must(bool isSo, string member, string what)
        {
            if (!isSo)
            {
                problems.Add($"{Section}:{member} must be {what}");
            }
        }
    }

    private static void Take(IEnumerable<string> names, IList<string> list)
    {
        foreach (var name in names)
        {
            if (name.Length > 0 && !list.Contains(name))
            {
                list.Add(name);
            }
        }
    }
}
