using Microsoft.Extensions.DependencyInjection.Extensions;
using RouteGen.Spend;
using RouteGen.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the spend store in a SQLite file.</summary>
public static class RouteSqliteSpendServiceCollectionExtensions
{
    /// <summary>
    /// Writes what every call of all tables took to a SQLite file. A file that cannot be used fails the first use of a table.
    /// </summary>
    /// <param name="services">The services; the order of registrations does not matter.</param>
    /// <param name="path">The file, which may be that of the budgets; its folder has to exist.</param>
    /// <param name="configure">Adjusts how the file is kept.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    public static IServiceCollection AddRouteSqliteSpend(
        this IServiceCollection services, string path, Action<SqliteSpendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var options = SqliteFileOptions.Create(configure);
        return services.Replace(ServiceDescriptor.Singleton<ISpendStore>(_ => new SqliteSpendStore(path, options)));
    }
}
