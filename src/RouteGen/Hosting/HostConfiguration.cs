using System.Collections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Hosting;

/// <summary>
/// The configuration that the application registered, else the environment's: a console program without a host has the variables that its
/// error messages name.
/// </summary>
internal static class HostConfiguration
{
    private const string CustomConnection = "CUSTOMCONNSTR_";
    private static readonly string[] Prefixes = ["RouteGen:", "ConnectionStrings:"];

    public static IConfiguration Find(IServiceProvider services) =>
        services.GetService<IConfiguration>() ?? Read(Environment.GetEnvironmentVariables());

    // As AddEnvironmentVariables reads them: two underscores for a colon, or a colon, whatever their case; and what Azure's App Service
    // makes of a connection string.
    private static IConfiguration Read(IDictionary variables)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in variables)
        {
            var name = ((string)variable.Key).Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
            if (name.StartsWith(CustomConnection, StringComparison.OrdinalIgnoreCase))
            {
                name = Prefixes[1] + name[CustomConnection.Length..];
            }

            if (Prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
            {
                settings[name] = variable.Value as string;
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
