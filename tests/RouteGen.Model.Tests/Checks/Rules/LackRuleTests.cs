using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>What a target lacks counts wherever what its model has counts.</summary>
public class LackRuleTests
{
    [Theory]
    [InlineData("m", """["tools"]""")]
    [InlineData("m", """["streaming", ⟦RG1027:"vision"⟧, "tools", ⟦RG1027:"audio"⟧]""")]
    [InlineData("m", """["vision"], "suppress": { "RG1027": "the file will have it" }""")]
    [InlineData("m", "[]")]
    [InlineData("silent", """["vision", "tools"]""")]
    public void A_lack_that_rules_nothing_out_is_reported(string model, string lacks) => RuleTable.Finds(RuleTable.With(
        """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1 } } """,
        $$""" "v": { "provider": "p", "model": "{{model}}", "lacks": {{lacks}} } """,
        models: model == "silent" ? """ "silent": { "usdPerMTok": { "input": 1, "output": 1 } } """ : ""));

    [Theory]
    [InlineData("m")]
    [InlineData("silent")]
    public void A_target_that_lacks_what_its_route_requires_is_reported(string model)
    {
        var finding = Assert.Single(RuleTable.Finds(RuleTable.With(
            """ "r": { "chain": ["t", ⟦RG1006:"v"⟧], "requires": ["streaming", "tools"], "limits": { "inputTokens": 1 } } """,
            $$""" "v": { "provider": "q", "model": "{{model}}", "lacks": ["tools"] } """,
            models: model == "silent" ? """ "silent": { "usdPerMTok": { "input": 1, "output": 1 } } """ : "")));

        Assert.Equal(
            "Route 'r' requires 'tools', which target 'v' lacks; take the target out of the chain, or remove the feature from the " +
            "target's 'lacks' if it has it",
            finding.Message);
    }

    [Fact]
    public void A_lack_of_the_model_is_the_models()
    {
        var finding = Assert.Single(RuleTable.Finds(RuleTable.With(
            """ "r": { "chain": ["t", ⟦RG1006:"v"⟧], "requires": ["streaming", "tools"], "limits": { "inputTokens": 1 } } """,
            """ "v": { "provider": "q", "model": "n", "lacks": ["streaming"] } """)));

        Assert.Equal(
            "Route 'r' requires 'streaming' and 'tools', which model 'n' of target 'v' lacks; take the target out of the chain, or name " +
            "the feature in the model's 'features' if it has it",
            finding.Message);
    }
}
