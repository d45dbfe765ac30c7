using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;
using RouteGen.Targets;

namespace RouteGen.Hosting;

/// <summary>
/// Reads <c>RouteGen:{Table}</c>. By hand, since binding by reflection is not for trimmed applications. A name of the table may stand there
/// as the name of a variable has it, with underscores.
/// </summary>
internal sealed class ConfigureFromConfiguration(RouteTableDefinition table, IConfiguration configuration)
    : IConfigureNamedOptions<RouteTableSettings>
{
    public void Configure(string? name, RouteTableSettings options)
    {
        if (name != table.Name)
        {
            return;
        }

        options.FindConnectionString = name => configuration.GetConnectionString(name) is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : configuration.GetConnectionString(VariableNames.For(name));
        var section = new SettingsSection(configuration.GetSection(RouteTableSettings.SectionOf(table.Name)), options.Problems);
        section.Allow("AllowMissing", "CostTolerance", "IncludeExceptions", "Instances", "MaxRetryAfter", "Providers", "Targets", "Routes");
        options.AllowMissing |= section.Flag("AllowMissing") ?? false;
        options.CostTolerance = section.Number("CostTolerance", "a part such as 0.01, at least 0") ?? options.CostTolerance;
        options.IncludeExceptions = section.Flag("IncludeExceptions") ?? options.IncludeExceptions;
        options.MaxRetryAfter = section.Duration("MaxRetryAfter") ?? options.MaxRetryAfter;
        options.Instances = section.Count("Instances", least: 1) ?? options.Instances;
        foreach (var (provider, settings) in section.Entries("Providers"))
        {
            Read(settings, options.GetOrAddProvider(VariableNames.Meant(provider, table.Providers.Select(static p => p.Name))));
        }

        foreach (var (target, settings) in section.Entries("Targets"))
        {
            settings.Allow("Enabled", "Deployment");
            var own = options.GetOrAddTarget(TargetOf(target));
            own.Enabled = settings.Flag("Enabled") ?? own.Enabled;
            own.Deployment = settings.Text("Deployment") ?? own.Deployment;
        }

        foreach (var (route, settings) in section.Entries("Routes"))
        {
            Read(settings, options.GetOrAddRoute(VariableNames.Meant(route, table.Routes.Select(static r => r.Name))));
        }
    }

    public void Configure(RouteTableSettings options) => Configure(Options.DefaultName, options);

    private static void Read(SettingsSection settings, ProviderSettings provider)
    {
        settings.Allow("Enabled", "ApiKey", "ApiKeys", "Endpoint", "Auth", "AllowMissing");
        provider.Enabled = settings.Flag("Enabled") ?? provider.Enabled;
        provider.ApiKey = settings.Text("ApiKey") ?? provider.ApiKey;
        var keys = settings.Names("ApiKeys").ToArray();
        if (keys.Length > 0)
        {
            provider.ApiKeys.Clear();
            keys.ToList().ForEach(provider.ApiKeys.Add);
        }

        provider.Endpoint = settings.Text("Endpoint") ?? provider.Endpoint;
        provider.Auth = settings.Auth("Auth") ?? provider.Auth;
        provider.AllowMissing |= settings.Flag("AllowMissing") ?? false;
    }

    private string TargetOf(string name) => VariableNames.Meant(name, table.Targets.Select(static t => t.Name));

    private void Read(SettingsSection settings, RouteSettings route)
    {
        settings.Allow("Timeouts", "Weights", "Order", "Stay");
        route.Stay = settings.Flag("Stay") ?? route.Stay;
        var timeouts = settings.Part("Timeouts");
        timeouts.Allow("Total", "Attempt", "FirstToken", "Idle", "StreamTotal");
        route.Timeouts.Total = timeouts.Duration("Total") ?? route.Timeouts.Total;
        route.Timeouts.Attempt = timeouts.Duration("Attempt") ?? route.Timeouts.Attempt;
        route.Timeouts.FirstToken = timeouts.Duration("FirstToken") ?? route.Timeouts.FirstToken;
        route.Timeouts.Idle = timeouts.Duration("Idle") ?? route.Timeouts.Idle;
        route.Timeouts.StreamTotal = timeouts.Duration("StreamTotal") ?? route.Timeouts.StreamTotal;
        foreach ((var target, _) in settings.Entries("Weights"))
        {
            route.Weights[TargetOf(target)] = settings.Part("Weights").Count(target, least: 0) ?? 0;
        }

        var order = settings.Names("Order").ToArray();
        if (order.Length > 0)
        {
            route.Order.Clear();
            order.ToList().ForEach(route.Order.Add);
        }
    }
}
