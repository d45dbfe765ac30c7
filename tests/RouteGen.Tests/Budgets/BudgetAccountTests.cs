using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Tests.Budgets;

/// <summary>An account is what its parts say, also after it has been asked for its key and hash.</summary>
public sealed class BudgetAccountTests
{
    [Fact]
    public void A_copy_with_another_scope_is_another_account()
    {
        var ada = new BudgetAccount
        {
            Table = "Table",
            Budget = "daily",
            Unit = BudgetUnit.Usd,
            Scope = "ada",
            Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day)
        };
        var (key, hash) = (ada.Key, ada.GetHashCode());

        var bob = ada with { Scope = "bob" };

        Assert.NotEqual(ada, bob);
        Assert.NotEqual(key, bob.Key);
        Assert.NotEqual(hash, bob.GetHashCode());
        Assert.Equal(ada, bob with { Scope = "ada" });
        Assert.Equal(hash, (bob with { Scope = "ada" }).GetHashCode());
    }

    [Fact]
    public void Texts_that_are_no_unicode_have_keys_of_their_own()
    {
        string[] texts =
        [
            "\ud800", "\udbff", "\udc00", "\udfff",
            "\ud800\ud800", "\udc00\ud800", "\ud800\udc00", "\ufffd", "\ufffd\ufffd", "a\ud800", "\ud800a", "%ED%A0%80", "a%", "a/b", ""
        ];
        var account = new BudgetAccount
        {
            Table = "T",
            Budget = "b",
            Unit = BudgetUnit.Usd,
            Scope = "s",
            Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day)
        };
        var keys = texts.SelectMany(t => new[] { account with { Scope = t }, account with { Budget = t }, account with { Table = t } })
            .Select(a => a.Key).ToArray();

        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.All(key, c => Assert.True(char.IsAscii(c))));
        Assert.Equal("T/b/Usd/day/a%ED%A0%80", (account with { Scope = "a\ud800" }).Key);
    }
}
