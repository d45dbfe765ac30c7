using RouteGen.Budgets;

namespace RouteGen.Testing;

/// <summary>When what is committed no longer counts, and what a shortage says about it.</summary>
internal static class WindowCases
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);
    private static readonly BudgetWindow Hour = BudgetWindow.Sliding(TimeSpan.FromHours(1));

    public static IReadOnlyList<LedgerCase> All { get; } =
    [
        new("What is committed counts to the end of the hour", b => CalendarAsync(b, BudgetPeriod.Hour)),
        new("What is committed counts to the end of the day", b => CalendarAsync(b, BudgetPeriod.Day)),
        new("What is committed counts to the end of the week", b => CalendarAsync(b, BudgetPeriod.Week)),
        new("What is committed counts to the end of the month", b => CalendarAsync(b, BudgetPeriod.Month)),
        new("A sliding window forgets after its length, and at most a sixtieth later", SlidingAsync),
        new("A sliding window forgets piece by piece", PiecesAsync),
        new("A reservation counts over the end of a window, and is settled in the next", OverTheEndAsync),
        new("A shortage says when the oldest is forgotten, and then there is room", RoomAtAsync),
        new("A shortage says when enough pieces of a sliding window are forgotten", RoomAtPieceAsync),
        new("A shortage names no time where reservations are in the way, or where there will never be room", NoRoomAtAsync),
    ];

    private static async Task CalendarAsync(LedgerBench bench, BudgetPeriod period)
    {
        var window = BudgetWindow.Calendar(period);
        BudgetAccount account = bench.Account(window);
        DateTimeOffset end = window.EndOf(window.BucketAt(bench.Now));
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 9));
        await bench.AdvanceToAsync(end - Margin);
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 2));
        await bench.HoldsAsync(account, 11, 0, $"Before the end of the {window}");
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 11));
        await bench.AdvanceToAsync(end + Margin);
        await bench.HoldsAsync(account, 0, 0, $"After the end of the {window}");
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 11, 11));
    }

    private static async Task SlidingAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(Hour);
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 9));
        await bench.AdvanceAsync(Hour.Length - Margin);
        await bench.HoldsAsync(account, 9, 0, "Within the hour");
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 9));
        await bench.AdvanceAsync(Hour.Step + (2 * Margin));
        await bench.HoldsAsync(account, 0, 0, "An hour and a minute later");
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 9, 9));
    }

    private static async Task PiecesAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(Hour);
        for (var i = 0; i < 6; i++)
        {
            await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1L << i));
            await bench.AdvanceAsync(TimeSpan.FromMinutes(10));
        }

        await bench.AdvanceAsync(Hour.Step);
        for (var i = 0; i < 6; i++)
        {
            await bench.HoldsAsync(account, 63 - ((2L << i) - 1), 0, $"When {i + 1} of six pieces are older than an hour");
            await bench.AdvanceAsync(TimeSpan.FromMinutes(10));
        }
    }

    private static async Task OverTheEndAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(LedgerBench.Day);
        var id = LedgerBench.NewId();
        await bench.ReserveAsync(id, TimeSpan.FromDays(2), LedgerBench.Charge(account, 10, 10));
        await bench.AdvanceAsync(TimeSpan.FromDays(1));
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 10));
        await bench.SettleAsync(id, LedgerBench.Charge(account, 6));
        await bench.HoldsAsync(account, 6, 0, "Settled the day after");
        await bench.AdvanceAsync(TimeSpan.FromDays(1));
        await bench.HoldsAsync(account, 0, 0, "Another day later");
    }

    private static async Task RoomAtAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(LedgerBench.Day);
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 8));
        BudgetShortage shortage = (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 3, 10)))[0];
        bench.Same(2, shortage.Available, "What is left");
        DateTimeOffset? midnight = LedgerBench.Day.EndOf(LedgerBench.Day.BucketAt(bench.Now));
        bench.Same(midnight, shortage.RoomAt, "The time at which there is room");
        await bench.AdvanceToAsync(shortage.RoomAt!.Value + Margin);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 3, 10));
    }

    private static async Task RoomAtPieceAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(Hour);
        List<long> buckets = [];
        foreach (var amount in (long[])[5, 3, 2])
        {
            buckets.Add(Hour.BucketAt(bench.Now));
            await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, amount));
            await bench.AdvanceAsync(TimeSpan.FromMinutes(10));
        }

        (long Amount, int Piece)[] cases = [(5, 0), (6, 1), (10, 2)];
        foreach ((var amount, var piece) in cases)
        {
            BudgetShortage shortage = (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, amount, 10)))[0];
            bench.Same<DateTimeOffset?>(Hour.EndOf(buckets[piece]), shortage.RoomAt, $"The time at which there is room for {amount}");
        }
    }

    private static async Task NoRoomAtAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(LedgerBench.Day);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 8, 10));
        bench.Same(null, (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 3, 10)))[0].RoomAt, "The time at which reservations leave room");
        bench.Same(null, (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 11, 10)))[0].RoomAt, "The time at which more than the cap fits");
    }
}
