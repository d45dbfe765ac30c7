using RouteGen.Model.Fixes;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class OutputRuleTests
{
    private const string Capped = """{ "target": "u", "options": { "maxOutputTokens": 64000 } }""";

    [Theory]
    [InlineData("""["t", ⟦RG1031:"u"⟧]""", "100000", $$"""["t", {{Capped}}]""", "100000",
        "Route 'r' allows 100,000 output tokens, but model 'n' of target 'u' writes at most 64,000, so replies end sooner there; lower " +
        "limits.outputTokens to 64000, or state \"maxOutputTokens\": 64000 in the options of its chain entry")]
    [InlineData("""["t", { "target": ⟦RG1031:"u"⟧ }]""", "100000", $$"""["t", {{Capped}}]""", "100000", null)]
    [InlineData("""["t", { "target": ⟦RG1031:"u"⟧, "options": { "topP": 1 } }]""", "100000",
        """["t", { "target": "u", "options": { "topP": 1, "maxOutputTokens": 64000 } }]""", "100000", null)]
    [InlineData("""["t", "u"]""", "⟦RG1031:200000⟧", """["t", "u"]""", "128000",
        "Route 'r' allows 200,000 output tokens, but none of its models writes more than 128,000, which is asked for; lower " +
        "limits.outputTokens to 128000, or use a model that writes more")]
    [InlineData("""["u2", "u"]""", "⟦RG1031:64001⟧", """["u2", "u"]""", "64000", null)]
    [InlineData("""["t", { "target": "u", "options": { "maxOutputTokens": ⟦RG1031:70000⟧ } }]""", "100000", $$"""["t", {{Capped}}]""",
        "100000", "The chain of route 'r' allows 70,000 output tokens, but model 'n' of target 'u' writes at most 64,000, which it is "
            + "asked " +
        "for; lower maxOutputTokens to 64000")]
    public void More_output_than_a_model_writes_is_reported_and_can_be_stated(
        string chain, string limit, string fixedChain, string fixedLimit, string? message)
    {
        var marked = Table(chain, limit);
        var finding = Assert.Single(RuleTable.Finds(marked));
        var text = MarkedText.Parse(marked).Text;
        var fix = TableFixes.For(finding.Rule)!;

        Assert.Equal(message ?? finding.Message, finding.Message);
        Assert.Equal(
            Table(fixedChain, fixedLimit),
            TableFix.Apply(text, fix.Edits(text, finding.Range.Start, finding.Range.Length, finding.Suggested)));
    }

    [Theory]
    [InlineData("""["t", "u"]""", "64000")]
    [InlineData($$"""["t", {{Capped}}]""", "128000")]
    [InlineData($$"""["y", {{Capped}}]""", "128000")]
    [InlineData("""["x", "y"]""", "900000")]
    public void What_models_write_or_the_chain_states_is_not_reported(string chain, string limit) => RuleTable.Finds(Table(chain, limit));

    [Fact]
    public void A_target_that_only_a_fault_leads_to_has_no_options_to_state_it_in()
    {
        var finding = Assert.Single(RuleTable.Finds(RuleTable.With("""
            "r": { "chain": ["t", "x"], "on": { "serverError": [⟦RG1031:"u"⟧] }, "limits": { "inputTokens": 9, "outputTokens": 90000 } },
            "v": { "chain": ["x", "u2"], "limits": { "inputTokens": 1 } }, "w": { "chain": ["x", "y"] }
            """, Targets, models: Models)));

        Assert.EndsWith("so replies end sooner there; lower limits.outputTokens to 64000", finding.Message, StringComparison.Ordinal);
    }

    private const string Targets = """
        "u2": { "provider": "p", "model": "n" },
        "x": { "provider": "q", "model": "x" },
        "y": { "provider": "p", "model": "x" }
        """;

    private const string Models = """ "x": { "usdPerMTok": { "input": 1, "output": 1 } } """;

    private static string Table(string chain, string limit) => RuleTable.With($$"""
        "r": { "chain": {{chain}}, "limits": { "inputTokens": 9, "outputTokens": {{limit}} }, "timeouts": { "attempt": "9s" } },
        "v": { "chain": ["x", "u2"], "limits": { "inputTokens": 1 } }, "w": { "chain": ["x", "y"] }
        """, Targets, models: Models);
}
