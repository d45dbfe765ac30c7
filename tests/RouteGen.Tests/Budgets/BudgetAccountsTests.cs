using RouteGen.Budgets;
using RouteGen.Definitions;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Budgets;

/// <summary>The accounts of a budget are made once, and are the ones that would be made each time.</summary>
public sealed class BudgetAccountsTests
{
    [Theory]
    [InlineData(BudgetScope.Table)]
    [InlineData(BudgetScope.User)]
    [InlineData(BudgetScope.Target)]
    public void An_account_is_of_its_unit_and_of_the_value_that_is_counted_by(BudgetScope per)
    {
        var budget = Daily(per, usd: 1m);
        var accounts = new BudgetAccounts("TestTable", budget);
        foreach (var scope in new[] { "u-1", "u-1", "u-2", "", "u-1" })
        {
            foreach (var unit in BudgetAccounts.Units)
            {
                var account = accounts.Get(unit, scope);
                Assert.Equal(
                    new BudgetAccount { Table = "TestTable", Budget = budget.Name, Unit = unit, Scope = scope, Window = budget.Window },
                    account);
                Assert.Same(account, accounts.Get(unit, new string(scope)));
            }
        }
    }

    [Fact]
    public void A_limit_that_is_not_the_budgets_own_has_its_own_caps()
    {
        var accounts = new BudgetAccounts("TestTable", Daily(usd: 1m, calls: 3));
        var other = new BudgetLimit { Usd = 2m, Tokens = 7 };

        Assert.Equal(2, accounts.Count);
        Assert.Equal(BudgetAmount.FromUsd(1m), accounts.CapOf(accounts.Budget.Limit, BudgetUnit.Usd));
        Assert.Null(accounts.CapOf(accounts.Budget.Limit, BudgetUnit.Tokens));
        Assert.Equal(BudgetAmount.FromUsd(2m), accounts.CapOf(other, BudgetUnit.Usd));
        Assert.Equal(BudgetAmount.FromTokens(7), accounts.CapOf(other, BudgetUnit.Tokens));
        Assert.Null(accounts.CapOf(other, BudgetUnit.Calls));
    }

    [Fact]
    public async Task Many_at_once_get_the_account_of_their_own_value()
    {
        var accounts = new BudgetAccounts("TestTable", Daily(BudgetScope.User, usd: 1m));
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), (i, _) =>
        {
            var scope = i % 3 == 0 ? "a" : "b";
            Assert.Equal(scope, accounts.Get(BudgetUnit.Usd, scope).Scope);
            return default;
        });
    }
}
