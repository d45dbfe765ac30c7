using RouteGen.Budgets;

namespace RouteGen.Testing.Ledgers;

/// <summary>What may be reserved, and what a second request of an id does.</summary>
internal static class ReservationCases
{
    public static IReadOnlyList<LedgerCase> All { get; } =
    [
        new("A reservation counts until it is settled, and then what is settled counts", CountsAsync),
        new("A cap can be filled to the last unit and not beyond", FillsAsync),
        new("All charges are reserved or none", AllOrNoneAsync),
        new("Every cap that is in the way is named, with what is left", NamesAllAsync),
        new("A refusal distinguishes what is spent from what others have reserved", TellsReservedAsync),
        new("A cap that is not enforced is reported and blocks nothing", SoftAsync),
        new("A second request replaces the amounts of the first", ReplacesAsync),
        new("A second request counts what the first holds as its own", OwnAsync),
        new("A second request that is refused leaves what the first reserved", LeavesAsync),
        new("An amount that does not grow is never refused", NotGrowingAsync),
        new("Nothing is always granted", NothingAsync),
    ];

    private static async Task CountsAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.HoldsAsync(account, 0, 0, "Before anything").ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, 70, 100)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 70, "With a reservation under way").ConfigureAwait(false);
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 31, 100)).ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(account, 40)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 40, 0, "When 40 of the 70 are settled").ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 60, 100)).ConfigureAwait(false);
    }

    private static async Task FillsAsync(LedgerBench bench)
    {
        var account = bench.Account();
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 99, 100)).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 100)).ConfigureAwait(false);
        var shortage = (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 100)).ConfigureAwait(false))[0];
        bench.Same(0, shortage.Available, "What is left of a full account");
        await bench.HoldsAsync(account, 0, 100, "After the refusal").ConfigureAwait(false);
    }

    private static async Task AllOrNoneAsync(LedgerBench bench)
    {
        BudgetAccount wide = bench.Account(), narrow = bench.Account(), other = bench.Account();
        await bench.RefuseAsync(LedgerBench.NewId(),
            LedgerBench.Charge(wide, 10, 100), LedgerBench.Charge(narrow, 10, 9), LedgerBench.Charge(other, 10, 100)).ConfigureAwait(false);
        foreach (var account in (BudgetAccount[])[wide, narrow, other])
        {
            await bench.HoldsAsync(account, 0, 0, "After a refusal for one of three charges").ConfigureAwait(false);
        }

        await bench.GrantAsync(LedgerBench.NewId(),
            LedgerBench.Charge(wide, 10, 100), LedgerBench.Charge(narrow, 9, 9), LedgerBench.Charge(other, 10, 100)).ConfigureAwait(false);
        await bench.HoldsAsync(wide, 0, 10, "When all three fit").ConfigureAwait(false);
        await bench.HoldsAsync(narrow, 0, 9, "When all three fit").ConfigureAwait(false);
    }

    private static async Task TellsReservedAsync(LedgerBench bench)
    {
        var account = bench.Account();
        string spent = LedgerBench.NewId(), own = LedgerBench.NewId();
        await bench.GrantAsync(spent, LedgerBench.Charge(account, 30, 100)).ConfigureAwait(false);
        await bench.SettleAsync(spent, LedgerBench.Charge(account, 30)).ConfigureAwait(false);
        await bench.GrantAsync(own, LedgerBench.Charge(account, 10, 100)).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 40, 100)).ConfigureAwait(false);

        var others = (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 21, 100)).ConfigureAwait(false))[0];
        bench.Same(
            (20L, 50L),
            (others.Available.Units, others.Reserved.Units),
            "What is left of a cap of 100 with 30 spent and 50 reserved, and what would be left besides without the reservations");
        bench.Check(
            others.IsReservedOnly(BudgetAmount.FromUnits(70)) && !others.IsReservedOnly(BudgetAmount.FromUnits(71)),
            "With 30 of 100 spent, reservations alone are in the way of 70 and not of 71.");

        var more = (await bench.RefuseAsync(own, LedgerBench.Charge(account, 31, 100)).ConfigureAwait(false))[0];
        bench.Same((30L, 40L), (more.Available.Units, more.Reserved.Units), "The same for the one that holds 10 of the 50 itself");

        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 0, 100)).ConfigureAwait(false);
        var passed = bench.Account();
        var over = LedgerBench.NewId();
        await bench.GrantAsync(over, LedgerBench.Charge(passed, 5, 100)).ConfigureAwait(false);
        await bench.SettleAsync(over, LedgerBench.Charge(passed, 130)).ConfigureAwait(false);
        await bench.ReserveAsync(LedgerBench.NewId(), LedgerBench.Charge(passed, 5, 100, isHard: false)).ConfigureAwait(false);
        var none = (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(passed, 1, 100)).ConfigureAwait(false))[0];
        bench.Same(
            (0L, 0L),
            (none.Available.Units, none.Reserved.Units),
            "What is left, with and without reservations, of a cap that what is spent has passed");
    }

    private static async Task NamesAllAsync(LedgerBench bench)
    {
        BudgetAccount first = bench.Account(), second = bench.Account(), third = bench.Account();
        await bench.GrantAsync(
            LedgerBench.NewId(), LedgerBench.Charge(first, 4, 10), LedgerBench.Charge(third, 7, 10)).ConfigureAwait(false);
        var shortages = await bench.RefuseAsync(
            LedgerBench.NewId(),
            LedgerBench.Charge(first, 7, 10), LedgerBench.Charge(second, 7, 10), LedgerBench.Charge(third, 7, 10)).ConfigureAwait(false);
        bench.Same(2, shortages.Count, "The number of shortages");
        bench.Same((0, 6L), (shortages[0].Charge, shortages[0].Available.Units), "The first shortage (charge, available)");
        bench.Same((2, 3L), (shortages[1].Charge, shortages[1].Available.Units), "The second shortage (charge, available)");
    }

    private static async Task SoftAsync(LedgerBench bench)
    {
        BudgetAccount soft = bench.Account(), hard = bench.Account();
        var answer = await bench.ReserveAsync(
            LedgerBench.NewId(), LedgerBench.Charge(hard, 10, 10), LedgerBench.Charge(soft, 10, 4, isHard: false)).ConfigureAwait(false);
        bench.Check(answer.IsGranted, "A cap that is not enforced was in the way.");
        bench.Same(1, answer.Shortages.Count, "The number of shortages reported");
        bench.Same((1, 4L), (answer.Shortages[0].Charge, answer.Shortages[0].Available.Units), "The shortage (charge, available)");
        await bench.HoldsAsync(soft, 0, 10, "Beyond a cap that is not enforced").ConfigureAwait(false);
        var shortages = await bench.RefuseAsync(
            LedgerBench.NewId(), LedgerBench.Charge(soft, 1, 4, isHard: false), LedgerBench.Charge(hard, 1, 10)).ConfigureAwait(false);
        bench.Check(shortages.Any(static s => s.Charge == 1), "The hard cap that was in the way is not named.");
        await bench.HoldsAsync(soft, 0, 10, "After a refusal by a hard cap").ConfigureAwait(false);
    }

    private static async Task ReplacesAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(), later = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, LedgerBench.Charge(account, 30, 100)).ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, 50, 100), LedgerBench.Charge(later, 5, 100)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 50, "Grown from 30 to 50").ConfigureAwait(false);
        await bench.HoldsAsync(later, 0, 5, "In an account that the second request adds").ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, 20, 100), LedgerBench.Charge(later, 0, 100)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 20, "Shrunk from 50 to 20").ConfigureAwait(false);
        await bench.HoldsAsync(later, 0, 0, "Shrunk to nothing").ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(account, 1), LedgerBench.Charge(later, 0)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 1, 0, "Settled").ConfigureAwait(false);
    }

    private static async Task OwnAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 30, 100)).ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, 60, 100)).ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, 70, 100)).ConfigureAwait(false);
        var shortage = (await bench.RefuseAsync(id, LedgerBench.Charge(account, 71, 100)).ConfigureAwait(false))[0];
        bench.Same(70, shortage.Available, "What one that holds 70 could have had");
    }

    private static async Task LeavesAsync(LedgerBench bench)
    {
        BudgetAccount grows = bench.Account(), shrinks = bench.Account(), added = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, LedgerBench.Charge(grows, 30, 40), LedgerBench.Charge(shrinks, 30, 40)).ConfigureAwait(false);
        await bench.RefuseAsync(id,
            LedgerBench.Charge(grows, 41, 40), LedgerBench.Charge(shrinks, 10, 40), LedgerBench.Charge(added, 1, 40)).ConfigureAwait(false);
        await bench.HoldsAsync(grows, 0, 30, "After a refused second request").ConfigureAwait(false);
        await bench.HoldsAsync(shrinks, 0, 30, "After a refused second request").ConfigureAwait(false);
        await bench.HoldsAsync(added, 0, 0, "After a refused second request").ConfigureAwait(false);
    }

    private static async Task NotGrowingAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, LedgerBench.Charge(account, 50, 100)).ConfigureAwait(false);
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 500)).ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, 50, 10)).ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, 49, 10)).ConfigureAwait(false);
        await bench.RefuseAsync(id, LedgerBench.Charge(account, 50, 10)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 500, 49, "Under a cap that has been lowered").ConfigureAwait(false);
    }

    private static async Task NothingAsync(LedgerBench bench)
    {
        var account = bench.Account();
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 500)).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 0, 10)).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId()).ConfigureAwait(false);
        await bench.HoldsAsync(account, 500, 0, "After requests for nothing").ConfigureAwait(false);
    }
}
