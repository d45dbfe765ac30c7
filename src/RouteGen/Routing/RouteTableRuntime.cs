using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using RouteGen.Definitions;
using RouteGen.Health;
using RouteGen.Hosting;
using RouteGen.Records;

namespace RouteGen.Routing;

/// <summary>The state of one table in one container: clients, breakers and cooldowns of its targets, and where its records go.</summary>
public sealed class RouteTableRuntime : IDisposable
{
    private readonly IServiceProvider _services;
    private readonly CustomClients _customClients;
    private readonly IOptionsFactory<RouteTableSettings> _settings;
    private readonly IDisposable? _reload;
    private readonly Lock _gate = new();
    private volatile TargetSlot[]? _slots;

    internal RouteTableRuntime(RouteTableDefinition definition, IServiceProvider services, CustomClients customClients)
    {
        Definition = definition;
        _services = services;
        _customClients = customClients;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Log = services.GetService<ILoggerFactory>()?.CreateLogger($"RouteGen.{definition.Name}") ?? NullLogger.Instance;
        Observers = services.GetRequiredService<RecordDispatcher>();
        Pacing = services.GetService<RetryPacing>();
        Registry = services.GetRequiredService<TargetHealthRegistry>();
        _settings = services.GetRequiredService<IOptionsFactory<RouteTableSettings>>();
        _reload = services.GetService<IConfiguration>() is { } configuration ? ChangeToken.OnChange(configuration.GetReloadToken, Reload) : null;
    }

    internal RouteTableDefinition Definition { get; }

    internal TimeProvider Time { get; }

    internal ILogger Log { get; }

    internal RecordDispatcher Observers { get; }

    internal TargetHealthRegistry Registry { get; }

    internal RetryPacing? Pacing { get; }

    /// <summary>By how much a stated cost may differ from the table's price without a word.</summary>
    internal decimal CostTolerance { get; private set; } = 0.01m;

    /// <summary>The table's targets under the settings in force, in the definition's order.</summary>
    /// <exception cref="OptionsValidationException">On first use: the settings do not fit the table.</exception>
    internal TargetSlot[] Slots => _slots ?? FirstSlots();

    /// <summary>Disposes of the clients that the table made. The application's own are its own.</summary>
    public void Dispose()
    {
        _reload?.Dispose();
        foreach (TargetSlot slot in _slots ?? [])
        {
            slot.Dispose();
        }
    }

    private TargetSlot[] FirstSlots()
    {
        lock (_gate)
        {
            if (_slots is null)
            {
                RouteTableSettings settings = _settings.Create(Definition.Name);
                _slots = Build(settings, previous: []);
                foreach (TargetSlot slot in _slots.Where(s => !s.IsConfigured))
                {
                    Log.TargetNotConfigured(slot.Target.Name, slot.Access.Problem ?? "no chat client is registered");
                }
            }

            return _slots;
        }
    }

    private void Reload()
    {
        lock (_gate)
        {
            // Before the first use there is nothing to replace. Calls under way keep the slots that they began with, so a replaced client is not disposed here.
            if (_slots is not { } previous)
            {
                return;
            }

            try
            {
                TargetSlot[] slots = Build(_settings.Create(Definition.Name), previous);
                if (!slots.SequenceEqual(previous))
                {
                    _slots = slots;
                    Log.SettingsReloaded();
                }
            }
            catch (OptionsValidationException e)
            {
                // An exception here would surface in whatever thread reloaded the configuration. The last good state serves on.
                Log.SettingsRefused(e.Message);
            }
        }
    }

    private TargetSlot[] Build(RouteTableSettings settings, TargetSlot[] previous)
    {
        CostTolerance = settings.CostTolerance;
        var access = Definition.Providers.ToDictionary(p => p, p => ProviderAccess.Resolve(p, Definition.Name, settings, _services));
        return Definition.Targets.Select((target, i) => Slot(target, access[target.Provider], i < previous.Length ? previous[i] : null)).ToArray();
    }

    private TargetSlot Slot(TargetDefinition target, ProviderAccess access, TargetSlot? previous)
    {
        if (previous is not null && previous.IsSameAs(access))
        {
            return previous;
        }

        return target.Provider.Adapter is null
            ? TargetSlot.ForCustom(target, access, Registry, Definition.Name, _customClients, _services)
            : TargetSlot.ForAdapter(target, access, Registry, () => _services.GetRequiredService<IHttpClientFactory>().CreateClient(RouteHttpClients.Name(Definition.Name, target.Provider.Name)));
    }
}
