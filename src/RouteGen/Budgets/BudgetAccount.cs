using System.Diagnostics.CodeAnalysis;
using RouteGen.Definitions;

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
public sealed record BudgetAccount
{
    private string? _key;
    private int _hash;

    /// <summary>Makes an account of what the initializer states.</summary>
    public BudgetAccount()
    {
    }

    // A copy is mostly of another account: what is worked out of this one is not taken along.
    [SetsRequiredMembers]
    private BudgetAccount(BudgetAccount other) =>
        (Table, Budget, Unit, Scope, Window) = (other.Table, other.Budget, other.Unit, other.Scope, other.Window);

    /// <summary>
    /// The table's class name. All accounts of a table are charged together, so a store that is spread over machines keeps them on one.
    /// </summary>
    public required string Table { get; init; }

    /// <summary>The budget's name.</summary>
    public required string Budget { get; init; }

    /// <summary>What it counts.</summary>
    public required BudgetUnit Unit { get; init; }

    /// <summary>The value that it counts by, such as a user's id; empty for a whole table.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The stretch of time that its cap is for.</summary>
    public required BudgetWindow Window { get; init; }

    /// <summary>
    /// A text of ASCII that no other account has, whatever texts it is made of: what is in a store. It holds <see cref="Scope"/>, and so
    /// what the application identifies users by.
    /// </summary>
    public string Key => _key ??= string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{StoredText.Encode(Table)}/{StoredText.Encode(Budget)}/{Unit}/{Window.Name}/{StoredText.Encode(Scope)}");

    /// <inheritdoc/>
    public bool Equals(BudgetAccount? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Unit == other.Unit && Scope == other.Scope && Budget == other.Budget && Table == other.Table && Window == other.Window);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _hash != 0 ? _hash : _hash = HashCode.Combine(Table, Budget, Unit, Scope, Window.Period, Window.Length);
}
