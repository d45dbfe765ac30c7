using Microsoft.Extensions.Logging;

namespace RouteGen.Budgets;

/// <summary>
/// What one attempt has reserved of a free credit: settled once, with what the attempt cost as far as the credit pays it.
/// </summary>
/// <param name="credit">The credit.</param>
/// <param name="keeping">The way to the ledger.</param>
/// <param name="lifetime">After this long without a settlement the ledger takes it for lost.</param>
internal sealed class CreditHold(ProviderCredit credit, BudgetKeeping keeping, TimeSpan lifetime)
{
    private readonly BudgetLease _lease = new(keeping.Ledger, lifetime);
    private BudgetAmount _most = BudgetAmount.MaxValue;
    private BudgetAmount _paid;
    private Task? _abandoned;
    private long _abandonedAt;
    private int _settled;

    public ProviderCredit Credit => credit;

    /// <summary>Asks for an amount, all of it or nothing.</summary>
    /// <param name="amount">What the attempt may cost at most.</param>
    /// <param name="ifExpired">What it is taken to have cost if nobody settles.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public ValueTask<BudgetReservationResult> TryReserveAsync(
        BudgetAmount amount, BudgetAmount ifExpired, CancellationToken cancellationToken) => _lease.TryReserveAsync(
            [new BudgetCharge(credit.Account, amount) { Cap = credit.Cap, AmountIfExpired = BudgetAmount.Min(amount, ifExpired) }],
            cancellationToken);

    /// <summary>Gives up an answer that is still to come.</summary>
    public void Abandon(Task running, long started)
    {
        _lease.Abandon();
        (_abandoned, _abandonedAt) = (running, started);
    }

    /// <summary>The credit had less left than the attempt may cost: it pays no more than that, and money the rest.</summary>
    public void PayAtMost(BudgetAmount amount) => _most = amount;

    /// <summary>What of a cost the credit pays; null for nothing.</summary>
    /// <param name="costUsd">The cost; null where it is unknown, and then nobody knows what the credit paid.</param>
    public decimal? Pay(decimal? costUsd)
    {
        if (costUsd is not > 0m)
        {
            return null;
        }

        var usd = _most == BudgetAmount.MaxValue ? costUsd.Value : Math.Min(costUsd.Value, _most.ToUsd());
        _paid = BudgetAmount.FromUsd(usd);
        return usd > 0m ? usd : null;
    }

    /// <summary>Settles what was paid, and gives back the rest; once, and without keeping anybody waiting.</summary>
    /// <param name="route">The route's name, for the log.</param>
    /// <param name="log">Where troubles are told.</param>
    public void Settle(string route, ILogger log)
    {
        if (Interlocked.Exchange(ref _settled, 1) != 0)
        {
            return;
        }

        credit.NoteUsed(_paid);
        if (_lease.MayHold || _paid > BudgetAmount.Zero || _abandoned is not null)
        {
            keeping.Access.Settle(_lease, [new BudgetCharge(credit.Account, _paid)], route, log, _abandoned, _abandonedAt);
        }
    }
}
