using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class ChainRuleTests
{
    private const string Gateways = """
        "or": { "kind": "openrouter" }, "house": { "kind": "openai-compatible", "gateway": true, "endpointEnv": "HOUSE_URL" },
        """;

    private const string ViaGateways = """
        "t-or": { "provider": "or", "model": "m" }, "u-or": { "provider": "or", "model": "n" },
        "t-house": { "provider": "house", "model": "m" },
        """;

    private const string AllUsed =
        """ "used": { "chain": ["t", "t-or", "u-or", "t-house"], "limits": { "inputTokens": 1 }, "timeouts": { "total": "1h" } }, """;

    [Theory]
    [InlineData(""" "r": { "chain": ⟦RG1001:["t"]⟧ } """)]
    [InlineData(""" "r": { "chain": ⟦RG1001:[ { "target": "u" } ]⟧ } """)]
    [InlineData(""" "r": { "chain": ["t"], "suppress": { "RG1001": "answers may fail here" } } """)]
    [InlineData(""" "r": { "chain": ["u", "t"] } """)]
    public void A_chain_of_one_has_no_fallback(string routes) => RuleTable.Finds(RuleTable.With(routes));

    [Fact]
    public void The_cheapest_target_of_another_provider_that_can_serve_is_proposed_as_fallback()
    {
        const string Targets = """
            "dear": { "provider": "q2", "model": "dear" }, "cheap": { "provider": "q2", "model": "cheap" },
            "cheap-at-p": { "provider": "p", "model": "cheap" },
            "blind": { "provider": "q2", "model": "blind" }, "narrow": { "provider": "q2", "model": "narrow" },
            "unpriced": { "provider": "q2", "model": "unpriced" },
            """;
        const string Models = """
            "dear": { "features": ["vision"], "usdPerMTok": { "input": 9, "output": 9 } },
            "cheap": { "usdPerMTok": { "input": 2, "output": 2 } },
            "blind": { "features": [], "usdPerMTok": { "input": 1, "output": 1 } },
            "narrow": { "maxInput": 9999, "usdPerMTok": { "input": 1, "output": 1 } }, "unpriced": { },
            """;
        const string Routes = """ "r": { "chain": ["t"], "requires": ["vision"], "limits": { "inputTokens": 10000 } } """;
        var reading = RuleTable.Read(RuleTable.With(Routes, Targets, """ "q2": { "kind": "gemini", "endpoint": "https://g" } """, Models));

        var finding = Assert.Single(Model.Checks.TableChecks.Run(reading), f => f.Rule.Id == "RG1001");

        Assert.Equal("cheap", finding.Suggested);
        Assert.Equal(
            "Route 'r' has no fallback, so it fails whenever 't' does; add a target of another provider to its chain, for example 'cheap'",
            finding.Message);
    }

    [Theory]
    [InlineData(""" "r": { "chain": ⟦RG1002:["t", "t2"]⟧ } """, "p")]
    [InlineData(""" "r": { "chain": ["t", "t2"], "suppress": { "RG1002": "p has two regions" } } """, "p")]
    [InlineData(""" "r": { "chain": ["t", "t2", "u"], "limits": { "inputTokens": 1 }, "timeouts": { "attempt": "9s" } } """, "p")]
    [InlineData(""" "r": { "chain": ["t", "t2"] } """, "p-elsewhere")]
    [InlineData(""" "r": { "chain": ⟦RG1002:["t", "t2"]⟧ } """, "p-again")]
    public void Targets_of_one_provider_fail_together(string routes, string provider) => RuleTable.Finds(RuleTable.With(
        routes,
        $$""" "t2": { "provider": "{{provider}}", "model": "k", "deployment": "k2" }, "used-e": { "provider": "p-elsewhere", "model":""" +
        $$""" "k" }, "used-a": { "provider": "p-again", "model": "k" } """,
        """ "p-elsewhere": { "kind": "openai", "endpoint": "https://elsewhere/v1" }, "p-again": """ +
        """{ "kind": "openai", "apiKeyEnv": "P2_KEY" } """,
        """ "k": { "usdPerMTok": { "input": 1, "output": 1 } } """).Replace("\"routes\": {", """
        "routes": { "used": { "chain": ["t", "used-e", "used-a", "t2"], "timeouts": { "total": "1h" } },
        """, StringComparison.Ordinal));

    [Theory]
    [InlineData(""" "r": { "chain": ⟦RG1003:["t-or", "t-house"]⟧ } """)]
    [InlineData(""" "r": { "chain": ⟦RG1002:⟦RG1003:["t-or", "u-or"]⟧⟧, "limits": { "inputTokens": 1 } } """)]
    [InlineData(""" "r": { "chain": ["t-or", "t-house"], "suppress": { "RG1003": "compliance wants the gateways" } } """)]
    [InlineData(""" "r": { "chain": ["t-or", "t-house", "t"], "timeouts": { "attempt": "5s" } } """)]
    public void A_route_needs_a_target_that_is_behind_no_gateway(string routes) =>
        RuleTable.Finds(RuleTable.With(AllUsed + routes, ViaGateways, Gateways));

    [Fact]
    public void What_is_proposed_as_escape_hatch_is_behind_no_gateway()
    {
        var finding = Assert.Single(
            RuleTable.Finds(RuleTable.With(AllUsed + """ "r": { "chain": ⟦RG1003:["t-or", "t-house"]⟧ } """, ViaGateways, Gateways)));

        Assert.Equal("t", finding.Suggested);
        Assert.Equal("Every target of route 'r' is behind a gateway ('or' and 'house'), so none remains when gateways fail; add a target " +
            "that calls its provider directly, for example 't'", finding.Message);
    }

    [Theory]
    [InlineData(""" "r": { "chain": ["t", ⟦RG1004:"u"⟧], "limits": { "attempts": 1, "inputTokens": 1 } } """)]
    [InlineData(""" "r": { "chain": ["t", { "target": ⟦RG1004:"u"⟧ }], "limits": { "attempts": 1, "inputTokens": 1 } } """)]
    [InlineData(""" "r": { "chain": ["t", "u", ⟦RG1004:"t2"⟧], "limits": { "attempts": 6, "inputTokens": 1 }, "timeouts": """ +
        """{ "attempt": "5s" } } """)]
    [InlineData(""" "r": { "chain": ["t", "u", { "target": "t2", "options": { "reasoningEffort": "low" } }], "limits": """ +
        """{ "inputTokens": 1 }, "timeouts": { "attempt": "5s" } } """)]
    [InlineData(""" "r": { "chain": ["t", "u"], "limits": { "attempts": 2, "inputTokens": 1 }, "retry": { "maxRetries": 0 } } """)]
    [InlineData(""" "r": { "chain": ["t", "u"], "limits": { "attempts": 1, "inputTokens": 1 }, "suppress": """ +
        """{ "RG1004": "only when 't' is open" } } """)]
    public void A_target_that_no_attempt_comes_to_or_that_repeats_another_is_unreachable(string routes) => RuleTable.Finds(RuleTable.With(
        routes + """, "used": { "chain": ["u", "t2"] } """, """ "t2": { "provider": "p", "model": "m" } """));

    [Theory]
    [InlineData(""" "r": { "chain": ["t", ⟦RG1005:"u"⟧], "limits": { "inputTokens": 250000 } } """)]
    [InlineData(""" "r": { "chain": ["t", ⟦RG1005:"u"⟧], "limits": { "inputTokens": 199401, "outputTokens": 600 } } """)]
    [InlineData(""" "r": { "chain": ["t", "u"], "limits": { "inputTokens": 199400, "outputTokens": 600 } } """)]
    [InlineData(""" "r": { "chain": ["t", ⟦RG1005:"u"⟧] } """)]
    [InlineData(""" "r": { "chain": ["u", "t"], "limits": { "inputTokens": 250000 } } """)]
    [InlineData(""" "r": { "chain": ["t", "w"], "limits": { "inputTokens": 250000 } } """)]
    public void A_fallback_takes_what_the_route_allows(string routes) => RuleTable.Finds(RuleTable.With(
        routes + """, "used": { "chain": ["w", "t"], "limits": { "inputTokens": 1 } } """,
        """ "w": { "provider": "q", "model": "w" } """,
        models: """ "w": { "usdPerMTok": { "input": 1, "output": 1 } } """));

    [Theory]
    [InlineData(""" "r": { "chain": ["t", ⟦RG1006:"u"⟧], "requires": ["streaming", "tools"], "limits": { "inputTokens": 1 } } """)]
    [InlineData(""" "r": { "chain": ["t", "u"], "requires": ["streaming"], "limits": { "inputTokens": 1 } } """)]
    [InlineData(""" "r": { "chain": ["u", "w"], "requires": ["streaming"], "limits": { "inputTokens": 1 } } """)]
    public void A_target_has_the_features_that_its_route_requires(string routes) => RuleTable.Finds(RuleTable.With(
        routes + """, "used": { "chain": ["w", "u"], "limits": { "inputTokens": 1 } } """,
        """ "w": { "provider": "p", "model": "of-unknown-features" } """,
        models: """ "of-unknown-features": { "usdPerMTok": { "input": 1, "output": 1 } } """));

    [Theory]
    [InlineData(""" "regions": ["eu"] """, """ [⟦RG1007:"t"⟧, "u"] """)]
    [InlineData(""" "regions": ["eu", "us"] """, """ ["t", "u"] """)]
    [InlineData(""" "regions": ["eu-west-1", "us"] """, """ ["t", "u"] """)]
    [InlineData(""" "regions": ["eu-west", "us"] """, """ ["t", "u"] """)]
    [InlineData(""" "regions": ["e", "us"] """, """ ["t", ⟦RG1007:"u"⟧] """)]
    [InlineData(""" "regions": ["us"] """, """ ["t", ⟦RG1007:"silent"⟧] """)]
    [InlineData(""" "maxDataRetention": "none" """, """ [⟦RG1007:"t"⟧, "u"] """)]
    [InlineData(""" "maxDataRetention": "29d" """, """ [⟦RG1007:"t"⟧, "u"] """)]
    [InlineData(""" "maxDataRetention": "30d" """, """ ["t", "u"] """)]
    [InlineData(""" "maxDataRetention": "30d" """, """ ["t", ⟦RG1007:"silent"⟧] """)]
    [InlineData(""" "maxDataRetention": "none", "suppress": { "RG1007": "signed" } """, """ ["t", "u"] """)]
    public void A_target_is_where_its_route_allows_and_keeps_no_more(string demand, string chain) => RuleTable.Finds(RuleTable.With(
        $$""" "r": { "chain": {{chain}}, {{demand}}, "limits": { "inputTokens": 1 } }, "used": { "chain": ["t", "silent"] } """,
        """ "silent": { "provider": "silent", "model": "m" } """,
        """ "silent": { "kind": "gemini", "endpoint": "https://g" } """));
}
