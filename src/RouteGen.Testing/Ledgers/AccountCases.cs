using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Testing.Ledgers;

/// <summary>That accounts are apart, whatever their names.</summary>
internal static class AccountCases
{
    private static readonly string[] Scopes =
    [
        "", " ", "ada", "Ada", "ada ", "ada@example.com", "a/b", "a%2Fb", "a:b", "a{b}c", "a'b\"c", "a\nb", "a\0b", "*", "?", "[a]",
        "\u00e9", "e\u0301", "日本語", "Ωmega", "🙂", "👩‍👩‍👧", "I", "ı", "İ", new string('x', 1_000), new string('x', 1_001),

        // Unpaired surrogates, for which UTF-8 has no place, and what stands in for them or is written for them.
        "\ud800", "\ud801", "\udc00", "\udc00\ud800",
        "\ud800\ud800", "a\ud800b", "a\udbffb", "\ufffd", "\ufffd\ufffd", "\ud800\udc00", "%ED%A0%80", "%EF%BF%BD", "\\ud800",
    ];

    public static IReadOnlyList<LedgerCase> All { get; } =
    [
        new("Accounts of other tables, budgets, units, scopes and windows are other accounts", ApartAsync),
        new("A scope can be any text", ScopesAsync),
        new("A budget can have any name", BudgetsAsync),
    ];

    private static async Task ApartAsync(LedgerBench bench)
    {
        var account = bench.Account(budget: "daily", scope: "ada");
        BudgetAccount[] others =
        [
            account with { Table = account.Table + "2" },
            account with { Budget = "Daily" },
            account with { Unit = BudgetUnit.Tokens },
            account with { Scope = "bob" },
            account with { Window = BudgetWindow.CreateCalendar(BudgetPeriod.Hour) },
            account with { Window = BudgetWindow.CreateSliding(TimeSpan.FromDays(1)) },
        ];
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 7)).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 3, 10)).ConfigureAwait(false);
        foreach (var other in others)
        {
            await bench.HoldsAsync(other, 0, 0, $"When only {account.Key} was charged, {other.Key}").ConfigureAwait(false);
        }

        await bench.HoldsAsync(account with { Table = account.Table }, 7, 3, "Named by an equal account").ConfigureAwait(false);
    }

    private static async Task ScopesAsync(LedgerBench bench)
    {
        BudgetAccount[] accounts = [.. Scopes.Select(s => bench.Account(scope: s, budget: "per user / täglich"))];
        for (var i = 0; i < accounts.Length; i++)
        {
            await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(accounts[i], i + 1)).ConfigureAwait(false);
            await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(accounts[i], 1_000 + i)).ConfigureAwait(false);
        }

        for (var i = 0; i < accounts.Length; i++)
        {
            await bench.HoldsAsync(accounts[i], i + 1, 1_000 + i, $"For the scope '{Scopes[i]}' (number {i})").ConfigureAwait(false);
        }
    }

    private static async Task BudgetsAsync(LedgerBench bench)
    {
        BudgetAccount[] accounts = [.. Scopes.Select(s => bench.Account(budget: s))];
        for (var i = 0; i < accounts.Length; i++)
        {
            await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(accounts[i], i + 1)).ConfigureAwait(false);
        }

        for (var i = 0; i < accounts.Length; i++)
        {
            await bench.HoldsAsync(accounts[i], i + 1, 0, $"For the budget '{Scopes[i]}' (number {i})").ConfigureAwait(false);
        }
    }
}
