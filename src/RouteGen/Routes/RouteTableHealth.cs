using RouteGen.Targets;

namespace RouteGen;

/// <summary>The health of a table's targets and routes, read afresh at each call.</summary>
public sealed class RouteTableHealth
{
    private readonly RouteTableRuntime _runtime;

    internal RouteTableHealth(RouteTableRuntime runtime) => _runtime = runtime;

    /// <summary>Every target of the table, in file order.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// On first use of the table: the settings do not fit it.
    /// </exception>
    public IReadOnlyList<TargetStatus> Targets => [.. _runtime.State.Slots.Select(s => SlotStatus.Create(s, _runtime))];

    /// <summary>Every route of the table, in file order.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// On first use of the table: the settings do not fit it.
    /// </exception>
    public IReadOnlyList<RouteStatus> Routes
    {
        get
        {
            var targets = Targets.ToDictionary(t => t.Target, StringComparer.Ordinal);
            return [.. _runtime.Definition.Routes.Select(r => new RouteStatus
            {
                Route = r.Name,
                Targets = [.. r.Reach.Select(e => targets[e.Target.Name])],
                ChainLength = r.Chain.Count
            })];
        }
    }

    /// <summary>
    /// The free credit of each provider that has any, under each of its keys, as the ledger said last: exact for a ledger in memory, and
    /// for any other one, read in the background where that was more than ten seconds ago.
    /// </summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// On first use of the table: the settings do not fit it.
    /// </exception>
    public IReadOnlyList<CreditStatus> Credits
    {
        get
        {
            var credits = _runtime.CreditsInUse;
            foreach (var credit in credits)
            {
                var access = _runtime.Budgets.Access;
                if (access.Gate is null || credit.TryBeginReading())
                {
                    access.Read(credit.Account, credit.Note);
                }
            }

            return [.. credits.Select(static c => c.Status)];
        }
    }

    /// <summary>The same, asked of the ledger now.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// On first use of the table: the settings do not fit it.
    /// </exception>
    public async Task<IReadOnlyList<CreditStatus>> ReadCreditsAsync(CancellationToken cancellationToken = default)
    {
        var credits = _runtime.CreditsInUse;
        foreach (var credit in credits)
        {
            credit.Note(await _runtime.Budgets.Ledger.GetBalanceAsync(credit.Account, cancellationToken).ConfigureAwait(false));
        }

        return [.. credits.Select(static c => c.Status)];
    }

    /// <summary>When the targets were probed last, in UTC; null before the first time.</summary>
    public DateTimeOffset? ProbedAt => _runtime.LastProbe?.At;

    /// <summary>The targets of one route, in the order of its enum.</summary>
    public IReadOnlyList<TargetStatus> GetTargets(ModelRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return [.. route.Plan.Entries.Select(e => SlotStatus.Create(e.Slot, _runtime))];
    }
}

/// <summary>What is known of a route at a moment.</summary>
public sealed record RouteStatus
{
    /// <summary>The route's name.</summary>
    public required string Route { get; init; }

    /// <summary>All that can serve it, in the order of its enum.</summary>
    public required IReadOnlyList<TargetStatus> Targets { get; init; }

    /// <summary>Whether any target of its chain is asked. Without one, calls fail.</summary>
    public bool CanServe => Targets.Take(ChainLength).Any(t => t.IsAvailable);

    /// <summary>Whether all its targets are asked, and none failed its last probe.</summary>
    public bool IsFullyAvailable => Targets.All(t => t.IsAvailable && t.LastProbe is null or { IsHealthy: true });

    /// <summary>How many of <see cref="Targets"/> stand in the chain; a fault alone leads to the others.</summary>
    internal int ChainLength { get; init; }
}
