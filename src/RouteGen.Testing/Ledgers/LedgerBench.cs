using System.Globalization;
using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Testing.Ledgers;

/// <summary>
/// What the cases of the contract work with: accounts and reservations of their own, and checks that say what was expected.
/// </summary>
internal sealed class LedgerBench(string name, ILedgerUnderTest ledger)
{
    public static readonly BudgetWindow Day = BudgetWindow.CreateCalendar(BudgetPeriod.Day);
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly string _table = $"Contract{Guid.NewGuid():N}";
    private int _accounts;

    public DateTimeOffset Now => ledger.Now;

    public IBudgetLedger Ledger => ledger.Ledger;

    public BudgetAccount Account(
        BudgetWindow? window = null, string? scope = null, BudgetUnit unit = BudgetUnit.Usd, string? budget = null) =>
        new()
        {
            Table = _table,
            Budget = budget ?? $"budget {++_accounts}",
            Unit = unit,
            Scope = scope ?? "someone",
            Window = window ?? Day
        };

    public static BudgetCharge Charge(
        BudgetAccount account, long units, long cap = long.MaxValue, bool isHard = true, long? ifExpired = null) =>
        new(account, BudgetAmount.FromUnits(units))
        {
            Cap = BudgetAmount.FromUnits(cap),
            IsHard = isHard,
            AmountIfExpired = ifExpired is { } expiring ? BudgetAmount.FromUnits(expiring) : null,
        };

    public static string NewId() => Guid.CreateVersion7().ToString("N");

    /// <summary>Away from the ends of hours, days, weeks and months, and of the steps of sliding windows of an hour.</summary>
    public async Task GoToTheMiddleOfAMonthAsync()
    {
        var now = ledger.Now;
        var next = now.UtcDateTime.AddMonths(1);
        // A Wednesday from the 11th to the 17th.
        var middle = new DateTimeOffset(next.Year, next.Month, 11, 12, 30, 30, TimeSpan.Zero);
        middle = middle.AddDays(((int)DayOfWeek.Wednesday - (int)middle.DayOfWeek + 7) % 7);
        await ledger.AdvanceAsync(middle - now).ConfigureAwait(false);
    }

    public Task AdvanceAsync(TimeSpan by) => ledger.AdvanceAsync(by).AsTask();

    public Task AdvanceToAsync(DateTimeOffset time) => ledger.AdvanceAsync(time - ledger.Now).AsTask();

    public async Task<BudgetReservationResult> ReserveAsync(string id, TimeSpan lifetime, params IReadOnlyList<BudgetCharge> charges) =>
        await ledger.Ledger.ReserveAsync(new BudgetReservation { Id = id, Charges = charges, Lifetime = lifetime }).ConfigureAwait(false);

    public Task<BudgetReservationResult> ReserveAsync(string id, params IReadOnlyList<BudgetCharge> charges) =>
        ReserveAsync(id, TimeSpan.FromMinutes(2), charges);

    /// <summary>Reserves what has to be granted, with no cap in the way.</summary>
    public async Task GrantAsync(string id, params IReadOnlyList<BudgetCharge> charges)
    {
        var answer = await ReserveAsync(id, charges).ConfigureAwait(false);
        Check(answer.IsGranted, $"There is room for {Text(charges)}, and it was refused: {Text(answer)}.");
        Check(answer.Shortages is { Count: 0 }, $"There is room for {Text(charges)}, and a shortage was reported: {Text(answer)}.");
    }

    /// <summary>Asks for what has to be refused; the shortages.</summary>
    public async Task<IReadOnlyList<BudgetShortage>> RefuseAsync(string id, params IReadOnlyList<BudgetCharge> charges)
    {
        var answer = await ReserveAsync(id, charges).ConfigureAwait(false);
        Check(!answer.IsGranted, $"There is no room for {Text(charges)}, and it was granted.");
        Check(answer.Shortages is { Count: > 0 }, "A refusal has to name the caps that were in the way.");
        return answer.Shortages;
    }

    public async Task SettleAsync(string id, params IReadOnlyList<BudgetCharge> charges) =>
        await ledger.Ledger.SettleAsync(new BudgetSettlement { Id = id, Charges = charges }).ConfigureAwait(false);

    public async Task SettleAgainAsync(string id, params IReadOnlyList<BudgetCharge> charges) =>
        await ledger.Ledger.SettleAsync(new BudgetSettlement { Id = id, Charges = charges, IsRetry = true }).ConfigureAwait(false);

    public async Task<BudgetBalance> BalanceAsync(BudgetAccount account) =>
        await ledger.Ledger.GetBalanceAsync(account).ConfigureAwait(false);

    public async Task HoldsAsync(BudgetAccount account, long committed, long reserved, string when)
    {
        var balance = await BalanceAsync(account).ConfigureAwait(false);
        Check(
            balance.Committed.Units == committed && balance.Reserved.Units == reserved,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{when}, the account has to hold {committed} committed and {reserved} reserved; it holds {balance.Committed.Units} and " +
                $"{balance.Reserved.Units}."));
    }

    public void Check(bool isKept, string message)
    {
        if (!isKept)
        {
            throw new LedgerContractException(name, message);
        }
    }

    public void Same<T>(T expected, T actual, string what) =>
        Check(EqualityComparer<T>.Default.Equals(expected, actual), $"{what} has to be {Text(expected)}, and is {Text(actual)}.");

    public void Same(long expected, BudgetAmount actual, string what) => Same(expected, actual.Units, what);

    private static string Text(object? value) => value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Text(IReadOnlyList<BudgetCharge> charges) =>
        string.Join(", ", charges.Select(static c => string.Create(
            CultureInfo.InvariantCulture, $"{c.Amount.Units} (cap {c.Cap.Units}{(c.IsHard ? "" : ", not kept")})")));

    private static string Text(BudgetReservationResult answer) =>
        string.Join(", ", (answer.Shortages
            ?? []).Select(static s => string.Create(CultureInfo.InvariantCulture, $"charge {s.Charge} had {s.Available.Units} left")));
}
