using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Records;

namespace RouteGen.Budgets;

/// <summary>What the budgets of a container share: the ledger, the application's limits, the options, and settlements that wait for a ledger to come back.</summary>
internal sealed class BudgetKeeping(IServiceProvider services, TimeProvider time)
{
    /// <summary>As long as an expired reservation is known to its ledger.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public IBudgetLedger Ledger { get; } = services.GetRequiredService<IBudgetLedger>();

    public IBudgetLimits? Limits { get; } = services.GetService<IBudgetLimits>();

    public BudgetOptions Options { get; } = services.GetService<IOptions<BudgetOptions>>()?.Value ?? new BudgetOptions();

    /// <summary>Tries a settlement again until it goes through, away from the call.</summary>
    public void SettleLater(BudgetLease lease, BudgetCharge[] actual, ILogger log) => _ = Task.Run(() => SettleLaterAsync(lease, actual, log));

    private async Task SettleLaterAsync(BudgetLease lease, BudgetCharge[] actual, ILogger log)
    {
        var started = time.GetTimestamp();
        for (var wait = TimeSpan.FromMilliseconds(250); time.GetElapsedTime(started) < LongestWait; wait = wait < TimeSpan.FromSeconds(30) ? wait * 2 : wait)
        {
            await Task.Delay(wait, time).ConfigureAwait(false);
            try
            {
                await lease.SettleAsync(actual).ConfigureAwait(false);
                return;
            }
            catch (Exception e)
            {
                log.SettlementStillPostponed(e.GetType().Name, e);
            }
        }

        log.SettlementLost(string.Join(", ", actual.Select(c => FormattableString.Invariant($"{c.Account.Budget} {c.Amount} {c.Account.Unit}"))));
    }
}
