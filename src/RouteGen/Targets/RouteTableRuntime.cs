using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RouteGen.Budgets;
using RouteGen.Content;
using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.Wire;

namespace RouteGen.Targets;

/// <summary>The state of one table in one container: clients, breakers and cooldowns of its targets, and where its records go.</summary>
/// <remarks>
/// All that is here is set once. What changes has an owner each: the settings in force <see cref="TableStates"/>, the last probe
/// <see cref="LatestProbe"/>, what is known of targets <see cref="TargetHealthRegistry"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteTableRuntime : IWatchedTable, IDisposable
{
    private readonly TableStates _states;
    private readonly LatestProbe _lastProbe = new();
    private readonly BudgetKeeping? _budgets;

    internal RouteTableRuntime(RouteTableDefinition definition, IServiceProvider services, CustomClients customClients)
    {
        Definition = definition;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Log = services.GetService<ILoggerFactory>()?.CreateLogger($"RouteGen.{definition.Name}") ?? NullLogger.Instance;
        Unpriced = new UnpricedKinds(Log);
        Surprises = new BillSurprises(Log);
        Observers = services.GetRequiredService<RecordDispatcher>();
        Pacing = services.GetService<RetryPacing>();
        TokenEstimator = services.GetService<ITokenEstimator>();
        Registry = services.GetRequiredService<TargetHealthRegistry>();
        CallerAccessor = CallerRegistration.Find(services);
        Content = services.GetService<ContentKeeper>();
        TellOfCapture();
        _budgets = definition.Routes.Any(static r => r.Budgets.Count > 0) || CreditBook.HasAny(definition)
            ? new BudgetKeeping(services)
            : null;
        Credits = new CreditBook(definition, Time, Pacing);
        if (_budgets?.Ledger is InMemoryBudgetLedger ledger && ledger.TryNote())
        {
            Log.BudgetsInMemory();
        }

        // Last: from here on others can come in.
        _states = new TableStates(this, services, customClients);
        RouteMetrics.Watch(this);
    }

    internal RouteTableDefinition Definition { get; }

    internal TimeProvider Time { get; }

    internal ILogger Log { get; }

    /// <summary>Tells of rates that the table lacks.</summary>
    internal UnpricedKinds Unpriced { get; }

    /// <summary>Tells of bills that are other than was to be expected.</summary>
    internal BillSurprises Surprises { get; }

    internal RecordDispatcher Observers { get; }

    internal TargetHealthRegistry Registry { get; }

    internal RetryPacing? Pacing { get; }

    /// <summary>The application's own counter of tokens; null for the built-in estimate.</summary>
    internal ITokenEstimator? TokenEstimator { get; }

    /// <summary>Says who causes calls that do not say it themselves; null where the application has none.</summary>
    internal IRouteCallerAccessor? CallerAccessor { get; }

    /// <summary>What keeps prompts and replies of routes that capture them; null where the application keeps none.</summary>
    internal ContentKeeper? Content { get; }

    /// <summary>What keeps the budgets.</summary>
    /// <exception cref="InvalidOperationException">No route of the table has a budget, and no provider free credit.</exception>
    internal BudgetKeeping Budgets => _budgets
        ?? throw new InvalidOperationException($"No route of table '{Definition.Name}' has a budget, and no provider free credit.");

    /// <summary>The free credits of its providers.</summary>
    internal CreditBook Credits { get; }

    /// <summary>The free credits that the keys in force have, each once, in the order of the targets.</summary>
    internal IReadOnlyList<ProviderCredit> CreditsInUse =>
        [.. State.Slots.SelectMany(static s => s.Keys.All).Select(static k => k.Credit).OfType<ProviderCredit>().Distinct()];

    /// <summary>What the targets answered when they were probed last; what began before the one that is known is not kept.</summary>
    [DisallowNull]
    internal RouteTableProbe? LastProbe
    {
        get => _lastProbe.Value;
        set => _lastProbe.Offer(value);
    }

    /// <summary>
    /// The table under the settings in force. A call reads it once, as the state of its plan, and its settings there.
    /// </summary>
    /// <exception cref="OptionsValidationException">On first use: the settings do not fit the table.</exception>
    internal TableState State => _states.Current;

    /// <inheritdoc cref="SettingsInForce.CostTolerance"/>
    internal decimal CostTolerance => State.Settings.CostTolerance;

    /// <inheritdoc cref="SettingsInForce.IncludeExceptions"/>
    internal bool IncludeExceptions => State.Settings.IncludeExceptions;

    /// <inheritdoc cref="SettingsInForce.MaxRetryAfter"/>
    internal TimeSpan MaxRetryAfter => State.Settings.MaxRetryAfter;

    /// <summary>Disposes of the clients that the table made. The application's own are its own.</summary>
    public void Dispose()
    {
        RouteMetrics.Unwatch(this);
        _states.Dispose();
    }

    /// <summary>That prompts are kept is said at start, and that they are to be and cannot.</summary>
    private void TellOfCapture()
    {
        if (Definition.Routes.Any(static r => r.Capture != PromptCapture.Off))
        {
            var routes = string.Join(", ", Definition.Routes.Where(static r => r.Capture != PromptCapture.Off)
                .Select(static r => r.Capture == PromptCapture.Full ? $"{r.Name} (full)" : r.Name));
            if (Content is null)
            {
                Log.NoContentStore(routes);
            }
            else
            {
                Log.ContentCaptured(routes);
            }
        }
    }

    string IWatchedTable.Name => Definition.Name;

    IEnumerable<WatchedTarget> IWatchedTable.Targets => (_states.Latest?.Slots ?? Enumerable.Empty<TargetSlot>()).Select(slot =>
    {
        var status = SlotStatus.Create(slot, this);
        var state = slot.Refusal is not null ? 2 : status.IsAvailable && status.LastProbe is null or { IsHealthy: true } ? 0 : 1;
        return new WatchedTarget(status.Target, status.Provider, state);
    });
}
