namespace RouteGen.Budgets;

/// <summary>The reservations that the ledger knows, and what becomes of those that nobody settles.</summary>
public sealed partial class InMemoryBudgetLedger
{
    private static readonly TimeSpan KnownAfterExpiry = TimeSpan.FromHours(1);

    /// <summary>Those that are asked for by name; the others are in the hands of their calls.</summary>
    private readonly Dictionary<string, MemoryReservation> _named = new(StringComparer.Ordinal);
    private MemoryReservation? _known;
    private long _soonestDue = long.MaxValue;

    private void Remember(MemoryReservation held)
    {
        held.IsKnown = true;
        held.Next = _known;
        if (_known is not null)
        {
            _known.Previous = held;
        }

        _known = held;
        if (held.Id is { } id)
        {
            _named[id] = held;
        }
    }

    private void Forget(MemoryReservation held)
    {
        held.IsKnown = false;
        if (held.Previous is null)
        {
            _known = held.Next;
        }
        else
        {
            held.Previous.Next = held.Next;
        }

        if (held.Next is not null)
        {
            held.Next.Previous = held.Previous;
        }

        held.Next = held.Previous = null;
        if (held.Id is { } id)
        {
            _named.Remove(id);
        }
    }

    /// <summary>
    /// Looks at every reservation, of which there are as many as calls under way and abandoned ones; not
    /// before the soonest of those seen last is due.
    /// </summary>
    private void ExpireDue(long now)
    {
        _soonestDue = long.MaxValue;
        MemoryReservation? next;
        for (var held = _known; held is not null; held = next)
        {
            next = held.Next;
            if (held.Due <= now && held.HasExpired)
            {
                Forget(held);
                continue;
            }

            if (held.Due <= now)
            {
                GiveBack(held);
                held.Amounts.Release();
                held.HasExpired = true;
                ChargeEstimates(held);
                held.Due += KnownAfterExpiry.Ticks;
            }

            _soonestDue = Math.Min(_soonestDue, held.Due);
        }
    }

    private void GiveBack(MemoryReservation held)
    {
        for (var i = 0; i < held.Amounts.Count; i++)
        {
            var amount = held.Amounts[i];
            GetAccount(amount.Account).Reserved -= amount.Amount.Units;
        }
    }

    /// <summary>Commits what an expired reservation is taken to have cost, in the bucket in which it expired.</summary>
    private void ChargeEstimates(MemoryReservation held)
    {
        for (var i = 0; held.HasExpired && i < held.Amounts.Count; i++)
        {
            var (account, _, amount) = held.Amounts[i];
            if (amount > BudgetAmount.Zero)
            {
                GetAccount(account).CommitTo(account.Window.GetBucket(held.ExpiredAt), amount);
            }
        }
    }

    /// <summary>Takes that back: the call is not over, or what it cost is known.</summary>
    private void TakeBackEstimates(MemoryReservation held)
    {
        for (var i = 0; held.HasExpired && i < held.Amounts.Count; i++)
        {
            var (account, _, amount) = held.Amounts[i];
            GetAccount(account).TakeBack(account.Window.GetBucket(held.ExpiredAt), amount);
        }
    }
}
