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
    private static readonly string[] Prefixes = ["RouteGen__", "ConnectionStrings__"];

    public static IConfiguration Find(IServiceProvider services) =>
        services.GetService<IConfiguration>() ?? Read(Environment.GetEnvironmentVariables());

    // As AddEnvironmentVariables reads them: two underscores for a colon, whatever their case.
    private static IConfiguration Read(IDictionary variables)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in variables)
        {
            if (variable.Key is string name && Prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
            {
                settings[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = variable.Value as string;
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
