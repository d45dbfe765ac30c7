using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using RouteGen.Listening;

namespace RouteGen.Targets;

/// <summary>
/// The states of a table, one after another: made of the settings at first use, and again when the configuration is reloaded.
/// </summary>
/// <remarks>
/// One thread at a time makes a state, under <see cref="_gate"/>. Readers take none: what they read is complete before it is published.
/// </remarks>
internal sealed class TableStates : IDisposable
{
    private readonly RouteTableRuntime _runtime;
    private readonly IServiceProvider _services;
    private readonly CustomClients _customClients;
    private readonly IOptionsFactory<RouteTableSettings> _settings;
    private readonly IDisposable? _reload;
    private readonly Lock _gate = new();
    private volatile TableState? _latest;
    private bool _isDisposed;

    public TableStates(RouteTableRuntime runtime, IServiceProvider services, CustomClients customClients)
    {
        _runtime = runtime;
        _services = services;
        _customClients = customClients;
        _settings = services.GetRequiredService<IOptionsFactory<RouteTableSettings>>();
        _reload = services.GetService<IConfiguration>() is { } configuration
            ? ChangeToken.OnChange(configuration.GetReloadToken, Reload)
            : null;
    }

    /// <summary>The state in force; null before the first use.</summary>
    public TableState? Latest => _latest;

    /// <summary>The state in force.</summary>
    /// <exception cref="OptionsValidationException">On first use: the settings do not fit the table.</exception>
    public TableState Current => _latest ?? First();

    /// <summary>Disposes of the clients that the table made. The application's own are its own.</summary>
    public void Dispose()
    {
        _reload?.Dispose();
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            foreach (var slot in Slots(_latest))
            {
                slot.Dispose();
            }
        }
    }

    private static IReadOnlyList<TargetSlot> Slots(TableState? state) => state?.Slots ?? (IReadOnlyList<TargetSlot>)[];

    private TableState First()
    {
        lock (_gate)
        {
            if (_latest is not { } state)
            {
                _latest = state = Build(previous: null);
                foreach (var slot in state.Slots.Where(static s => s.Refusal == SkipReason.NotConfigured))
                {
                    _runtime.Log.TargetNotConfigured(slot.Target.Name, slot.Access.Problem ?? "no chat client is registered");
                }

                LogNew(state.Slots);
            }

            return state;
        }
    }

    private void Reload()
    {
        lock (_gate)
        {
            // Before the first use there is nothing to replace. Calls under way keep the state that they began with,
            // so a replaced client is not disposed here.
            if (_latest is not { } previous || _isDisposed)
            {
                return;
            }

            try
            {
                var state = Build(previous);
                if (state != previous)
                {
                    _latest = state;
                    _runtime.Log.SettingsReloaded();
                    LogNew(state.Slots.Except(previous.Slots));
                }
            }
            catch (OptionsValidationException e)
            {
                // An exception here would surface in whatever thread reloaded the configuration. The last good state serves on.
                _runtime.Log.SettingsRefused(e.Message);
            }
        }
    }

    private TableState Build(TableState? previous)
    {
        var settings = _settings.Create(_runtime.Definition.Name);
        _runtime.Registry.Sweep();
        var access = _runtime.Definition.Providers.ToDictionary(
            p => p, p => ProviderAccess.Resolve(p, _runtime.Definition.Name, settings, _services));
        return new TableState(
            new(_runtime.Definition.Targets.Select((target, i) => TargetSlot.Create(
                target, access[target.Provider], settings, previous?.Slots[i], _runtime, _customClients, _services))),
            SettingsInForce.Create(settings));
    }

    private void LogNew(IEnumerable<TargetSlot> slots)
    {
        TargetSlot[] all = [.. slots];
        foreach (var slot in all.Where(static s => s.IsDisabled))
        {
            _runtime.Log.TargetDisabled(slot.Target.Name);
        }

        foreach (var access in all.Where(static s => s.IsConfigured).Select(static s => s.Access)
            .Where(static a => a.Keys.Missing is not null)
            .DistinctBy(static a => a.Provider))
        {
            _runtime.Log.KeysMissing(access.Provider.Name, access.Keys.Missing!);
        }
    }
}
