using System.Globalization;
using RouteGen.Budgets;
using StackExchange.Redis;

namespace RouteGen.Redis;

/// <summary>Reads what the script answers to a reservation.</summary>
internal static class ReserveAnswer
{
    public static BudgetReservationResult Read(RedisValue[] values, IReadOnlyList<BudgetCharge> charges)
    {
        var isGranted = (int)values[0] == 1;
        if (values.Length == 1)
        {
            return isGranted ? BudgetReservationResult.Granted : default;
        }

        List<BudgetShortage> shortages = [];
        for (var at = 1; at < values.Length;)
        {
            var index = (int)values[at];
            var reserved = Amount(values[at + 2]);
            var buckets = new BudgetBucket[(int)values[at + 3]];
            at += 4;
            for (var i = 0; i < buckets.Length; i++, at += 2)
            {
                buckets[i] = new((long)values[at], BudgetAmount.FromUnitsSaturating((long)values[at + 1]));
            }

            shortages.Add(BudgetShortage.FromBuckets(index, charges[index], buckets.OrderBy(static b => b.Number), reserved));
        }

        return new BudgetReservationResult { IsGranted = isGranted, Shortages = shortages };
    }

    private static BudgetAmount Amount(RedisValue text) =>
        BudgetAmount.FromUnitsSaturating(Int128.Parse((string)text!, CultureInfo.InvariantCulture));
}
