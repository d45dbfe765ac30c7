using Microsoft.Extensions.DependencyInjection.Extensions;
using RouteGen.Budgets;
using RouteGen.Redis;
using StackExchange.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the ledger in Redis.</summary>
public static class RouteRedisLedgerServiceCollectionExtensions
{
    /// <summary>
    /// Keeps the budgets of all tables in Redis, over a connection of the ledger's own. It is opened with the
    /// first call, and opened again when it is lost.
    /// </summary>
    /// <param name="services">The services; the order of registrations does not matter.</param>
    /// <param name="connectionString">As StackExchange.Redis reads it, such as <c>localhost:6379,password=…</c>.</param>
    /// <param name="configure">Adjusts how the budgets are kept.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    public static IServiceCollection AddRouteRedisLedger(
        this IServiceCollection services, string connectionString, Action<RedisLedgerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = Options(configure);
        return services.Replace(ServiceDescriptor.Singleton<IBudgetLedger>(_ => new RedisBudgetLedger(connectionString, options)));
    }

    /// <summary>Keeps the budgets of all tables in Redis, over a connection of the application's.</summary>
    /// <param name="services">The services; the order of registrations does not matter.</param>
    /// <param name="connection">Finds the connection, such as <c>s => s.GetRequiredService&lt;IConnectionMultiplexer>()</c>.</param>
    /// <param name="configure">Adjusts how the budgets are kept.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    public static IServiceCollection AddRouteRedisLedger(
        this IServiceCollection services,
        Func<IServiceProvider, IConnectionMultiplexer> connection,
        Action<RedisLedgerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(connection);
        var options = Options(configure);
        return services.Replace(ServiceDescriptor.Singleton<IBudgetLedger>(s => new RedisBudgetLedger(connection(s), options)));
    }

    private static RedisLedgerOptions Options(Action<RedisLedgerOptions>? configure)
    {
        var options = new RedisLedgerOptions();
        configure?.Invoke(options);
        return options.Validated();
    }
}
