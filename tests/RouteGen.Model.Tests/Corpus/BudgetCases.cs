namespace RouteGen.Model.Tests.Corpus;

/// <summary>Budgets, good and bad.</summary>
internal static class BudgetCases
{
    public static readonly TableCase[] Budgets =
    [
        Budget("budget that says all", """ "about": "x", "per": "tag", "tag": "team", "limit": { "usd": 0.000000000001, "tokens": """ +
            """1000000000000000, "calls": 1 }, "sliding": "31d", "expired": "release", "atLimit": "downgrade", "suppress": """ +
            """{ "RG1008": "x" } """),
        Budget("budget per user and month", """ "per": "user", "limit": { "usd": 1000000 }, "calendar": "month", "atLimit": "warn" """),
        Budget("budget per key", """ "per": "key", "limit": { "usd": 1 }, "calendar": "day" """),
        Budget("budget per operation", """ "per": "operation", "limit": { "calls": 10 }, "sliding": "1s", "atLimit": "reject" """),
        Budget("budget without a window", """ "per": "user", "limit": { "usd": 1 } """, atKey: true, "RG0004"),
        Budget("budget with two windows", """ "per": "user", "limit": { "usd": 1 }, ⟦"sliding"⟧: "1h", "calendar": "day" """, "RG0003"),
        Budget("budget without a limit", """ "per": "user", "calendar": "day" """, atKey: true, "RG0004"),
        Budget("budget of nothing", """ "per": "user", "limit": ⟦{ }⟧, "calendar": "day" """, "RG0003"),
        Budget("budget without a scope", """ "limit": { "usd": 1 }, "calendar": "day" """, atKey: true, "RG0004"),
        Budget("budget per planet", """ "per": ⟦"planet"⟧, "limit": { "usd": 1 }, "calendar": "day" """, "RG0003"),
        Budget("budget per tag without the tag", """ ⟦"per"⟧: "tag", "limit": { "usd": 1 }, "calendar": "day" """, "RG0004")
            .Beyond("a property that another calls for"),
        Budget("budget per user with a tag", """ "per": "user", ⟦"tag"⟧: "team", "limit": { "usd": 1 }, "calendar": "day" """, "RG0003")
            .Beyond("a property that another rules out"),
        Budget("budget with a blank tag", """ "per": "tag", "tag": ⟦" "⟧, "limit": { "usd": 1 }, "calendar": "day" """, "RG0003"),
        Budget("budget a year", """ "per": "user", "limit": { "usd": 1 }, "calendar": ⟦"year"⟧ """, "RG0003"),
        Budget("budget over half a second", """ "per": "user", "limit": { "usd": 1 }, "sliding": ⟦"500ms"⟧ """, "RG0003"),
        Budget("budget over half a day", """ "per": "user", "limit": { "usd": 1 }, "sliding": ⟦"0.5d"⟧ """, "RG0003"),
        Budget("budget over no time", """ "per": "user", "limit": { "usd": 1 }, "sliding": ⟦"0h"⟧ """, "RG0003"),
        Budget("budget over two months", """ "per": "user", "limit": { "usd": 1 }, "sliding": ⟦"60d"⟧ """, "RG0003").Beyond("arithmetic"),
        Budget(
            "budget over more than can be counted",
            """ "per": "user", "limit": { "usd": 1 }, "sliding": ⟦"9999999d"⟧ """,
            "RG0003").Beyond("arithmetic"),
        Budget("budget of no money", """ "per": "user", "limit": { "usd": ⟦0⟧ }, "calendar": "day" """, "RG0003"),
        Budget("budget of more than a million", """ "per": "user", "limit": { "usd": ⟦1000001⟧ }, "calendar": "day" """, "RG0003"),
        Budget(
            "budget finer than a ledger counts", """ "per": "user", "limit": { "usd": ⟦0.0000000000001⟧ }, "calendar": "day" """, "RG0003")
            .Beyond("exact fractions"),
        Budget("budget of half a call", """ "per": "user", "limit": { "calls": ⟦0.5⟧ }, "calendar": "day" """, "RG0003"),
        Budget("budget of too many tokens", """ "per": "user", "limit": { "tokens": ⟦1000000000000001⟧ }, "calendar": "day" """, "RG0003"),
        Budget("budget of cents", """ "per": "user", "limit": { ⟦"cents"⟧: 1, "usd": 1 }, "calendar": "day" """, "RG0002"),
        Budget("budget that charges what expires", """ "per": "user", "limit": { "usd": 1 }, "calendar": "day", "expired": "charge" """),
        Budget(
            "budget that forgets what expires",
            """ "per": "user", "limit": { "usd": 1 }, "calendar": "day", "expired": ⟦"forget"⟧ """,
            "RG0003"),
        Budget("budget that blocks", """ "per": "user", "limit": { "usd": 1 }, "calendar": "day", "atLimit": ⟦"block"⟧ """, "RG0003"),
        Budget(
            "budget that waits and reserves what is expected",
            """ "per": "user", "limit": { "usd": 1 }, "calendar": "day", "waitForRoom": "1.5s", "reserve": "expected" """),
        Budget(
            "budget that waits for nothing",
            """ "per": "user", "limit": { "usd": 1 }, "calendar": "day", "waitForRoom": "0s", "reserve": "worst" """),
        Budget(
            "budget that waits for less than nothing",
            """ "per": "user", "limit": { "usd": 1 }, "calendar": "day", "waitForRoom": ⟦"-1s"⟧ """,
            "RG0003"),
        Budget(
            "budget that waits for no minutes",
            """ "per": "user", "limit": { "usd": 1 }, "calendar": "day", "waitForRoom": ⟦"0m"⟧ """,
            "RG0003"),
        Budget(
            "budget that waits for two days",
            """ "per": "user", "limit": { "usd": 1 }, "calendar": "day", "waitForRoom": ⟦"48h"⟧ """,
            "RG0003").Beyond("arithmetic"),
        Budget(
            "budget that reserves nothing",
            """ "per": "user", "limit": { "usd": 1 }, "calendar": "day", "reserve": ⟦"nothing"⟧ """,
            "RG0003"),
        Budget(
            "budget with an unknown property", """ "per": "user", "limit": { "usd": 1 }, "calendar": "day", ⟦"window"⟧: "1h" """, "RG0002"),
        TableCase.Root("budget that is a number", """ "budgets": { "b": ⟦1⟧ } """, "RG0003"),
        TableCase.Root(
            "budget named as the class of budgets",
            """ "budgets": { ⟦"budgets"⟧: { "per": "user", "limit": { "usd": 1 }, "calendar": "day" } } """,
            "RG0006").Beyond("what names become in C#"),
        TableCase.Whole("budget of a route", Charged("""["daily", "monthly"]""")),
        TableCase.Whole("budget of a route twice", Charged("""["daily", ⟦"daily"⟧]"""), "RG0003"),
    ];

    private static TableCase Budget(string name, string properties, params string[] rules) => Budget(name, properties, atKey: false, rules);

    private static TableCase Budget(string name, string properties, bool atKey, params string[] rules) =>
        TableCase.Root(name, $$""" "budgets": { {{(atKey ? "⟦\"b\"⟧" : "\"b\"")}}: { {{properties}} } } """, rules);

    private static string Charged(string budgets) => $$"""
        {
          "table": "GoodRoutes", "models": { "m": { } }, "providers": { "p": { "kind": "openai" } },
          "targets": { "t": { "provider": "p", "model": "m" } },
          "budgets": { "daily": { "per": "table", "limit": { "usd": 1 }, "calendar": "day" },
            "monthly": { "per": "tenant", "limit": { "usd": 9 }, "calendar": "month" } },
          "routes": { "r": { "chain": ["t"], "budgets": {{budgets}} } }
        }
        """;
}
