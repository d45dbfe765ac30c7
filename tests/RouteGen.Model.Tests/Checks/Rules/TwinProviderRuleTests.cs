using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class TwinProviderRuleTests
{
    [Theory]
    [InlineData(""" "kind": "openai", "apiKeyEnv": "P_KEY" """)]
    [InlineData(""" "kind": "openai", "apiKeyEnv": "P_KEY", "endpoint": "https://API.openai.com:443/v1/" """)]
    [InlineData(""" "kind": "openai", "apiKeyEnv": ["P_KEY"], "priceFactor": 0.5, "region": "eu", "about": "another invoice" """)]
    [InlineData(""" "kind": "openai-compatible", "apiKeyEnv": "P_KEY", "endpoint": "https://api.openai.com/v1" """)]
    public void The_second_of_two_providers_that_are_one_is_reported_where_a_chain_asks_both(string twin)
    {
        var finding = Assert.Single(RuleTable.Finds(Table("⟦RG1032:\"s\"⟧", twin, """["t", "v", "u"]""")));

        Assert.Equal("Provider 's' has the address and the key of provider 'p', so target 'v' of route 'r' fails whenever 't' does; use " +
            "provider 'p' for both, or give 's' an address of its own", finding.Message);
    }

    [Theory]
    [InlineData(""" "kind": "openai", "apiKeyEnv": "S_KEY" """)]
    [InlineData(""" "kind": "openai" """)]
    [InlineData(""" "kind": "openai", "apiKeyEnv": ["P_KEY", "S_KEY"] """)]
    [InlineData(""" "kind": "openai", "apiKeyEnv": "P_KEY", "api": "responses" """)]
    [InlineData(""" "kind": "openai", "apiKeyEnv": "P_KEY", "endpoint": "https://eu.api.openai.com/v1" """)]
    [InlineData(""" "kind": "openai", "apiKeyEnv": "P_KEY", "endpoint": "https://api.openai.com/team/v1" """)]
    [InlineData(""" "kind": "openai", "apiKeyEnv": "P_KEY", "endpointEnv": "S_URL" """)]
    [InlineData(""" "kind": "custom" """)]
    [InlineData(""" "kind": "openai", "apiKeyEnv": "P_KEY", "suppress": { "RG1032": "a test" } """)]
    public void Those_that_differ_are_not_reported(string other) => RuleTable.Finds(Table("\"s\"", other, """["t", "v", "u"]"""));

    [Fact]
    public void A_chain_that_does_not_ask_both_is_not_reported() =>
        RuleTable.Finds(Table("\"s\"", """ "kind": "openai", "apiKeyEnv": "P_KEY" """, """["v", "u"]"""));

    [Fact]
    public void A_chain_that_is_at_one_address_is_that_of_another_rule()
    {
        var finding = Assert.Single(RuleTable.Finds(Table(
            "\"s\"",
            """ "kind": "openai", "apiKeyEnv": "P_KEY", "endpoint": "https://api.openai.com/v1" """,
            """⟦RG1002:["t", "v"]⟧""")));

        Assert.Contains("providers 'p' and 's', which are at one address", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Servers_of_ones_own_have_no_key_to_differ_by() => RuleTable.Finds(RuleTable.With(
        """ "r": { "chain": ["v", "w", "t"], "limits": { "inputTokens": 1 }, "timeouts": { "attempt": "9s" } } """,
        """ "v": { "provider": "a", "model": "n" }, "w": { "provider": "b", "model": "n" } """,
        """ "a": { "kind": "ollama" }, ⟦RG1032:"b"⟧: { "kind": "ollama", "endpoint": "http://localhost:11434/" } """));

    [Fact]
    public void An_outage_takes_both()
    {
        var table = new TableView(RuleTable.Read(Table(
            "\"s\"", """ "kind": "openai", "apiKeyEnv": "P_KEY", "endpoint": "https://api.openai.com/v1" """, """["t", "v", "u"]""")));

        var outage = Assert.Single(Outage.Each(table), o => o.Parts.Single() is { Kind: OutageKind.Provider, Name: "p" });

        Assert.Equal(["t", "v"], outage.Down.Select(target => target.Name));
        Assert.DoesNotContain(Outage.Each(table), o => o.Parts.Single() is { Kind: OutageKind.Provider, Name: "s" });
    }

    private static string Table(string name, string twin, string chain) => RuleTable.With(
        $$""" "r": { "chain": {{chain}}, "limits": { "inputTokens": 1 }, "timeouts": { "attempt": "10s" } } """,
        """ "v": { "provider": "s", "model": "n" } """,
        $$""" {{name}}: { {{twin}} } """);
}
