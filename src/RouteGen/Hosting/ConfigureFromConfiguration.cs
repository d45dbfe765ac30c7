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
        options.AllowMissing |= IsTrue(section["AllowMissing"]);
        foreach (IConfigurationSection child in section.GetSection("Providers").GetChildren())
        {
            ProviderSettings provider = options.Provider(child.Key);
            provider.ApiKey = child["ApiKey"] ?? provider.ApiKey;
            provider.Endpoint = child["Endpoint"] ?? provider.Endpoint;
            provider.AllowMissing |= IsTrue(child["AllowMissing"]);
        }
    }

    public void Configure(RouteTableSettings options) => Configure(Options.DefaultName, options);

    private static bool IsTrue(string? text) => bool.TryParse(text, out var value) && value;
}
