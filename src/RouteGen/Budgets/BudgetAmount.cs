using System.Globalization;

namespace RouteGen.Budgets;

/// <summary>
/// How much an account of a budget holds or is charged, in whole units of the account: 10⁻¹² USD, tokens or calls. Never negative; sums and
/// differences stop at <see cref="Zero"/> and at <see cref="MaxValue"/>, which for money is 9.2 million USD.
/// </summary>
public readonly record struct BudgetAmount : IComparable<BudgetAmount>
{
    private const decimal UnitsPerUsd = 1_000_000_000_000m;
    private const int UsdScale = 12;

    /// <summary>So many bits of digits times <see cref="UnitsPerUsd"/> stay within the 96 of a decimal.</summary>
    private const int WholeDigitBits = 56;

    private static readonly long[] PowersOfTen = [.. Enumerable.Range(0, 17).Select(static n => (long)Math.Pow(10, n))];

    private BudgetAmount(long units) => Units = units;

    /// <summary>Nothing.</summary>
    public static BudgetAmount Zero => default;

    /// <summary>The largest amount, which stands for no cap.</summary>
    public static BudgetAmount MaxValue { get; } = new(long.MaxValue);

    /// <summary>
    /// The amount as ledgers store it: 10⁻¹² USD in an account of <see cref="BudgetUnit.Usd"/>, tokens or calls in others.
    /// </summary>
    public long Units { get; }

    /// <summary>An amount as a ledger stored it.</summary>
    /// <param name="units">In the account's unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static BudgetAmount FromUnits(long units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        return new(units);
    }

    /// <summary>The amount nearest to a sum of units that may lie beyond either end.</summary>
    /// <param name="units">In the account's unit.</param>
    public static BudgetAmount FromUnitsSaturating(Int128 units) => new((long)Int128.Clamp(units, 0, long.MaxValue));

    /// <summary>
    /// Money; what is finer than 10⁻¹² USD is rounded up, what is larger than <see cref="MaxValue"/>
    /// is that, and what is negative is nothing.
    /// </summary>
    public static BudgetAmount FromUsd(decimal usd)
    {
        // Nearly all amounts are short enough for whole numbers, to which decimal makes no difference: see the test that compares them.
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(usd, parts);
        var digits = ((ulong)(uint)parts[1] << 32) | (uint)parts[0];
        if (parts[2] != 0 || parts[3] < 0 || digits >> WholeDigitBits != 0)
        {
            return FromUsdInDecimal(usd);
        }

        var zeros = UsdScale - usd.Scale;
        if (zeros >= 0)
        {
            return FromUnitsSaturating((Int128)digits * PowersOfTen[zeros]);
        }

        if (-zeros >= PowersOfTen.Length)
        {
            return new(digits == 0 ? 0 : 1);
        }

        var (units, rest) = Math.DivRem(digits, (ulong)PowersOfTen[-zeros]);
        return new((long)units + (rest == 0 ? 0 : 1));
    }

    /// <summary>The same in decimal: for amounts with more digits than whole numbers have room for, and for those below 0.</summary>
    internal static BudgetAmount FromUsdInDecimal(decimal usd) =>
        usd >= long.MaxValue / UnitsPerUsd ? MaxValue : usd <= 0 ? default : new((long)decimal.Ceiling(usd * UnitsPerUsd));

    /// <summary>Tokens of input and output.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static BudgetAmount FromTokens(long tokens) => FromUnits(tokens);

    /// <summary>Calls, or requests to a target or provider.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static BudgetAmount FromCalls(long calls) => FromUnits(calls);

    /// <summary>An amount of an account of <see cref="BudgetUnit.Usd"/> in USD, exact.</summary>
    public decimal ToUsd() => Units / UnitsPerUsd;

    /// <summary>The smaller of two.</summary>
    public static BudgetAmount Min(BudgetAmount left, BudgetAmount right) => left < right ? left : right;

    /// <summary>The larger of two.</summary>
    public static BudgetAmount Max(BudgetAmount left, BudgetAmount right) => left > right ? left : right;

    /// <summary>The sum, at most <see cref="MaxValue"/>.</summary>
    public static BudgetAmount operator +(BudgetAmount left, BudgetAmount right) => FromUnitsSaturating((Int128)left.Units + right.Units);

    /// <summary>The difference, at least <see cref="Zero"/>.</summary>
    public static BudgetAmount operator -(BudgetAmount left, BudgetAmount right) => FromUnitsSaturating((Int128)left.Units - right.Units);

    /// <summary>Whether one amount is less than another of the same unit.</summary>
    public static bool operator <(BudgetAmount left, BudgetAmount right) => left.Units < right.Units;

    /// <summary>Whether one amount is more than another of the same unit.</summary>
    public static bool operator >(BudgetAmount left, BudgetAmount right) => left.Units > right.Units;

    /// <summary>Whether one amount is at most another of the same unit.</summary>
    public static bool operator <=(BudgetAmount left, BudgetAmount right) => left.Units <= right.Units;

    /// <summary>Whether one amount is at least another of the same unit.</summary>
    public static bool operator >=(BudgetAmount left, BudgetAmount right) => left.Units >= right.Units;

    /// <inheritdoc/>
    public int CompareTo(BudgetAmount other) => Units.CompareTo(other.Units);

    /// <summary>The number of units, which does not say of what: <c>1500 units</c>. In every culture alike.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Units} units");

    /// <summary>
    /// The amount in the unit of its account: <c>0.0015 USD</c>, <c>1500 tokens</c>, <c>3 calls</c>. In every culture alike.
    /// </summary>
    public string ToString(BudgetUnit unit) => unit switch
    {
        BudgetUnit.Usd => string.Create(CultureInfo.InvariantCulture, $"{ToUsd()} USD"),
        BudgetUnit.Tokens => string.Create(CultureInfo.InvariantCulture, $"{Units} tokens"),
        BudgetUnit.Calls => string.Create(CultureInfo.InvariantCulture, $"{Units} calls"),
        _ => ToString(),
    };
}
