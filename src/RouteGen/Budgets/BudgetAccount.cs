using RouteGen.Costs;

namespace RouteGen.Budgets;

/// <summary>What an account counts.</summary>
public enum BudgetUnit
{
    /// <summary>Money, in 10⁻¹² USD.</summary>
    Usd,

    /// <summary>Tokens of input and output.</summary>
    Tokens,

    /// <summary>Calls, or requests to a target or provider.</summary>
    Calls,
}

/// <summary>One account of a ledger: a budget, a unit, and a value of what the budget counts by.</summary>
/// <param name="Table">The table's class name. All accounts of a table are charged together, so a store that is spread over machines keeps them on one.</param>
/// <param name="Budget">The budget's name.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Scope">The value that it counts by, such as a user's id; empty for a whole table.</param>
/// <param name="Window">The stretch of time that its cap is for.</param>
public sealed record BudgetAccount(string Table, string Budget, BudgetUnit Unit, string Scope, BudgetWindow Window)
{
    private string? _key;
    private int _hash;

    // A copy is mostly of another account: what is worked out of this one is not taken along.
    private BudgetAccount(BudgetAccount other) =>
        (Table, Budget, Unit, Scope, Window) = (other.Table, other.Budget, other.Unit, other.Scope, other.Window);

    /// <summary>A text of ASCII that no other account has, whatever texts it is made of: what is in a store. It holds <see cref="Scope"/>, and so what the application identifies users by.</summary>
    public string Key => _key ??= string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{StoredText.Of(Table)}/{StoredText.Of(Budget)}/{Unit}/{Window.Name}/{StoredText.Of(Scope)}");

    /// <inheritdoc/>
    public bool Equals(BudgetAccount? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Unit == other.Unit && Scope == other.Scope && Budget == other.Budget && Table == other.Table && Window == other.Window);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash != 0 ? _hash : _hash = HashCode.Combine(Table, Budget, Unit, Scope, Window.Period, Window.Length);
}

/// <summary>What an account is to hold for one call.</summary>
/// <param name="Account">The account.</param>
/// <param name="Amount">How much, in the account's unit; at least 0.</param>
/// <param name="Cap">What the account may hold at most, committed and reserved together.</param>
/// <param name="IsHard">Whether the cap is kept. One that is not is counted, and exceeding it is reported.</param>
public readonly record struct BudgetCharge(BudgetAccount Account, long Amount, long Cap = long.MaxValue, bool IsHard = true)
{
    /// <summary>What a reservation commits when it expires unsettled; null for all of <see cref="Amount"/>, 0 for nothing.</summary>
    public long? IfExpired { get; init; }

    /// <summary>What a reservation commits when it expires unsettled, at most what it holds: what ledgers go by.</summary>
    public long Expiring => Math.Clamp(IfExpired ?? Amount, 0, Math.Max(0, Amount));

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Of(nameof(BudgetCharge), PrintMembers);
}
