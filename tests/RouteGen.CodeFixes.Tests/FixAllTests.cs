using RouteGen.CodeFixes.Tables;
using RouteGen.Model.Checks.Prices;

namespace RouteGen.CodeFixes.Tests;

public sealed class FixAllTests
{
    [Fact]
    public async Task All_unused_entries_of_a_table_go_at_once()
    {
        const string Unused = """ , "v": { "provider": "p", "model": "m" }, "w": { "provider": "p", "model": "m" } """;

        var (text, left) = await TableWorkspace.FixAllAsync(
            new RemoveUnusedFix(), "RG1008", FixedTable.With("", Unused, """ , "x": { "kind": "custom" }, "y": { "kind": "custom" }"""));

        Assert.Equal(FixedTable.With("", "  ", " "), text);
        Assert.Empty(left);
    }

    [Fact]
    public async Task All_suppressions_of_nothing_go_at_once()
    {
        const string Before = """
            "r": { "chain": ["t", "u"], "suppress": { "RG1001": "one", "RG1002": "two" } },
            "s": { "chain": ["u", "t"], "suppress": { "RG1003": "three" } }
            """;

        var (text, left) = await TableWorkspace.FixAllAsync(new RemoveSuppressionFix(), "RG1022", FixedTable.With(Before));

        Assert.Equal(FixedTable.With("""
            "r": { "chain": ["t", "u"] },
            "s": { "chain": ["u", "t"] }
            """), text);
        Assert.Empty(left);
    }

    [Fact]
    public async Task Every_route_gets_a_fallback_of_its_own()
    {
        var (text, left) = await TableWorkspace.FixAllAsync(
            new AddFallbackFix(), "RG1001", FixedTable.With(""" "r": { "chain": ["t"] }, "s": { "chain": ["u"] } """));

        Assert.Equal(FixedTable.With(""" "r": { "chain": ["t", "u"] }, "s": { "chain": ["u", "t"] } """), text);
        Assert.Empty(left);
    }

    [Fact]
    public async Task All_prices_far_from_the_catalogs_are_written_once_each()
    {
        const string Targets = """, "v": { "provider": "p", "model": "gpt-5-mini" }, "w": { "provider": "p", "model": "gpt-5-nano" }""";
        const string Routes = """ "r": { "chain": ["v", "w", "u"], "timeouts": { "attempt": "1s" } } """;
        static string Models(string mini, string nano) =>
            $$""", "gpt-5-mini": { "usdPerMTok": {{mini}} }, "gpt-5-nano": { "usdPerMTok": {{nano}} }""";
        var before = Models("""{ "input": 0.0002, "output": 0.02 }""", """{ "input": 50, "cachedInput": 5, "output": 400 }""");

        var (text, left) = await TableWorkspace.FixAllAsync(
            new WritePriceFix(), "RG1016", FixedTable.With(Routes, Targets, models: before));

        Assert.Equal(FixedTable.With(
            Routes, Targets, models: Models(CatalogPrices.Find("gpt-5-mini")!.Text, CatalogPrices.Find("gpt-5-nano")!.Text)), text);
        Assert.Empty(left);
    }
}
