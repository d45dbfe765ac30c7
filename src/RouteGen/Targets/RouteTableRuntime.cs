using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.Wire;

namespace RouteGen.Targets;

/// <summary>The state of one table in one container: clients, breakers and cooldowns of its targets, and where its records go.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteTableRuntime : IWatchedTable, IDisposable
{
    private readonly IServiceProvider _services;
    private readonly CustomClients _customClients;
    private readonly IOptionsFactory<RouteTableSettings> _settings;
    private readonly IDisposable? _reload;
    private readonly Lock _gate = new();
    private volatile TableState? _state;
    private BudgetKeeping? _budgets;

    internal RouteTableRuntime(RouteTableDefinition definition, IServiceProvider services, CustomClients customClients)
    {
        Definition = definition;
        _services = services;
        _customClients = customClients;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Log = services.GetService<ILoggerFactory>()?.CreateLogger($"RouteGen.{definition.Name}") ?? NullLogger.Instance;
        Unpriced = new UnpricedKinds(Log);
        Observers = services.GetRequiredService<RecordDispatcher>();
        Pacing = services.GetService<RetryPacing>();
        TokenEstimator = services.GetService<ITokenEstimator>();
        Registry = services.GetRequiredService<TargetHealthRegistry>();
        _settings = services.GetRequiredService<IOptionsFactory<RouteTableSettings>>();
        RouteMetrics.Watch(this);
        CallerAccessor = services.GetService<IRouteCallerAccessor>();
        if (definition.Routes.Any(static r => r.Budgets.Count > 0) && Budgets.Ledger is InMemoryBudgetLedger ledger && ledger.TryNote())
        {
            Log.BudgetsInMemory();
        }

        _reload = services.GetService<IConfiguration>() is { } configuration
            ? ChangeToken.OnChange(configuration.GetReloadToken, Reload)
            : null;
    }

    internal RouteTableDefinition Definition { get; }

    internal TimeProvider Time { get; }

    internal ILogger Log { get; }

    /// <summary>Tells of rates that the table lacks.</summary>
    internal UnpricedKinds Unpriced { get; }

    internal RecordDispatcher Observers { get; }

    internal TargetHealthRegistry Registry { get; }

    internal RetryPacing? Pacing { get; }

    /// <summary>What the targets answered when they were probed last.</summary>
    internal RouteTableProbe? LastProbe { get; set; }

    /// <summary>The application's own counter of tokens; null for the built-in estimate.</summary>
    internal ITokenEstimator? TokenEstimator { get; }

    /// <summary>By how much a stated cost may differ from the table's price without a word.</summary>
    internal decimal CostTolerance { get; private set; } = 0.01m;

    /// <summary>Whether a call that did not serve hands on what its client threw.</summary>
    internal bool IncludeExceptions { get; private set; }

    /// <summary>The longest Retry-After that is followed.</summary>
    internal TimeSpan MaxRetryAfter { get; private set; } = TimeSpan.FromMinutes(5);

    /// <summary>Says who causes calls that do not say it themselves; null where the application has none.</summary>
    internal IRouteCallerAccessor? CallerAccessor { get; }

    /// <summary>What keeps the budgets; made only where a route has some.</summary>
    internal BudgetKeeping Budgets => _budgets ??= new BudgetKeeping(_services);

    /// <summary>The table under the settings in force.</summary>
    /// <exception cref="OptionsValidationException">On first use: the settings do not fit the table.</exception>
    internal TableState State => _state ?? FirstState();

    /// <summary>Disposes of the clients that the table made. The application's own are its own.</summary>
    public void Dispose()
    {
        _reload?.Dispose();
        RouteMetrics.Unwatch(this);
        foreach (var slot in _state?.Slots ?? [])
        {
            slot.Dispose();
        }
    }

    string IWatchedTable.Name => Definition.Name;

    IEnumerable<WatchedTarget> IWatchedTable.Targets => (_state?.Slots ?? []).Select(slot =>
    {
        var status = SlotStatus.Create(slot, this);
        var state = slot.Refusal is not null ? 2 : status.IsAvailable && status.LastProbe is null or { IsHealthy: true } ? 0 : 1;
        return new WatchedTarget(status.Target, status.Provider, state);
    });

    private TableState FirstState()
    {
        lock (_gate)
        {
            if (_state is null)
            {
                _state = Build(_settings.Create(Definition.Name), previous: []);
                foreach (var slot in _state.Slots.Where(s => s.Refusal == SkipReason.NotConfigured))
                {
                    Log.TargetNotConfigured(slot.Target.Name, slot.Access.Problem ?? "no chat client is registered");
                }

                LogDisabled(_state.Slots);
                LogMissingKeys(_state.Slots);
            }

            return _state;
        }
    }

    private void Reload()
    {
        lock (_gate)
        {
            // Before the first use there is nothing to replace. Calls under way keep the state that they began with,
            // so a replaced client is not disposed here.
            if (_state is not { } previous)
            {
                return;
            }

            try
            {
                var state = Build(_settings.Create(Definition.Name), previous.Slots);
                if (!state.IsSameAs(previous))
                {
                    _state = state;
                    Log.SettingsReloaded();
                    LogDisabled(state.Slots.Except(previous.Slots));
                    LogMissingKeys(state.Slots.Except(previous.Slots));
                }
            }
            catch (OptionsValidationException e)
            {
                // An exception here would surface in whatever thread reloaded the configuration. The last good state serves on.
                Log.SettingsRefused(e.Message);
            }
        }
    }

    private void LogDisabled(IEnumerable<TargetSlot> slots)
    {
        foreach (var slot in slots.Where(s => s.IsDisabled))
        {
            Log.TargetDisabled(slot.Target.Name);
        }
    }

    private void LogMissingKeys(IEnumerable<TargetSlot> slots)
    {
        foreach (var access in slots.Where(s => s.IsConfigured).Select(s => s.Access)
            .Where(a => a.Keys.Missing is not null)
            .DistinctBy(a => a.Provider))
        {
            Log.KeysMissing(access.Provider.Name, access.Keys.Missing!);
        }
    }

    private TableState Build(RouteTableSettings settings, TargetSlot[] previous)
    {
        CostTolerance = settings.CostTolerance;
        IncludeExceptions = settings.IncludeExceptions;
        MaxRetryAfter = settings.MaxRetryAfter;
        Registry.Sweep();
        var access = Definition.Providers.ToDictionary(p => p, p => ProviderAccess.Resolve(p, Definition.Name, settings, _services));
        var slots = Definition.Targets
            .Select((target, i) => TargetSlot.Create(
                target, access[target.Provider], settings, i < previous.Length ? previous[i] : null, this, _customClients, _services))
            .ToArray();
        return new TableState(slots, settings);
    }
}
