using RouteGen.Costs;

namespace RouteGen.Budgets;

/// <summary>A cap with too little room.</summary>
public readonly record struct BudgetShortage
{
    /// <summary>The charge's place among those of the reservation, counted from 0.</summary>
    public required int Charge { get; init; }

    /// <summary>What the call could have reserved there, what it holds already included.</summary>
    public required BudgetAmount Available { get; init; }

    /// <summary>
    /// When the amount will fit if nothing else is charged; null when it never will, or as soon as reservations are settled.
    /// </summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>
    /// How much more would be available if all other reservations were given back whole: what lies between <see cref="Available"/> and the
    /// cap less what is committed. A call for which both together are enough waits for room; what they omit is spent. Where it is nothing,
    /// as in a ledger that does not tell, no call waits.
    /// </summary>
    public BudgetAmount Reserved { get; init; }

    /// <summary>Whether only reservations of others are in the way of an amount.</summary>
    public bool IsReservedOnly(BudgetAmount amount) => amount > Available && amount <= Available + Reserved;

    /// <summary>Makes a shortage of what an account holds.</summary>
    /// <param name="index">The charge's place among those of the reservation, counted from 0.</param>
    /// <param name="charge">The charge.</param>
    /// <param name="committed">What is committed and counts now, oldest bucket first.</param>
    /// <param name="reserved">What all other reservations hold.</param>
    public static BudgetShortage FromBuckets(int index, BudgetCharge charge, IEnumerable<BudgetBucket> committed, BudgetAmount reserved)
    {
        ArgumentNullException.ThrowIfNull(committed);
        BudgetBucket[] buckets = [.. committed];
        var room = charge.Cap;
        foreach (var bucket in buckets)
        {
            room -= bucket.Amount;
        }

        var available = room - reserved;
        return new BudgetShortage
        {
            Charge = index,
            Available = available,
            AvailableAt = RoomIn(charge, buckets, reserved),
            Reserved = room - available,
        };
    }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(BudgetShortage), PrintMembers);

    /// <summary>When an amount that does not fit now will, if nothing else is charged.</summary>
    private static DateTimeOffset? RoomIn(BudgetCharge charge, BudgetBucket[] buckets, BudgetAmount reserved)
    {
        // In Int128, since a cap can be near the end of Int64.
        var sum = (Int128)reserved.Units + charge.Amount.Units;
        foreach (var bucket in buckets)
        {
            sum += bucket.Amount.Units;
        }

        if (charge.Account.Window.Period == BudgetPeriod.Total)
        {
            return null;
        }

        DateTimeOffset? at = null;
        foreach (var bucket in buckets)
        {
            if (sum <= charge.Cap.Units)
            {
                break;
            }

            sum -= bucket.Amount.Units;
            at = charge.Account.Window.GetBucketEnd(bucket.Number);
        }

        return at is not null && (sum <= charge.Cap.Units || charge.Amount <= charge.Cap) ? at : null;
    }
}
