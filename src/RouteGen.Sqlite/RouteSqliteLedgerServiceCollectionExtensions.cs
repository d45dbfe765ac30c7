using Microsoft.Extensions.DependencyInjection.Extensions;
using RouteGen.Budgets;
using RouteGen.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the ledger in a SQLite file.</summary>
public static class RouteSqliteLedgerServiceCollectionExtensions
{
    /// <summary>
    /// Keeps the budgets of all tables in a SQLite file. A file that cannot be used stops the start of the host, before any call.
    /// </summary>
    /// <param name="services">The services; the order of registrations does not matter.</param>
    /// <param name="path">The file; its folder has to exist.</param>
    /// <param name="configure">Adjusts how the file is kept.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    public static IServiceCollection AddRouteSqliteLedger(
        this IServiceCollection services, string path, Action<SqliteLedgerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var options = SqliteFileOptions.Create(configure);

        // The file is opened when the host starts, not with the first call.
        services.AddOptions<StartCheck>()
            .Validate<IServiceProvider>(static (_, s) => s.GetRequiredService<IBudgetLedger>() is not null).ValidateOnStart();
        return services.Replace(
            ServiceDescriptor.Singleton<IBudgetLedger>(s => new SqliteBudgetLedger(path, options, s.GetService<TimeProvider>())));
    }

    /// <summary>Nothing but a place for the check at the start.</summary>
    private sealed class StartCheck;
}
