using RouteGen.Model.Checks;
using RouteGen.Model.Reading;
using RouteGen.Model.Tests.Json;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>The rules of tables where they meet embedding routes.</summary>
public class EmbeddingRuleTests
{
    private const string Models = """ "e": { "maxInput": 8000, "dimensions": 1536, "usdPerMTok": { "input": 0.02 } } """;
    private const string Providers = """ "z": { "kind": "azure-openai", "endpointEnv": "Z_URL", "apiKeyEnv": "Z_KEY" } """;
    private const string Targets =
        """ "ep": { "provider": "p", "model": "e" }, "ez": { "provider": "z", "model": "e", "deployment": "x" } """;

    [Theory]
    [InlineData(""" "r": { "type": "embedding", "chain": ["ep", "ez"] } """)]
    [InlineData(""" "r": { "type": "embedding", "chain": ["ep", "ez"], "limits": { "inputTokens": 100000, "costUsd": 1 } } """)]
    [InlineData(""" "r": { "type": "embedding", "chain": ["ep", "ez"], "limits": { ⟦RG1013:"costUsd"⟧: 1 } } """)]
    [InlineData(
        """ "r": { "type": "embedding", "chain": ["ep", "ez"], "limits": { "inputTokens": 100000, "costUsd": ⟦RG1012:0.0079⟧ } } """)]
    public void Output_is_never_missed_and_a_window_is_for_each_text(string route) =>
        RuleTable.Finds(RuleTable.With(route, Targets, Providers, Models));

    [Fact]
    public void A_limit_of_input_alone_bounds_the_cost_of_all_attempts() => Assert.Equal(
        "Route 'r' can cost 0.008 USD at worst (4 attempts billed in full), above its limit of 0.0079 USD; raise limits.costUsd, or " +
        "lower limits.attempts, inputTokens or outputTokens",
        Assert.Single(RuleTable.Finds(RuleTable.With(
            """ "r": { "type": "embedding", "chain": ["ep", "ez"], "limits": { "inputTokens": 100000, "costUsd": ⟦RG1012:0.0079⟧ } } """,
            Targets,
            Providers,
            Models))).Message);

    [Fact]
    public void A_budget_is_reserved_without_an_output_limit() => RuleTable.Finds(RuleTable.With(
        """ "r": { "type": "embedding", "chain": ["ep", "ez"], "limits": { "inputTokens": 1000 }, "budgets": ["b"] } """,
        Targets, Providers, Models,
        """ "budgets": { "b": { "per": "table", "limit": { "usd": 1 }, "calendar": "day" } }, """));

    [Fact]
    public void A_missing_fallback_is_the_same_model_elsewhere() => Assert.Equal(
        "ez", Assert.Single(RuleTable.Finds(RuleTable.With(""" "r": { "type": "embedding", "chain": ⟦RG1001:["ep"]⟧ }, "s": """ +
            """{ "type": "embedding", "chain": ["ez", "ep"] } """, Targets, Providers, Models))).Suggested);

    [Fact]
    public void No_chat_route_is_told_to_fall_back_on_embeddings() => Assert.Equal(
        "u", Assert.Single(RuleTable.Finds(RuleTable.With(""" "c": { "chain": ⟦RG1001:["t"]⟧ }, "r": { "type": "embedding", "chain": """ +
            """["ep", "ez"] } """, Targets, Providers, Models))).Suggested);

    [Fact]
    public void Only_an_input_price_is_missed() => Assert.Equal(
        "Model 'e' has no price for input, so what route 'r' costs is unknown; add it to the model's 'usdPerMTok' (0 if it is free)",
        Assert.Single(RuleTable.Finds(RuleTable.With(""" "r": { "type": "embedding", "chain": ["ep", "ez"] } """,
            Targets, Providers, """ ⟦RG1015:"e"⟧: { "maxInput": 8000 } """))).Message);

    [Fact]
    public void Every_spoilt_table_of_embeddings_is_read_and_checked()
    {
        var texts = new JsonTexts(3);
        var table = RuleTable.With(""" "r": { "type": "embedding", "chain": ["ep", { "target": "ez", "on": { "timeout": """ +
            """["ep"] } }], "limits": { "inputTokens": 1000 } } """, Targets, Providers, Models);
        for (var i = 0; i < 5_000; i++)
        {
            TableChecks.Run(TableReader.Read(new TextFile("/app/routes.json", texts.Mutate(table)), []));
        }
    }
}
