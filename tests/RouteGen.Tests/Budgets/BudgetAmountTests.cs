using System.Globalization;
using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Tests.Budgets;

public sealed class BudgetAmountTests
{
    [Theory]
    [InlineData("0.000000000001", 1)]
    [InlineData("0.0000000000001", 1)]
    [InlineData("2.5", 2_500_000_000_000)]
    [InlineData("-1", 0)]
    [InlineData("9223372.036854775806", long.MaxValue - 1)]
    [InlineData("99999999999", long.MaxValue)]
    [InlineData("79228162514264337593543950335", long.MaxValue)]
    public void Money_is_counted_in_millionths_of_millionths_and_rounded_up(string usd, long units) =>
        Assert.Equal(units, BudgetAmount.FromUsd(decimal.Parse(usd, CultureInfo.InvariantCulture)).Units);

    [Theory]
    [InlineData(1, "0.000000000001")]
    [InlineData(2_500_000_000_000, "2.5")]
    [InlineData(long.MaxValue, "9223372.036854775807")]
    public void Money_comes_back_exactly(long units, string usd) =>
        Assert.Equal(decimal.Parse(usd, CultureInfo.InvariantCulture), BudgetAmount.FromUnits(units).ToUsd());

    [Fact]
    public void Sums_and_differences_stop_at_both_ends()
    {
        var one = BudgetAmount.FromCalls(1);

        Assert.Equal(BudgetAmount.MaxValue, BudgetAmount.MaxValue + one);
        Assert.Equal(BudgetAmount.Zero, BudgetAmount.Zero - one);
        Assert.Equal(BudgetAmount.FromTokens(5), BudgetAmount.FromTokens(2) + BudgetAmount.FromTokens(3));
        Assert.Equal(BudgetAmount.FromTokens(2), BudgetAmount.FromTokens(5) - BudgetAmount.FromTokens(3));
        Assert.Equal(BudgetAmount.MaxValue, BudgetAmount.FromUnitsSaturating((Int128)long.MaxValue * 3));
        Assert.Equal(BudgetAmount.Zero, BudgetAmount.FromUnitsSaturating(-1));
    }

    [Fact]
    public void Amounts_are_ordered_by_their_units()
    {
        BudgetAmount[] amounts = [BudgetAmount.MaxValue, BudgetAmount.Zero, BudgetAmount.FromUnits(7)];

        Assert.Equal([0, 7, long.MaxValue], amounts.Order().Select(a => a.Units));
        Assert.True(BudgetAmount.Zero < amounts[2]
            && amounts[2] > BudgetAmount.Zero && amounts[2] <= BudgetAmount.FromUnits(7) && amounts[2] >= BudgetAmount.FromUnits(7));
        Assert.False(amounts[2] < BudgetAmount.FromUnits(7) || amounts[2] > BudgetAmount.FromUnits(7));
        Assert.Equal((BudgetAmount.Zero, amounts[2]), (BudgetAmount.Min(amounts[2], amounts[1]), BudgetAmount.Max(amounts[2], amounts[1])));
    }

    [Fact]
    public void What_is_negative_is_no_amount()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BudgetAmount.FromUnits(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BudgetAmount.FromTokens(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BudgetAmount.FromCalls(-1));
    }

    [Fact]
    public void Its_text_says_of_what_only_where_that_is_known()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = commas;
            var amount = BudgetAmount.FromUnits(1_500_000_000);

            Assert.Equal("1500000000 units", amount.ToString());
            Assert.Equal("0.0015 USD", amount.ToString(BudgetUnit.Usd));
            Assert.Equal("1500000000 tokens", amount.ToString(BudgetUnit.Tokens));
            Assert.Equal("3 calls", BudgetAmount.FromCalls(3).ToString(BudgetUnit.Calls));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_charge_has_no_cap_unless_it_says_so_and_its_cap_is_kept()
    {
        var account = new BudgetAccount
        {
            Table = "T",
            Budget = "b",
            Unit = BudgetUnit.Calls,
            Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day)
        };
        var charge = new BudgetCharge(account, BudgetAmount.FromCalls(5));

        Assert.Equal((BudgetAmount.MaxValue, true, 5), (charge.Cap, charge.IsHard, charge.ExpiredAmount.Units));
        Assert.Equal(5, (charge with { AmountIfExpired = BudgetAmount.FromCalls(9) }).ExpiredAmount.Units);
        Assert.Equal(0, (charge with { AmountIfExpired = BudgetAmount.Zero }).ExpiredAmount.Units);
    }
}
