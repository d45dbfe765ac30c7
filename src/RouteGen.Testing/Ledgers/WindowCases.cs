using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Testing.Ledgers;

/// <summary>When what is committed no longer counts, and what a shortage says about it.</summary>
internal static class WindowCases
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);
    private static readonly BudgetWindow Hour = BudgetWindow.CreateSliding(TimeSpan.FromHours(1));

    public static IReadOnlyList<LedgerCase> All { get; } =
    [
        new("What is committed counts to the end of the hour", b => CalendarAsync(b, BudgetPeriod.Hour)),
        new("What is committed counts to the end of the day", b => CalendarAsync(b, BudgetPeriod.Day)),
        new("What is committed counts to the end of the week", b => CalendarAsync(b, BudgetPeriod.Week)),
        new("What is committed counts to the end of the month", b => CalendarAsync(b, BudgetPeriod.Month)),
        new("What is committed to an account of all time counts for good", TotalAsync),
        new("A sliding window forgets after its length, and at most a sixtieth later", SlidingAsync),
        new("A sliding window forgets piece by piece", PiecesAsync),
        new("A reservation counts over the end of a window, and is settled in the next", OverTheEndAsync),
        new("A shortage says when the oldest is forgotten, and then there is room", RoomAtAsync),
        new("A shortage says when enough pieces of a sliding window are forgotten", RoomAtPieceAsync),
        new("A shortage names no time where reservations are in the way, or where there will never be room", NoRoomAtAsync),
    ];

    private static async Task CalendarAsync(LedgerBench bench, BudgetPeriod period)
    {
        var window = BudgetWindow.CreateCalendar(period);
        var account = bench.Account(window);
        var end = window.GetBucketEnd(window.GetBucket(bench.Now));
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 9)).ConfigureAwait(false);
        await bench.AdvanceToAsync(end - Margin).ConfigureAwait(false);
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 2)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 11, 0, $"Before the end of the {window}").ConfigureAwait(false);
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 11)).ConfigureAwait(false);
        await bench.AdvanceToAsync(end + Margin).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 0, $"After the end of the {window}").ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 11, 11)).ConfigureAwait(false);
    }

    private static async Task TotalAsync(LedgerBench bench)
    {
        var account = bench.Account(BudgetWindow.Total);
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 6)).ConfigureAwait(false);
        await bench.AdvanceAsync(TimeSpan.FromDays(400)).ConfigureAwait(false);
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 7, 0, "More than a year later").ConfigureAwait(false);
        await bench.ReserveAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 3, 10, ifExpired: 2)).ConfigureAwait(false);
        var shortage = (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 10)).ConfigureAwait(false))[0];
        bench.Same(null, shortage.AvailableAt, "The time at which there is room again");
        bench.Same(3, shortage.Reserved, "What of it is reserved");
        await bench.AdvanceAsync(TimeSpan.FromDays(400)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 9, 0, "When a reservation has expired there").ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 10)).ConfigureAwait(false);
    }

    private static async Task SlidingAsync(LedgerBench bench)
    {
        var account = bench.Account(Hour);
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 9)).ConfigureAwait(false);
        await bench.AdvanceAsync(Hour.Length - Margin).ConfigureAwait(false);
        await bench.HoldsAsync(account, 9, 0, "Within the hour").ConfigureAwait(false);
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 9)).ConfigureAwait(false);
        await bench.AdvanceAsync(Hour.Step + (2 * Margin)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 0, "An hour and a minute later").ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 9, 9)).ConfigureAwait(false);
    }

    private static async Task PiecesAsync(LedgerBench bench)
    {
        var account = bench.Account(Hour);
        for (var i = 0; i < 6; i++)
        {
            await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1L << i)).ConfigureAwait(false);
            await bench.AdvanceAsync(TimeSpan.FromMinutes(10)).ConfigureAwait(false);
        }

        await bench.AdvanceAsync(Hour.Step).ConfigureAwait(false);
        for (var i = 0; i < 6; i++)
        {
            await bench.HoldsAsync(
                account, 63 - ((2L << i) - 1), 0, $"When {i + 1} of six pieces are older than an hour").ConfigureAwait(false);
            await bench.AdvanceAsync(TimeSpan.FromMinutes(10)).ConfigureAwait(false);
        }
    }

    private static async Task OverTheEndAsync(LedgerBench bench)
    {
        var account = bench.Account(LedgerBench.Day);
        var id = LedgerBench.NewId();
        await bench.ReserveAsync(id, TimeSpan.FromDays(2), LedgerBench.Charge(account, 10, 10)).ConfigureAwait(false);
        await bench.AdvanceAsync(TimeSpan.FromDays(1)).ConfigureAwait(false);
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 10)).ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(account, 6)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 6, 0, "Settled the day after").ConfigureAwait(false);
        await bench.AdvanceAsync(TimeSpan.FromDays(1)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 0, "Another day later").ConfigureAwait(false);
    }

    private static async Task RoomAtAsync(LedgerBench bench)
    {
        var account = bench.Account(LedgerBench.Day);
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        var shortage = (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 3, 10)).ConfigureAwait(false))[0];
        bench.Same(2, shortage.Available, "What is left");
        DateTimeOffset? midnight = LedgerBench.Day.GetBucketEnd(LedgerBench.Day.GetBucket(bench.Now));
        bench.Same(midnight, shortage.AvailableAt, "The time at which there is room");
        await bench.AdvanceToAsync(shortage.AvailableAt!.Value + Margin).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 3, 10)).ConfigureAwait(false);
    }

    private static async Task RoomAtPieceAsync(LedgerBench bench)
    {
        var account = bench.Account(Hour);
        List<long> buckets = [];
        foreach (var amount in (long[])[5, 3, 2])
        {
            buckets.Add(Hour.GetBucket(bench.Now));
            await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, amount)).ConfigureAwait(false);
            await bench.AdvanceAsync(TimeSpan.FromMinutes(10)).ConfigureAwait(false);
        }

        (long Amount, int Piece)[] cases = [(5, 0), (6, 1), (10, 2)];
        foreach (var (amount, piece) in cases)
        {
            var shortage = (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, amount, 10)).ConfigureAwait(false))[0];
            bench.Same<DateTimeOffset?>(
                Hour.GetBucketEnd(buckets[piece]), shortage.AvailableAt, $"The time at which there is room for {amount}");
        }
    }

    private static async Task NoRoomAtAsync(LedgerBench bench)
    {
        var account = bench.Account(LedgerBench.Day);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 8, 10)).ConfigureAwait(false);
        bench.Same(
            null,
            (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 3, 10)).ConfigureAwait(false))[0].AvailableAt,
            "The time at which reservations leave room");
        bench.Same(
            null,
            (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 11, 10)).ConfigureAwait(false))[0].AvailableAt,
            "The time at which more than the cap fits");
    }
}
