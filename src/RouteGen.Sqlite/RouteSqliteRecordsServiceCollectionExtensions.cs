using Microsoft.Extensions.DependencyInjection.Extensions;
using RouteGen.Records;
using RouteGen.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the record store in a SQLite file.</summary>
public static class RouteSqliteRecordsServiceCollectionExtensions
{
    /// <summary>
    /// Writes the record of every call of all tables to a SQLite file. A file that cannot be used fails the first use of a table.
    /// </summary>
    /// <param name="services">The services; the order of registrations does not matter.</param>
    /// <param name="path">The file, which may be that of the budgets or of spend; its folder has to exist.</param>
    /// <param name="configure">Adjusts how the file is kept, and for how long.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    public static IServiceCollection AddRouteSqliteRecords(
        this IServiceCollection services, string path, Action<SqliteRecordOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var options = SqliteFileOptions.Create(configure);
        return services.Replace(
            ServiceDescriptor.Singleton<IRecordStore>(s => new SqliteRecordStore(path, options, s.GetService<TimeProvider>())));
    }
}
