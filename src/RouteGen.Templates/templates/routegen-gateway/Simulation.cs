using RouteGen.Definitions;
using RouteGen.Testing;

namespace Company.RouteGateway1;

/// <summary>
/// Stands in for every provider while none has a key or an address, in Development alone: a simulated answer must never pass for a
/// real one.
/// </summary>
internal static class Simulation
{
    public static async Task<SimulatedProviders?> StartIfOfflineAsync(WebApplicationBuilder builder)
    {
        var table = RouteGen1Routes.Definition;
        if (!builder.Environment.IsDevelopment() || table.Providers.Any(provider => IsSet(builder.Configuration, table, provider)))
        {
            return null;
        }

        var providers = await SimulatedProviders.StartAsync<RouteGen1Routes>();
        foreach (var target in table.Targets)
        {
            providers.On(target.Name).Always(request => PretendModel.Answer(target.Deployment, request));
        }

        builder.Services.UseSimulatedProviders<RouteGen1Routes>(providers);
        Console.WriteLine($"Simulated providers answer: none of {string.Join(", ", table.Providers.Select(Variable))} is set.");
        return providers;
    }

    private static bool IsSet(ConfigurationManager configuration, RouteTableDefinition table, ProviderDefinition provider) =>
        configuration.GetSection($"RouteGen:{table.Name}:Providers:{provider.Name}").Exists()
        || (provider.ConnectionName is { } connection && configuration.GetConnectionString(connection) is not null)
        || new[] { provider.ApiKeyVariable, provider.EndpointVariable }
            .Any(name => name is not null && !string.IsNullOrWhiteSpace(configuration[name]));

    private static string Variable(ProviderDefinition provider) => provider.ApiKeyVariable ?? provider.EndpointVariable ?? provider.Name;
}
