using RouteGen.CodeFixes.Tables;
using RouteGen.Model.Checks.Prices;

namespace RouteGen.CodeFixes.Tests;

public sealed class TableFixTests
{
    [Theory]
    [InlineData(""" "r": { "chain": ["t"] } """, """ "r": { "chain": ["t", "u"] } """)]
    [InlineData(""" "r": { "chain": [ "t", ] } """, """ "r": { "chain": [ "t", "u", ] } """)]
    [InlineData(
        """ "r": { "chain": [{ "target": "t", "options": { "topP": 1 } }] } """,
        """ "r": { "chain": [{ "target": "t", "options": { "topP": 1 } }, "u"] } """)]
    [InlineData("\"r\": { \"chain\": [\n  \"t\" // alone\n] }", "\"r\": { \"chain\": [\n  \"t\", // alone\n  \"u\"\n] }")]
    [InlineData("\"r\": { \"chain\": [\n  \"t\", // alone\n] }", "\"r\": { \"chain\": [\n  \"t\", // alone\n  \"u\",\n] }")]
    [InlineData("\"r\": { \"chain\": [\n  \"t\"] }", "\"r\": { \"chain\": [\n  \"t\",\n  \"u\"] }")]
    public Task A_fallback_is_added_in_the_way_the_chain_is_written(string before, string after) => Fixes(
        new AddFallbackFix(), "RG1001", FixedTable.With(before), FixedTable.With(after), "Add 'u' to the chain");

    [Fact]
    public Task Lines_end_as_those_of_the_file_do() => Fixes(
        new AddFallbackFix(),
        "RG1001",
        FixedTable.With("\"r\": { \"chain\": [\n  \"t\"\n] }").ReplaceLineEndings("\r\n"),
        FixedTable.With("\"r\": { \"chain\": [\n  \"t\",\n  \"u\"\n] }").ReplaceLineEndings("\r\n"),
        "Add 'u' to the chain");

    [Theory]
    [InlineData("RG1002", """["t", "t2"]""", """["t", "t2", "u"]""", "u")]
    [InlineData("RG1003", """["o", "o2"]""", """["o", "o2", "t"]""", "t")]
    public Task A_target_that_fails_on_its_own_is_added(string rule, string before, string after, string added) => Fixes(
        new AddFallbackFix(),
        rule,
        FixedTable.With(Route(before), Targets, Providers),
        FixedTable.With(Route(after), Targets, Providers),
        $"Add '{added}' to the chain");

    [Fact]
    public async Task No_fallback_is_offered_where_the_table_has_none()
    {
        const string Table = """
            { "table": "LonelyRoutes", "models": { "m": { "usdPerMTok": { "input": 1, "output": 5 } } },
              "providers": { "p": { "kind": "openai" } },
              "targets": { "t": { "provider": "p", "model": "m" } }, "routes": { "r": { "chain": ["t"] } } }
            """;

        Assert.False(await TableWorkspace.OffersAsync(new AddFallbackFix(), "RG1001", Table));
    }

    [Theory]
    [InlineData("""["t", "u"], "limits": { "attempts": 1 }""", """["t"], "limits": { "attempts": 1 }""")]
    [InlineData("""["t", { "target": "u", "options": { } }], "limits": { "attempts": 1 }""", """["t"], "limits": { "attempts": 1 }""")]
    [InlineData(
        "[\n  \"t\", // first\n  \"u\" // second\n], \"limits\": { \"attempts\": 1 }",
        "[\n  \"t\" // first\n  // second\n], \"limits\": { \"attempts\": 1 }")]
    public Task An_unreachable_target_is_taken_out(string before, string after) => Fixes(
        new RemoveTargetFix(),
        "RG1004",
        FixedTable.With($$""" "r": { "chain": {{before}}, "retry": { "maxRetries": 0 }, "suppress": { "RG1001": "a test" } } """),
        FixedTable.With($$""" "r": { "chain": {{after}}, "retry": { "maxRetries": 0 }, "suppress": { "RG1001": "a test" } } """),
        "Remove from the chain");

    [Fact]
    public Task The_one_target_that_a_fault_leads_to_goes_with_the_fault()
    {
        const string Again = """, "again": { "provider": "p", "model": "m" }""";
        const string Used = """, "s": { "chain": ["u", "again"] } """;
        return Fixes(
            new RemoveTargetFix(),
            "RG1004",
            FixedTable.With(
                $$""" "r": { "chain": [{ "target": "t", "on": { "timeout": ["again"], "conflict": "next" } }, "u"] }{{Used}}""", Again),
            FixedTable.With($$""" "r": { "chain": [{ "target": "t", "on": { "conflict": "next" } }, "u"] }{{Used}}""", Again),
            "Remove from the chain");
    }

    [Theory]
    [InlineData("""["gpt-4o", "o3", "gpt-4o"]""", """["gpt-4o", "o3"]""")]
    [InlineData("""["gpt-4o-mini", "gpt-4o*"]""", """["gpt-4o*"]""")]
    [InlineData("""["r", "gpt-4o*"]""", """["gpt-4o*"]""")]
    public Task An_alias_without_effect_is_taken_out(string before, string after) => Fixes(
        new RemoveAliasFix(),
        "RG1025",
        FixedTable.With($$""" "r": { "chain": ["t", "u"], "aliases": {{before}} } """),
        FixedTable.With($$""" "r": { "chain": ["t", "u"], "aliases": {{after}} } """),
        "Remove the alias");

    [Fact]
    public Task The_last_alias_goes_with_its_list() => Fixes(
        new RemoveAliasFix(),
        "RG1025",
        FixedTable.With(""" "r": { "chain": ["t", "u"], "aliases": ["FixedRoutes/r"] } """),
        FixedTable.With(""" "r": { "chain": ["t", "u"] } """),
        "Remove the alias");

    [Theory]
    [InlineData(",\n    \"v\": { \"provider\": \"p\", \"model\": \"m\" } // spare", "\n    // spare")]
    [InlineData(", \"v\": { \"provider\": \"p\", \"model\": \"m\" }", "")]
    [InlineData(", /* spare */ \"v\": { \"provider\": \"p\", \"model\": \"m\" },", ", /* spare */")]
    public Task An_unused_entry_is_removed_with_its_comma_and_no_comment(string before, string after) =>
        Fixes(new RemoveUnusedFix(), "RG1008", FixedTable.With("", before), FixedTable.With("", after), "Remove what nothing uses");

    [Theory]
    [InlineData("\"gpt-5-mini\": { }", "\"gpt-5-mini\": { PRICE }")]
    [InlineData("\"gpt-5-mini\": {}", "\"gpt-5-mini\": { PRICE }")]
    [InlineData("\"gpt-5-mini\": { \"maxOutput\": 9 }", "\"gpt-5-mini\": { \"maxOutput\": 9, PRICE }")]
    [InlineData("\"gpt-5-mini\": {\n  \"maxOutput\": 9 // small\n}", "\"gpt-5-mini\": {\n  \"maxOutput\": 9, // small\n  PRICE\n}")]
    [InlineData("\"openai/gpt-5-mini\": { }", "\"openai/gpt-5-mini\": { PRICE }")]
    public async Task A_missing_price_is_written_from_the_catalog_with_its_day_and_source(string before, string after)
    {
        var model = before.Split('"')[1];
        var targets = $", \"v\": {{ \"provider\": \"p\", \"model\": \"{model}\" }}";
        const string Route = """ "r": { "chain": ["v", "u"] } """;
        var price = "\"usdPerMTok\": " + CatalogPrices.Find("gpt-5-mini")!.Text;

        await Fixes(
            new WritePriceFix(), "RG1015", FixedTable.With(Route, targets, models: ",\n" + before),
            FixedTable.With(Route, targets, models: ",\n" + after.Replace("PRICE", price, StringComparison.Ordinal)),
            "Write the catalog's price, with its day, into the table");
        Assert.Contains("\"input\": 0.25", price, StringComparison.Ordinal);
        Assert.Contains("\"source\": \"LiteLLM", price, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"house-model\": { }")]
    [InlineData("\"gpt-5-mini\": { \"usdPerMTok\": { \"input\": 1 } }")]
    public async Task No_price_is_offered_for_a_model_that_the_catalog_does_not_have_or_beside_one_that_is_stated(string model) =>
        Assert.False(await TableWorkspace.OffersAsync(
            new WritePriceFix(), "RG1015", FixedTable.With(
                """ "r": { "chain": ["v", "u"] } """,
                $", \"v\": {{ \"provider\": \"p\", \"model\": \"{model.Split('"')[1]}\" }}",
                models: ", " + model)));

    [Theory]
    [InlineData("""{ "input": 0.00025, "output": 2 }""")]
    [InlineData("{\n  // our price\n  \"cachedInput\": 0.000025, \"input\": 0.25, \"output\": 0.002, \"asOf\": \"2025-01-01\"\n}")]
    [InlineData("""{ "input": 2, "output": 0.25 }""")]
    public Task A_price_far_from_the_catalogs_is_replaced_as_a_whole_with_its_day_and_source(string price) => Fixes(
        new WritePriceFix(), "RG1016", Priced("openai/gpt-5-mini", price),
        Priced("openai/gpt-5-mini", CatalogPrices.Find("gpt-5-mini")!.Text), "Write the catalog's price, with its day, into the table");

    [Theory]
    [InlineData("gpt-5-mini", """{ "input": 0.00025, "output": 2, "changes": [ { "from": "2030-01-01", "input": 0.3 } ] }""")]
    [InlineData("gpt-5-mini", """{ "input": 0.25, "output": 2, "changes": [ { "from": "2030-01-01", "input": 0.0003 } ] }""")]
    [InlineData("gpt-5-mini", """{ "input": 0.25, "cachedInput": 0.3, "output": 2 }""")]
    [InlineData("gpt-5-mini-2025-08-07", """{ "input": 0.00025, "output": 2 }""")]
    [InlineData("house-model", """{ "input": 0.00025, "output": 2 }""")]
    public async Task No_price_is_offered_over_a_plan_of_prices_or_for_what_the_catalog_does_not_know_exactly(string model, string price) =>
        Assert.False(await TableWorkspace.OffersAsync(new WritePriceFix(), "RG1016", Priced(model, price)));

    [Theory]
    [InlineData(
        "house-model", """{ "input": 2, "output": 8 }""", """{ "input": 2, "output": 8, "cachedInput": 2 }""", "\"cachedInput\": 2")]
    [InlineData("gpt-5-mini", "{\n  \"input\": 0.25, // USD\n  \"output\": 2\n}",
        "{\n  \"input\": 0.25, // USD\n  \"output\": 2,\n  \"cachedInput\": 0.025\n}", "\"cachedInput\": 0.025")]
    [InlineData("gpt-audio", """{ "input": 2.5, "output": 10 }""",
        """{ "input": 2.5, "output": 10, "audioInput": 32, "audioOutput": 64 }""", "\"audioInput\": 32, \"audioOutput\": 64")]
    public Task A_rate_that_is_missing_under_a_limit_is_written(string model, string before, string after, string rates) =>
        Fixes(new WriteRateFix(), "RG1024", Limited(model, before), Limited(model, after), $"Write {rates} into the price");

    [Theory]
    [InlineData(""" "r": { "chain": ["t", "u"], "suppress": { "RG1001": "was alone" } } """, """ "r": { "chain": ["t", "u"] } """)]
    [InlineData(""" "r": { "suppress": { "RG1001": "was alone" }, "chain": ["t", "u"] } """, """ "r": { "chain": ["t", "u"] } """)]
    [InlineData(
        """ "r": { "chain": ["t", "u"], "suppress": { "RG1001": "was alone", "RG3001": "later" } } """,
        """ "r": { "chain": ["t", "u"], "suppress": { "RG3001": "later" } } """)]
    public Task A_suppression_of_nothing_is_removed(string before, string after) =>
        Fixes(new RemoveSuppressionFix(), "RG1022", FixedTable.With(before), FixedTable.With(after), "Remove the suppression");

    [Theory]
    [InlineData("RG0002", """ "r": { "chains": ["t", "u"], "chain": ["t", "u"] } """,
        """ "r": { "chain": ["t", "u"], "chain": ["t", "u"] } """, "chain", "RG0005")]
    [InlineData("RG0002", """ "r": { "abuot": "x", "chain": ["t", "u"] } """, """ "r": { "about": "x", "chain": ["t", "u"] } """, "about")]
    [InlineData("RG0007", """ "r": { "chain": ["t", /* the other */ "ru"] } """, """ "r": { "chain": ["t", /* the other */ "u"] } """, "u")]
    public async Task What_was_meant_is_written(string rule, string before, string after, string meant, params string[] left)
    {
        var (title, text, leftOver) = await TableWorkspace.FixAsync(new MeantNameFix(), rule, FixedTable.With(before));

        Assert.Equal($"Change to '{meant}'", title);
        Assert.Equal(FixedTable.With(after), text);
        Assert.Equal(left, leftOver);
    }

    [Fact]
    public async Task Nothing_is_offered_for_a_name_that_is_near_none() =>
        Assert.False(await TableWorkspace.OffersAsync(
            new MeantNameFix(), "RG0007", FixedTable.With(""" "r": { "chain": ["t", "something-else"] } """)));

    private const string Targets = """
        , "t2": { "provider": "p", "model": "m", "deployment": "m2" }, "o": { "provider": "o", "model": "m" },
        "o2": { "provider": "o2", "model": "m" }
        """;

    private const string Providers = """
        , "o": { "kind": "openrouter" }, "o2": { "kind": "custom", "gateway": true }
        """;

    private static string Route(string chain) => $$""" "used": { "chain": ["t", "u", "t2", "o", "o2"], "timeouts": { "attempt":""" +
        $$""" "1s" } }, "r": { "chain": {{chain}}, "timeouts": { "attempt": "1s" } } """;

    private static string Limited(string model, string price) => FixedTable.With(
        """ "r": { "chain": ["v", "w"], "limits": { "inputTokens": 10, "outputTokens": 10, "costUsd": 1 } } """,
        $", \"v\": {{ \"provider\": \"p\", \"model\": \"{model}\" }}, \"w\": {{ \"provider\": \"q\", \"model\": \"priced\" }}",
        models: $", \"priced\": {{ \"usdPerMTok\": {{ \"input\": 1, \"cachedInput\": 0.1, \"cacheWrite\": 1, \"cacheWrite1h\": 1, " +
            $"\"output\": 5 }} }}, \"{model}\": {{ \"usdPerMTok\": {price} }}");

    private static string Priced(string model, string price) =>
        FixedTable.With(
            """ "r": { "chain": ["v", "u"] } """,
            $", \"v\": {{ \"provider\": \"p\", \"model\": \"{model}\" }}",
            models: $", \"{model}\": {{ \"usdPerMTok\": {price} }}");

    private static async Task Fixes(TableCodeFix fix, string rule, string before, string after, string expectedTitle)
    {
        var (title, text, left) = await TableWorkspace.FixAsync(fix, rule, before);

        Assert.Equal(after, text);
        Assert.Equal(expectedTitle, title);
        Assert.Empty(left);
    }
}
