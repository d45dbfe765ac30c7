using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RouteGen.Hosting;

/// <summary>Reads <c>RouteGen:{Table}</c>. By hand, since binding by reflection is not for trimmed applications.</summary>
internal sealed class ConfigureFromConfiguration(string table, IConfiguration? configuration) : IConfigureNamedOptions<RouteTableSettings>
{
    public static string SectionOf(string table) => $"RouteGen:{table}";

    public void Configure(string? name, RouteTableSettings options)
    {
        if (name != table || configuration is null)
        {
            return;
        }

        IConfigurationSection section = configuration.GetSection(SectionOf(table));
        options.AllowMissing |= Flag(section, "AllowMissing", options);
        options.CostTolerance = Tolerance(section, options) ?? options.CostTolerance;
        foreach (IConfigurationSection child in section.GetSection("Providers").GetChildren())
        {
            ProviderSettings provider = options.Provider(child.Key);
            provider.ApiKey = child["ApiKey"] ?? provider.ApiKey;
            provider.Endpoint = child["Endpoint"] ?? provider.Endpoint;
            provider.Auth = Auth(child, options) ?? provider.Auth;
            provider.AllowMissing |= Flag(child, "AllowMissing", options);
        }
    }

    public void Configure(RouteTableSettings options) => Configure(Options.DefaultName, options);

    private static bool Flag(IConfigurationSection section, string key, RouteTableSettings options)
    {
        if (string.IsNullOrWhiteSpace(section[key]))
        {
            return false;
        }

        if (!bool.TryParse(section[key], out var value))
        {
            options.Problems.Add($"{section.Path}:{key} must be true or false");
        }

        return value;
    }

    private static decimal? Tolerance(IConfigurationSection section, RouteTableSettings options)
    {
        if (string.IsNullOrWhiteSpace(section["CostTolerance"]))
        {
            return null;
        }

        if (decimal.TryParse(section["CostTolerance"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var tolerance))
        {
            return tolerance;
        }

        options.Problems.Add($"{section.Path}:CostTolerance must be a part such as 0.01, at least 0");
        return null;
    }

    private static ProviderAuth? Auth(IConfigurationSection section, RouteTableSettings options)
    {
        switch (section["Auth"]?.Trim().ToLowerInvariant())
        {
            case null or "":
                return null;
            case "apikey":
                return ProviderAuth.ApiKey;
            case "token":
                return ProviderAuth.Token;
            case "none":
                return ProviderAuth.None;
            default:
                options.Problems.Add($"{section.Path}:Auth must be apiKey, token or none");
                return null;
        }
    }
}
