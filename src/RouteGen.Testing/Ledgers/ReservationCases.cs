using RouteGen.Budgets;

namespace RouteGen.Testing;

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
        BudgetAccount account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.HoldsAsync(account, 0, 0, "Before anything");
        await bench.GrantAsync(id, new BudgetCharge(account, 70, 100));
        await bench.HoldsAsync(account, 0, 70, "With a reservation under way");
        await bench.RefuseAsync(LedgerBench.NewId(), new BudgetCharge(account, 31, 100));
        await bench.SettleAsync(id, new BudgetCharge(account, 40));
        await bench.HoldsAsync(account, 40, 0, "When 40 of the 70 are settled");
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 60, 100));
    }

    private static async Task FillsAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account();
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 99, 100));
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 1, 100));
        BudgetShortage shortage = (await bench.RefuseAsync(LedgerBench.NewId(), new BudgetCharge(account, 1, 100)))[0];
        bench.Same(0, shortage.Available, "What is left of a full account");
        await bench.HoldsAsync(account, 0, 100, "After the refusal");
    }

    private static async Task AllOrNoneAsync(LedgerBench bench)
    {
        BudgetAccount wide = bench.Account(), narrow = bench.Account(), other = bench.Account();
        await bench.RefuseAsync(LedgerBench.NewId(), new BudgetCharge(wide, 10, 100), new BudgetCharge(narrow, 10, 9), new BudgetCharge(other, 10, 100));
        foreach (BudgetAccount account in (BudgetAccount[])[wide, narrow, other])
        {
            await bench.HoldsAsync(account, 0, 0, "After a refusal for one of three charges");
        }

        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(wide, 10, 100), new BudgetCharge(narrow, 9, 9), new BudgetCharge(other, 10, 100));
        await bench.HoldsAsync(wide, 0, 10, "When all three fit");
        await bench.HoldsAsync(narrow, 0, 9, "When all three fit");
    }

    private static async Task TellsReservedAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account();
        string spent = LedgerBench.NewId(), own = LedgerBench.NewId();
        await bench.GrantAsync(spent, new BudgetCharge(account, 30, 100));
        await bench.SettleAsync(spent, new BudgetCharge(account, 30));
        await bench.GrantAsync(own, new BudgetCharge(account, 10, 100));
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 40, 100));

        BudgetShortage others = (await bench.RefuseAsync(LedgerBench.NewId(), new BudgetCharge(account, 21, 100)))[0];
        bench.Same((20L, 50L), (others.Available, others.Reserved), "What is left of a cap of 100 with 30 spent and 50 reserved, and what would be left besides without the reservations");
        bench.Check(others.IsReservedOnly(70) && !others.IsReservedOnly(71), "With 30 of 100 spent, reservations alone are in the way of 70 and not of 71.");

        BudgetShortage more = (await bench.RefuseAsync(own, new BudgetCharge(account, 31, 100)))[0];
        bench.Same((30L, 40L), (more.Available, more.Reserved), "The same for the one that holds 10 of the 50 itself");

        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 0, 100));
        BudgetAccount passed = bench.Account();
        var over = LedgerBench.NewId();
        await bench.GrantAsync(over, new BudgetCharge(passed, 5, 100));
        await bench.SettleAsync(over, new BudgetCharge(passed, 130));
        await bench.ReserveAsync(LedgerBench.NewId(), new BudgetCharge(passed, 5, 100, IsHard: false));
        BudgetShortage none = (await bench.RefuseAsync(LedgerBench.NewId(), new BudgetCharge(passed, 1, 100)))[0];
        bench.Same((0L, 0L), (none.Available, none.Reserved), "What is left, with and without reservations, of a cap that what is spent has passed");
    }

    private static async Task NamesAllAsync(LedgerBench bench)
    {
        BudgetAccount first = bench.Account(), second = bench.Account(), third = bench.Account();
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(first, 4, 10), new BudgetCharge(third, 7, 10));
        IReadOnlyList<BudgetShortage> shortages = await bench.RefuseAsync(
            LedgerBench.NewId(), new BudgetCharge(first, 7, 10), new BudgetCharge(second, 7, 10), new BudgetCharge(third, 7, 10));
        bench.Same(2, shortages.Count, "The number of shortages");
        bench.Same((0, 6L), (shortages[0].Charge, shortages[0].Available), "The first shortage (charge, available)");
        bench.Same((2, 3L), (shortages[1].Charge, shortages[1].Available), "The second shortage (charge, available)");
    }

    private static async Task SoftAsync(LedgerBench bench)
    {
        BudgetAccount soft = bench.Account(), hard = bench.Account();
        BudgetAnswer answer = await bench.ReserveAsync(LedgerBench.NewId(), new BudgetCharge(hard, 10, 10), new BudgetCharge(soft, 10, 4, IsHard: false));
        bench.Check(answer.IsGranted, "A cap that is not enforced was in the way.");
        bench.Same(1, answer.Shortages.Count, "The number of shortages reported");
        bench.Same((1, 4L), (answer.Shortages[0].Charge, answer.Shortages[0].Available), "The shortage (charge, available)");
        await bench.HoldsAsync(soft, 0, 10, "Beyond a cap that is not enforced");
        IReadOnlyList<BudgetShortage> shortages = await bench.RefuseAsync(
            LedgerBench.NewId(), new BudgetCharge(soft, 1, 4, IsHard: false), new BudgetCharge(hard, 1, 10));
        bench.Check(shortages.Any(static s => s.Charge == 1), "The hard cap that was in the way is not named.");
        await bench.HoldsAsync(soft, 0, 10, "After a refusal by a hard cap");
    }

    private static async Task ReplacesAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(), later = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, new BudgetCharge(account, 30, 100));
        await bench.GrantAsync(id, new BudgetCharge(account, 50, 100), new BudgetCharge(later, 5, 100));
        await bench.HoldsAsync(account, 0, 50, "Grown from 30 to 50");
        await bench.HoldsAsync(later, 0, 5, "In an account that the second request adds");
        await bench.GrantAsync(id, new BudgetCharge(account, 20, 100), new BudgetCharge(later, 0, 100));
        await bench.HoldsAsync(account, 0, 20, "Shrunk from 50 to 20");
        await bench.HoldsAsync(later, 0, 0, "Shrunk to nothing");
        await bench.SettleAsync(id, new BudgetCharge(account, 1), new BudgetCharge(later, 0));
        await bench.HoldsAsync(account, 1, 0, "Settled");
    }

    private static async Task OwnAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 30, 100));
        await bench.GrantAsync(id, new BudgetCharge(account, 60, 100));
        await bench.GrantAsync(id, new BudgetCharge(account, 70, 100));
        BudgetShortage shortage = (await bench.RefuseAsync(id, new BudgetCharge(account, 71, 100)))[0];
        bench.Same(70, shortage.Available, "What one that holds 70 could have had");
    }

    private static async Task LeavesAsync(LedgerBench bench)
    {
        BudgetAccount grows = bench.Account(), shrinks = bench.Account(), added = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, new BudgetCharge(grows, 30, 40), new BudgetCharge(shrinks, 30, 40));
        await bench.RefuseAsync(id, new BudgetCharge(grows, 41, 40), new BudgetCharge(shrinks, 10, 40), new BudgetCharge(added, 1, 40));
        await bench.HoldsAsync(grows, 0, 30, "After a refused second request");
        await bench.HoldsAsync(shrinks, 0, 30, "After a refused second request");
        await bench.HoldsAsync(added, 0, 0, "After a refused second request");
    }

    private static async Task NotGrowingAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, new BudgetCharge(account, 50, 100));
        await bench.SettleAsync(LedgerBench.NewId(), new BudgetCharge(account, 500));
        await bench.GrantAsync(id, new BudgetCharge(account, 50, 10));
        await bench.GrantAsync(id, new BudgetCharge(account, 49, 10));
        await bench.RefuseAsync(id, new BudgetCharge(account, 50, 10));
        await bench.HoldsAsync(account, 500, 49, "Under a cap that has been lowered");
    }

    private static async Task NothingAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account();
        await bench.SettleAsync(LedgerBench.NewId(), new BudgetCharge(account, 500));
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 0, 10));
        await bench.GrantAsync(LedgerBench.NewId());
        await bench.HoldsAsync(account, 500, 0, "After requests for nothing");
    }
}
