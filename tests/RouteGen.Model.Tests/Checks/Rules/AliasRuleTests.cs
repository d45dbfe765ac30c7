using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class AliasRuleTests
{
    [Theory]
    [InlineData("""["gpt-4o", "o3", ⟦RG1025:"gpt-4o"⟧]""")]
    [InlineData("""["gpt-4o*", ⟦RG1025:"gpt-4o**"⟧]""")]
    [InlineData("""[⟦RG1025:"gpt-4o-mini"⟧, "gpt-4o*"]""")]
    [InlineData("""[⟦RG1025:"gpt-*-mini*"⟧, "gpt-*"]""")]
    [InlineData("""[⟦RG1025:"r"⟧, "o3", ⟦RG1025:"GoodRoutes/r"⟧]""")]
    [InlineData("""["gpt-4o*", "gpt-*-mini", "GPT-4o", "r*", "R", "OtherRoutes/r"]""")]
    [InlineData("""["gpt-4o", "gpt-4o"], "suppress": { "RG1025": "a test" }""")]
    [InlineData("[]")]
    public void An_alias_that_lets_nobody_in_is_reported(string aliases) =>
        RuleTable.Finds(RuleTable.With($$""" "r": { "chain": ["t", "u"], "limits": { "inputTokens": 1 }, "aliases": {{aliases}} } """));

    [Fact]
    public void What_is_wrong_with_an_alias_is_said_with_what_to_do()
    {
        Assert.Equal(
            ["Alias 'gpt-4o' of route 'r' has no effect, since 'gpt-*' matches all that it matches; remove it",
                "Alias 'o3' of route 'r' has no effect, since it is in the list already; remove it"],
            RuleTable.Finds(RuleTable.With(""" "r": { "chain": ["t", "u"], "limits": { "inputTokens": 1 }, "aliases": """ +
                """["gpt-*", "o3", ⟦RG1025:"gpt-4o"⟧, ⟦RG1025:"o3"⟧] } """)).Select(f => f.Message));
    }

    [Theory]
    [InlineData("\"gpt-4o\"", "\"gpt-4o\"", "Alias 'gpt-4o' of route 's' and alias 'gpt-4o' of route 'r' on line 22 both match 'gpt-4o', " +
        "so it is not clear which route serves it; remove it from one of the two routes")]
    [InlineData("\"gpt-4o*\"", "\"gpt-*-mini\"", "Alias 'gpt-*-mini' of route 's' and alias 'gpt-4o*' of route 'r' on line 22 both match " +
        "'gpt-4o-mini', so it is not clear which route serves it; narrow or remove one of the two")]
    [InlineData("\"*\"", "\"*\"", "Alias '*' of route 's' and alias '*' of route 'r' on line 22 both match 'any', " +
        "so it is not clear which route serves it; remove it from one of the two routes")]
    [InlineData("\"good\"", "\"x\"", "Alias 'good' of route 'r' is the name of route 'good', which serves whoever asks for it; " +
        "remove it, or rename that route")]
    public void A_name_that_means_two_routes_is_said_with_both(string first, string second, string message)
    {
        var table = RuleTable.With($$"""
            "r": { "chain": ["t", "u"], "aliases": [{{first}}] }, "s": { "chain": ["t", "u"], "aliases": [{{second}}] }
            """);

        var problem = Assert.Single(TableReader.Read(new TextFile(RuleTable.Path, table), []).Problems);

        Assert.Equal(message, problem.Message);
    }

    [Fact]
    public void A_chat_route_and_an_embedding_route_are_in_one_list_of_models()
    {
        var table = RuleTable.With(
            """ "r": { "chain": ["t", "u"], "aliases": ["any-*"] }, "e": { "type": "embedding", "chain": ["v"], "aliases": ["*-any"] } """,
            """ "v": { "provider": "p", "model": "v" } """,
            models: """ "v": { "dimensions": 8 } """);

        Assert.Equal(["RG0018"], TableReader.Read(new TextFile(RuleTable.Path, table), []).Problems.Select(p => p.Rule.Id));
    }
}
