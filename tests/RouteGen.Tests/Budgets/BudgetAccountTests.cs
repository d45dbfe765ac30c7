using RouteGen.Budgets;

namespace RouteGen.Tests.Budgets;

/// <summary>An account is what its parts say, also after it has been asked for its key and hash.</summary>
public sealed class BudgetAccountTests
{
    [Fact]
    public void A_copy_with_another_scope_is_another_account()
    {
        var ada = new BudgetAccount("Table", "daily", BudgetUnit.Usd, "ada", BudgetWindow.Calendar(BudgetPeriod.Day));
        (var key, var hash) = (ada.Key, ada.GetHashCode());

        BudgetAccount bob = ada with { Scope = "bob" };

        Assert.NotEqual(ada, bob);
        Assert.NotEqual(key, bob.Key);
        Assert.NotEqual(hash, bob.GetHashCode());
        Assert.Equal(ada, bob with { Scope = "ada" });
        Assert.Equal(hash, (bob with { Scope = "ada" }).GetHashCode());
    }
}
