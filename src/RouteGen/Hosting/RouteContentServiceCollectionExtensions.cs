using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RouteGen.Content;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what captures prompts and replies.</summary>
public static class RouteContentServiceCollectionExtensions
{
    /// <summary>
    /// Captures prompts and replies of the routes that say <c>"capture"</c>, and keeps them in the memory of this process. A store that is
    /// registered already stays, and one that is registered later, such as that of <c>AddRouteSqliteContent</c>, takes its place.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Adjusts what is captured, and how much is held.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    public static IServiceCollection AddRouteContent(this IServiceCollection services, Action<RouteContentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new RouteContentOptions();
        configure?.Invoke(options);
        options.Validate();
        if (configure is not null)
        {
            services.Replace(ServiceDescriptor.Singleton(options));
        }
        else
        {
            services.TryAddSingleton(options);
        }

        services.TryAddSingleton<IContentStore>(
            static s => new InMemoryContentStore(s.GetRequiredService<RouteContentOptions>(), s.GetService<TimeProvider>()));
        services.TryAddSingleton(static s => new ContentKeeper(
            s.GetRequiredService<IContentStore>(),
            s.GetRequiredService<RouteContentOptions>(),
            s.GetRequiredService<RouteContentOptions>().Redactor
                ?? s.GetKeyedService<Redactor>(RouteContentOptions.RedactorKey) ?? PromptRedactor.Instance,
            s.GetService<ILoggerFactory>()?.CreateLogger("RouteGen") ?? NullLogger.Instance,
            s.GetService<TimeProvider>() ?? TimeProvider.System));
        return services;
    }
}
