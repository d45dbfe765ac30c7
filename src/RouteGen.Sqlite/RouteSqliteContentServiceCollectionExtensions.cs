using Microsoft.Extensions.DependencyInjection.Extensions;
using RouteGen.Content;
using RouteGen.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the store of captured prompts and replies in a SQLite file.</summary>
public static class RouteSqliteContentServiceCollectionExtensions
{
    /// <summary>
    /// Captures prompts and replies of the routes that say <c>"capture"</c>, and keeps them in a SQLite file. What is captured is
    /// configured by <c>AddRouteContent</c>. A file that cannot be used fails the first use of a table.
    /// </summary>
    /// <param name="services">The services; the order of registrations does not matter.</param>
    /// <param name="path">The file, best one of its own that few can read; its folder has to exist.</param>
    /// <param name="configure">Adjusts how the file is kept, and for how long.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    public static IServiceCollection AddRouteSqliteContent(
        this IServiceCollection services, string path, Action<SqliteContentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var options = SqliteFileOptions.Create(configure);
        return services.AddRouteContent().Replace(
            ServiceDescriptor.Singleton<IContentStore>(s => new SqliteContentStore(path, options, s.GetService<TimeProvider>())));
    }
}
