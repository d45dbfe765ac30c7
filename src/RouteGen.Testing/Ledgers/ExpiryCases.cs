using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Testing.Ledgers;

/// <summary>What becomes of reservations whose process has died, or is late.</summary>
internal static class ExpiryCases
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<LedgerCase> All { get; } =
    [
        new("A reservation that is to be released comes back when its lifetime is over", ComesBackAsync),
        new("A reservation that expires is charged what it says, in full unless it says so", ChargedAsync),
        new("An expired reservation is charged in the bucket in which it expired, however late that is noticed", BucketAsync),
        new("A settlement after expiry takes the place of what was charged", TruthAsync),
        new("A settlement after expiry takes the place of it in whatever window", WindowsAsync),
        new("A repeated settlement after expiry takes the place of it once", RepeatedTruthAsync),
        new("A resized reservation is charged what it says last", ResizedAsync),
        new("An expired reservation that is requested again is not charged twice", AskedAgainAsync),
        new("A second request begins the lifetime anew", RenewedAsync),
        new("Many reservations come back together", ManyAsync),
        new("A settlement after expiry commits, and gives nothing back twice", LateAsync),
        new("A repeated settlement commits within an hour after expiry", KnownAsync),
        new("An expired reservation that is requested again is measured as a new one", AgainAsync),
    ];

    private static async Task ComesBackAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(), other = bench.Account();
        await bench.ReserveAsync(
            LedgerBench.NewId(), LedgerBench.Minute, Released(account, 10, 10), Released(other, 3, 10)).ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute - Margin).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 10, "Within its lifetime").ConfigureAwait(false);
        await bench.AdvanceAsync(2 * Margin).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 10, 10)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 10, "When another took its place").ConfigureAwait(false);
        await bench.HoldsAsync(other, 0, 0, "After its lifetime").ConfigureAwait(false);
    }

    private static async Task RenewedAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(), same = bench.Account();
        var id = LedgerBench.NewId();
        await bench.ReserveAsync(id, LedgerBench.Minute, Released(account, 10, 20), Released(same, 5, 20)).ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute - Margin).ConfigureAwait(false);
        await bench.ReserveAsync(id, LedgerBench.Minute, Released(account, 20, 20), Released(same, 5, 20)).ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute - Margin).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 20, "Within the lifetime that the second request began").ConfigureAwait(false);
        await bench.HoldsAsync(same, 0, 5, "Within it, where the amount stayed the same").ConfigureAwait(false);
        await bench.AdvanceAsync(2 * Margin).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 0, "After it").ConfigureAwait(false);
        await bench.HoldsAsync(same, 0, 0, "After it").ConfigureAwait(false);
    }

    private static async Task ManyAsync(LedgerBench bench)
    {
        var account = bench.Account();
        for (var i = 0; i < 150; i++)
        {
            await bench.ReserveAsync(LedgerBench.NewId(), LedgerBench.Minute, Released(account, 1, 150)).ConfigureAwait(false);
        }

        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 150)).ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute + Margin).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 150, 150)).ConfigureAwait(false);
    }

    private static async Task LateAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var late = LedgerBench.NewId();
        await bench.ReserveAsync(late, LedgerBench.Minute, Released(account, 60, 100)).ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute + Margin).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 60, 100)).ConfigureAwait(false);
        await bench.SettleAsync(late, LedgerBench.Charge(account, 55)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 55, 60, "When one settled late, beside one under way").ConfigureAwait(false);
        await bench.SettleAgainAsync(late, LedgerBench.Charge(account, 55)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 55, 60, "When it was retried").ConfigureAwait(false);
    }

    private static async Task KnownAsync(LedgerBench bench)
    {
        var account = bench.Account();
        string first = LedgerBench.NewId(), second = LedgerBench.NewId();
        await bench.ReserveAsync(first, LedgerBench.Minute, Released(account, 10, 100)).ConfigureAwait(false);
        await bench.ReserveAsync(second, LedgerBench.Minute, Released(account, 10, 100)).ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute + Margin).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 0, "After expiry").ConfigureAwait(false);
        await bench.AdvanceAsync(TimeSpan.FromMinutes(59) - Margin).ConfigureAwait(false);
        await bench.SettleAgainAsync(first, LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        await bench.SettleAgainAsync(first, LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 8, 0, "Repeated 59 minutes after expiry").ConfigureAwait(false);
    }

    private static async Task AgainAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.ReserveAsync(id, LedgerBench.Minute, Released(account, 60, 100)).ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute + Margin).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 60, 100)).ConfigureAwait(false);
        await bench.RefuseAsync(id, LedgerBench.Charge(account, 60, 100)).ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, 40, 100)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 100, "With both").ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(account, 1)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 1, 60, "Settled").ConfigureAwait(false);
    }

    private static async Task ChargedAsync(LedgerBench bench)
    {
        BudgetAccount whole = bench.Account(), part = bench.Account(), none = bench.Account(), more = bench.Account();
        await bench.ReserveAsync(
            LedgerBench.NewId(),
            LedgerBench.Minute,
            LedgerBench.Charge(whole, 10, 10),
            LedgerBench.Charge(part, 10, 10, ifExpired: 4),
            LedgerBench.Charge(none, 10, 10, ifExpired: 0),
            LedgerBench.Charge(more, 10, 10, ifExpired: 11)).ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute - Margin).ConfigureAwait(false);
        await bench.HoldsAsync(part, 0, 10, "Within its lifetime").ConfigureAwait(false);
        await bench.AdvanceAsync(2 * Margin).ConfigureAwait(false);
        await bench.HoldsAsync(whole, 10, 0, "Where nothing is said").ConfigureAwait(false);
        await bench.HoldsAsync(part, 4, 0, "Where a part is to be charged").ConfigureAwait(false);
        await bench.HoldsAsync(none, 0, 0, "Where nothing is to be charged").ConfigureAwait(false);
        await bench.HoldsAsync(more, 10, 0, "Where more than it held is to be charged").ConfigureAwait(false);
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(part, 7, 10)).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(part, 6, 10)).ConfigureAwait(false);
    }

    private static async Task BucketAsync(LedgerBench bench)
    {
        BudgetAccount day = bench.Account(), hour = bench.Account(BudgetWindow.CreateSliding(TimeSpan.FromHours(1))),
            month = bench.Account(BudgetWindow.CreateCalendar(BudgetPeriod.Month));
        await bench.ReserveAsync(LedgerBench.NewId(), LedgerBench.Minute,
            LedgerBench.Charge(day, 10), LedgerBench.Charge(hour, 10), LedgerBench.Charge(month, 10)).ConfigureAwait(false);
        await bench.AdvanceAsync(TimeSpan.FromMinutes(50)).ConfigureAwait(false);
        await bench.HoldsAsync(hour, 10, 0, "Noticed 49 minutes after expiry, in a window of an hour").ConfigureAwait(false);
        await bench.AdvanceAsync(TimeSpan.FromMinutes(20)).ConfigureAwait(false);
        await bench.HoldsAsync(hour, 0, 0, "More than an hour after expiry").ConfigureAwait(false);
        await bench.AdvanceAsync(TimeSpan.FromHours(24)).ConfigureAwait(false);
        await bench.HoldsAsync(day, 0, 0, "Noticed on the next day, in a window of a day").ConfigureAwait(false);
        await bench.HoldsAsync(month, 10, 0, "Noticed on the next day, in a window of a month").ConfigureAwait(false);
    }

    private static async Task TruthAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(), free = bench.Account();
        var id = LedgerBench.NewId();
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 5), LedgerBench.Charge(free, 5)).ConfigureAwait(false);
        await bench.ReserveAsync(id, LedgerBench.Minute,
            LedgerBench.Charge(account, 60, 100, ifExpired: 40), LedgerBench.Charge(free, 60, 100, ifExpired: 40)).ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute + Margin).ConfigureAwait(false);
        await bench.HoldsAsync(account, 45, 0, "After expiry").ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(account, 70), LedgerBench.Charge(free, 0)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 75, 0, "When the truth is known").ConfigureAwait(false);
        await bench.HoldsAsync(free, 5, 0, "When the truth is that it cost nothing").ConfigureAwait(false);
    }

    private static async Task WindowsAsync(LedgerBench bench)
    {
        BudgetWindow[] windows =
        [
            BudgetWindow.CreateCalendar(BudgetPeriod.Hour),
            BudgetWindow.CreateCalendar(BudgetPeriod.Week), BudgetWindow.CreateCalendar(BudgetPeriod.Month),
            BudgetWindow.CreateSliding(TimeSpan.FromMinutes(10)), BudgetWindow.CreateSliding(TimeSpan.FromDays(31)),
        ];
        foreach (var window in windows)
        {
            var account = bench.Account(window);
            var id = LedgerBench.NewId();
            await bench.ReserveAsync(id, LedgerBench.Minute, LedgerBench.Charge(account, 60, 100)).ConfigureAwait(false);
            await bench.AdvanceAsync(LedgerBench.Minute + Margin).ConfigureAwait(false);

            // Something else is committed to a later bucket before the estimate is noticed, or after it.
            await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 3)).ConfigureAwait(false);
            await bench.AdvanceAsync(LedgerBench.Minute).ConfigureAwait(false);
            await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 4)).ConfigureAwait(false);
            await bench.HoldsAsync(account, 67, 0, $"After expiry, in a window of {window}").ConfigureAwait(false);
            await bench.SettleAsync(id, LedgerBench.Charge(account, 1)).ConfigureAwait(false);
            await bench.HoldsAsync(account, 8, 0, $"When the truth is known, in a window of {window}").ConfigureAwait(false);
        }
    }

    private static async Task RepeatedTruthAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.ReserveAsync(id, LedgerBench.Minute, LedgerBench.Charge(account, 60, 100)).ConfigureAwait(false);
        await bench.AdvanceAsync(TimeSpan.FromMinutes(59)).ConfigureAwait(false);
        await bench.SettleAgainAsync(id, LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 8, 0, "Repeated 58 minutes after expiry").ConfigureAwait(false);
        await bench.SettleAgainAsync(id, LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 8, 0, "Repeated again").ConfigureAwait(false);
    }

    private static async Task ResizedAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(), same = bench.Account();
        var id = LedgerBench.NewId();
        await bench.ReserveAsync(id, LedgerBench.Minute,
            LedgerBench.Charge(account, 10, ifExpired: 2), LedgerBench.Charge(same, 10, ifExpired: 2)).ConfigureAwait(false);
        await bench.ReserveAsync(id, LedgerBench.Minute,
            LedgerBench.Charge(account, 20, ifExpired: 7), LedgerBench.Charge(same, 10, ifExpired: 3)).ConfigureAwait(false);
        await bench.HoldsAsync(same, 0, 10, "Resized").ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute + Margin).ConfigureAwait(false);
        await bench.HoldsAsync(account, 7, 0, "After expiry").ConfigureAwait(false);
        await bench.HoldsAsync(same, 3, 0, "After expiry, where only the estimate changed").ConfigureAwait(false);
    }

    private static async Task AskedAgainAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.ReserveAsync(id, LedgerBench.Minute, LedgerBench.Charge(account, 60, 100)).ConfigureAwait(false);
        await bench.AdvanceAsync(LedgerBench.Minute + Margin).ConfigureAwait(false);
        await bench.HoldsAsync(account, 60, 0, "After expiry").ConfigureAwait(false);
        await bench.RefuseAsync(id, LedgerBench.Charge(account, 101, 100)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 60, 0, "When it was refused").ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, 100, 100)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 100, "When it goes on").ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(account, 9)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 9, 0, "When it is over").ConfigureAwait(false);
    }

    private static BudgetCharge Released(BudgetAccount account, long amount, long cap) =>
        LedgerBench.Charge(account, amount, cap, ifExpired: 0);
}
