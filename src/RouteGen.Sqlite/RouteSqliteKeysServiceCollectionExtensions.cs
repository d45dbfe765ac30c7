using Microsoft.Extensions.DependencyInjection.Extensions;
using RouteGen.Keys;
using RouteGen.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the store of keys in a SQLite file.</summary>
public static class RouteSqliteKeysServiceCollectionExtensions
{
    /// <summary>
    /// Keeps the keys of the endpoint in a SQLite file, beside those in configuration. A file that cannot be used stops the start of the
    /// host.
    /// </summary>
    /// <param name="services">The services; the order of registrations does not matter.</param>
    /// <param name="path">The file, which may be that of budgets and spend; its folder has to exist.</param>
    /// <param name="configure">Adjusts how the file is kept.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    public static IServiceCollection AddRouteSqliteKeys(
        this IServiceCollection services, string path, Action<SqliteKeyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var options = SqliteFileOptions.Create(configure);

        // The file is opened when the host starts, not with the first request.
        services.AddOptions<StartCheck>()
            .Validate<IServiceProvider>(static (_, s) => s.GetRequiredService<IGatewayKeyStore>() is not null).ValidateOnStart();
        return services.Replace(ServiceDescriptor.Singleton<IGatewayKeyStore>(_ => new SqliteGatewayKeyStore(path, options)));
    }

    /// <summary>Nothing but a place for the check at the start.</summary>
    private sealed class StartCheck;
}
