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
        services.GetService<IConfiguration>()
            ?? Read(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(
                static v => KeyValuePair.Create((string)v.Key, v.Value as string)));

    /// <summary>The settings among environment variables.</summary>
    public static IConfiguration Read(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (variable, value) in variables)
        {
            if (PathOf(variable) is { } path)
            {
                settings[path] = value;
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    /// <summary>
    /// The place in the configuration that a variable fills, as AddEnvironmentVariables reads it: two underscores for a colon, or a colon,
    /// whatever their case; and what Azure's App Service makes of a connection string. Null for one that is not a setting of a table.
    /// </summary>
    public static string? PathOf(string variable)
    {
        var path = variable.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
        if (path.StartsWith(CustomConnection, StringComparison.OrdinalIgnoreCase))
        {
            path = Prefixes[1] + path[CustomConnection.Length..];
        }

        return Prefixes.Any(p => path.StartsWith(p, StringComparison.OrdinalIgnoreCase)) ? path : null;
    }
}
