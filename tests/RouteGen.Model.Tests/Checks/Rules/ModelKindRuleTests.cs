using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>RG1036 and RG1037: what a chain wants of a model that does not do it.</summary>
public class ModelKindRuleTests
{
    [Fact]
    public void An_embedding_model_in_a_chat_route_is_reported()
    {
        var finding = Assert.Single(RuleTable.Finds(RuleTable.With(
            """ "r": { "chain": ["t", "u", ⟦RG1036:"e"⟧], "limits": { "inputTokens": 9 }, "timeouts": { "attempt": "9s" } } """,
            """ "e": { "provider": "p", "model": "e" } """,
            models: """ "e": { "dimensions": 9, "usdPerMTok": { "input": 1, "output": 0 } } """)));

        Assert.Equal(
            "Route 'r' asks for replies, but model 'e' of target 'e' gives vectors, as its 'dimensions' say, so every call to it fails; " +
            "name a target of a chat model, or write \"type\": \"embedding\" in the route",
            finding.Message);
    }

    [Theory]
    [InlineData("\"maxOutput\": 50", "⟦RG1036:\"e\"⟧")]
    [InlineData("\"features\": [\"vision\", \"tools\"]", "⟦RG1036:\"e\"⟧")]
    [InlineData("\"features\": [\"vision\"]", "\"e\"")]
    [InlineData("\"contextWindow\": 50", "\"e\"")]
    [InlineData("\"dimensions\": 9, \"maxOutput\": 50", "\"e\"")]
    public void A_chat_model_in_an_embedding_route_is_reported(string model, string target) => RuleTable.Finds(RuleTable.With(
        $$""" "r": { "type": "embedding", "chain": [{{target}}], "suppress": { "RG1001": "a test" } } """,
        """ "e": { "provider": "p", "model": "e" } """, models: $$""" "e": { {{model}}, "usdPerMTok": { "input": 1 } } """));

    [Theory]
    [InlineData("\"temperature\", \"topP\"", "⟦RG1037:\"temperature\"⟧: 0.2, ⟦RG1037:\"topP\"⟧: 1")]
    [InlineData("\"reasoningEffort\"", "⟦RG1037:\"reasoningEffort\"⟧: \"low\", \"temperature\": 0.2")]
    [InlineData("\"seed\"", "\"temperature\": 0.2, \"reasoningEffort\": \"low\"")]
    public void An_option_that_a_model_does_not_take_is_reported(string unsupported, string options) => RuleTable.Finds(RuleTable.With(
        $$""" "r": { "chain": ["u", { "target": "e", "options": { {{options}} } }], "limits": { "inputTokens": 9 } } """,
        """ "e": { "provider": "p", "model": "e" } """,
        models: $$""" "e": { "unsupported": [{{unsupported}}], "usdPerMTok": { "input": 1, "output": 2 } } """));
}
