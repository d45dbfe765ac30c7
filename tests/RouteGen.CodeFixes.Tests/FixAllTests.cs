using RouteGen.CodeFixes.Tables;

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
            "r": { "chain": ["t", "u"], "suppress": { "RG1001": "one", "RG1002": "two" } }, "s": { "chain": ["u", "t"], "suppress": { "RG1003": "three" } }
            """;

        var (text, left) = await TableWorkspace.FixAllAsync(new RemoveSuppressionFix(), "RG1022", FixedTable.With(Before));

        Assert.Equal(FixedTable.With("""
            "r": { "chain": ["t", "u"] }, "s": { "chain": ["u", "t"] }
            """), text);
        Assert.Empty(left);
    }

    [Fact]
    public async Task Every_route_gets_a_fallback_of_its_own()
    {
        var (text, left) = await TableWorkspace.FixAllAsync(new AddFallbackFix(), "RG1001", FixedTable.With(""" "r": { "chain": ["t"] }, "s": { "chain": ["u"] } """));

        Assert.Equal(FixedTable.With(""" "r": { "chain": ["t", "u"] }, "s": { "chain": ["u", "t"] } """), text);
        Assert.Empty(left);
    }
}
