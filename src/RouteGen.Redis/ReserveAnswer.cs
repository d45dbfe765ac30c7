using System.Globalization;
using RouteGen.Budgets;
using StackExchange.Redis;

namespace RouteGen.Redis;

/// <summary>Reads what the script answers to a reservation.</summary>
internal static class ReserveAnswer
{
    public static BudgetAnswer Read(RedisValue[] values, IReadOnlyList<BudgetCharge> charges)
    {
        var isGranted = (int)values[0] == 1;
        if (values.Length == 1)
        {
            return isGranted ? BudgetAnswer.Granted : new BudgetAnswer(false, []);
        }

        List<BudgetShortage> shortages = [];
        for (var at = 1; at < values.Length;)
        {
            var index = (int)values[at];
            Int128 others = Amount(values[at + 1]), reserved = Amount(values[at + 2]);
            var buckets = new KeyValuePair<long, long>[(int)values[at + 3]];
            at += 4;
            for (var i = 0; i < buckets.Length; i++, at += 2)
            {
                buckets[i] = new((long)values[at], (long)values[at + 1]);
            }

            BudgetCharge charge = charges[index];
            shortages.Add(new BudgetShortage(
                index,
                (long)Int128.Max(0, charge.Cap - others),
                charge.Account.Window.RoomAt(buckets.OrderBy(static b => b.Key), long.CreateSaturating(reserved), charge.Amount, charge.Cap)));
        }

        return new BudgetAnswer(isGranted, shortages);
    }

    private static Int128 Amount(RedisValue text) => Int128.Parse((string)text!, CultureInfo.InvariantCulture);
}
