using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RouteGen.Sqlite.Spend;

/// <summary>
/// The exact sums of costs that stand as text. SQLite adds such texts up as binary numbers; the aggregate
/// function <c>spend_usd</c> adds decimals.
/// </summary>
internal sealed class UsdSums
{
    public decimal Known { get; private set; }

    public decimal Wasted { get; private set; }

    public decimal Provider { get; private set; }

    public decimal Computed { get; private set; }

    public decimal Estimated { get; private set; }

    public decimal UpperBound { get; private set; }

    public decimal Credit { get; private set; }

    /// <summary>Lets a connection's statements call <c>spend_usd</c>.</summary>
    public static void Define(SqliteConnection connection) => connection.CreateAggregate(
        "spend_usd",
        (UsdSums?)null,
        static (UsdSums? sums, string? cost, string source, string fault, string? credit) =>
            (sums ?? new UsdSums()).With(cost, source, fault, credit),
        static sums => (sums ?? new UsdSums()).ToString(),
        isDeterministic: true);

    /// <summary>Reads what <c>spend_usd</c> gave.</summary>
    public static UsdSums Parse(string text)
    {
        decimal[] sums = [.. text.Split(' ').Select(s => decimal.Parse(s, CultureInfo.InvariantCulture))];
        return new UsdSums
        {
            Known = sums[0],
            Wasted = sums[1],
            Provider = sums[2],
            Computed = sums[3],
            Estimated = sums[4],
            UpperBound = sums[5],
            Credit = sums[6],
        };
    }

    public override string ToString() => string.Join(
        ' ', new[] { Known, Wasted, Provider, Computed, Estimated, UpperBound, Credit }.Select(s =>
            s.ToString(CultureInfo.InvariantCulture)));

    private UsdSums With(string? cost, string source, string fault, string? credit)
    {
        if (cost is null)
        {
            return this;
        }

        var usd = decimal.Parse(cost, NumberStyles.Number, CultureInfo.InvariantCulture);
        Known += usd;
        Wasted += fault != nameof(Fault.None) ? usd : 0m;
        Provider += source == nameof(CostSource.Provider) ? usd : 0m;
        Computed += source == nameof(CostSource.Computed) ? usd : 0m;
        Estimated += source == nameof(CostSource.Estimated) ? usd : 0m;
        UpperBound += source == nameof(CostSource.UpperBound) ? usd : 0m;
        Credit += credit is null ? 0m : decimal.Parse(credit, NumberStyles.Number, CultureInfo.InvariantCulture);
        return this;
    }
}
