using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RouteGen.Budgets;
using RouteGen.Content;
using RouteGen.Listening;
using RouteGen.Records;
using RouteGen.Spend;
using RouteGen.Targets;

namespace RouteGen.Hosting;

/// <summary>
/// What the tables of a process have in common: what is known of targets, where records, spend and content go, and the budgets. Tables that
/// are replaced while the process runs have a container each, and share the host's.
/// </summary>
internal static class SharedRouteServices
{
    /// <summary>Registers what every table needs.</summary>
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(new CallerRegistration(services));
        services.TryAddSingleton(static s => new TargetHealthRegistry(s.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddSingleton(static s => new SpendRecorder(
            s.GetService<ISpendStore>(),
            s.GetService<ILoggerFactory>()?.CreateLogger("RouteGen") ?? NullLogger.Instance,
            s.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddSingleton(static s => new RecordKeeper(
            s.GetService<IRecordStore>(),
            s.GetService<ILoggerFactory>()?.CreateLogger("RouteGen") ?? NullLogger.Instance,
            s.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddSingleton(static s => new RecordDispatcher(
            s.GetServices<IRouteObserver>(),
            s.GetRequiredService<SpendRecorder>(),
            s.GetService<ILoggerFactory>()?.CreateLogger("RouteGen") ?? NullLogger.Instance,
            s.GetRequiredService<RecordKeeper>()));
    }

    /// <summary>Registers what tables with budgets need besides.</summary>
    public static void AddBudgets(IServiceCollection services)
    {
        services.TryAddSingleton<IBudgetLedger>(static s => new InMemoryBudgetLedger(s.GetService<TimeProvider>()));
        services.TryAddSingleton(static s => new LedgerAccess(s));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<BudgetOptions>, ConfigureBudgets>(
            static s => new ConfigureBudgets(HostConfiguration.Find(s))));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BudgetOptions>, BudgetOptionsValidation>());
        services.AddOptions<BudgetOptions>().ValidateOnStart();
    }

    /// <summary>
    /// Registers the very instances of a host that has both, so that a container of its own, which does not dispose of them, has the same:
    /// breakers and budgets live on when a table is replaced.
    /// </summary>
    /// <param name="services">The container of one version of a table, before the table is added.</param>
    /// <param name="host">The host's services.</param>
    public static void Share(IServiceCollection services, IServiceProvider host)
    {
        ShareOne<IConfiguration>();
        ShareOne<ILoggerFactory>();
        ShareOne<TimeProvider>();
        ShareOne<TargetHealthRegistry>();
        ShareOne<SpendRecorder>();
        ShareOne<RecordKeeper>();
        ShareOne<RecordDispatcher>();
        ShareOne<IBudgetLedger>();
        ShareOne<LedgerAccess>();
        ShareOne<IBudgetLimits>();
        ShareOne<ContentKeeper>();
        ShareOne<ITokenEstimator>();
        ShareOne<IRouteCallerAccessor>();
        ShareOne<RetryPacing>();

        void ShareOne<T>()
            where T : class
        {
            if (host.GetService<T>() is { } instance)
            {
                services.AddSingleton(instance);
            }
        }
    }
}
