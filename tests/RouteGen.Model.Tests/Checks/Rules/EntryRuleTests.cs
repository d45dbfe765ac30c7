using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class EntryRuleTests
{
    [Fact]
    public void What_nothing_refers_to_is_unused()
    {
        var found = RuleTable.Finds(RuleTable.With(
            targets: """ ⟦RG1008:"v"⟧: { "provider": "p", "model": "m" } """,
            providers: """ ⟦RG1008:"w"⟧: { "kind": "custom" }, "later": { "kind": "custom", "suppress": """ +
                """{ "RG1008": "comes with the next release" } } """,
            models: """ ⟦RG1008:"x"⟧: { } """,
            root: """ "costBuckets": ["good", "named-by-calls"], "budgets": { ⟦RG1008:"b"⟧: { "per": "table", "limit": { "calls": """ +
                """1 }, "calendar": "day" } }, """));

        Assert.Equal(
            ["No route uses the budget 'b'; remove it, or use it", "No target uses the model 'x'; remove it, or use it",
                "No target uses the provider 'w'; remove it, or use it", "No route uses the target 'v'; remove it, or use it"],
            found.Select(f => f.Message));
    }

    [Theory]
    [InlineData(""" ⟦RG1009:"v"⟧: { "usdPerMTok": { "input": 1, "output": 1 } } """)]
    [InlineData(""" "v": { "usdPerMTok": { "input": 1, "output": 1 }, "suppress": { "RG1009": "our contract has other prices" } } """)]
    [InlineData("")]
    public void A_local_model_that_hides_a_shared_one_is_reported(string models)
    {
        const string Routes = """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1 } } """;
        var table = RuleTable.With(
            Routes, """ "v": { "provider": "p", "model": "v" } """, models: models, root: """ "use": ["all.models.json"], """);

        RuleTable.Finds(
            table, new TextFile("/app/all.models.json", """{ "models": { "v": { "usdPerMTok": { "input": 3, "output": 3 } } } }"""));
    }

    [Theory]
    [InlineData("⟦RG1020:\"http://llm.example.com/v1\"⟧")]
    [InlineData("⟦RG1020:\"http://10.0.0.1:8080\"⟧")]
    [InlineData("⟦RG1020:\"http://127.example.com\"⟧")]
    [InlineData("\"http://localhost:11434/v1\"")]
    [InlineData("\"http://api.localhost\"")]
    [InlineData("\"http://127.0.0.9:80\"")]
    [InlineData("\"http://[::1]:80\"")]
    [InlineData("\"https://llm.example.com/v1\"")]
    [InlineData("\"http://llm.svc\", \"suppress\": { \"RG1020\": \"the mesh encrypts\" }")]
    public void Plain_http_is_for_this_machine_only(string endpoint) => RuleTable.Finds(RuleTable.With(
        """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1 } } """,
        """ "v": { "provider": "v", "model": "m" } """,
        $$""" "v": { "kind": "openai", "endpoint": {{endpoint}} } """));

    [Theory]
    [InlineData("sk-canary-0000000000")]
    [InlineData("sk-ant-api03-canary0")]
    [InlineData("sk-or-v1-0123456789a")]
    [InlineData("AIzaSyCanary00000000000")]
    [InlineData("gsk_canary000000000000000")]
    [InlineData("aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3")]
    public void A_key_is_found_wherever_it_stands_and_never_repeated(string key)
    {
        var found = RuleTable.Finds(RuleTable.With(
            targets: $$""" /* ⟦RG1021:{{key}}⟧ */ """,
            routes: $$""" "r": { "chain": ["t", "u"], "limits": { "inputTokens": 1 }, "about": "call it with ⟦RG1021:{{key}}⟧!" } // """ +
                $$"""or ⟦RG1021:{{key}}⟧ """));

        Assert.All(found, f => Assert.DoesNotContain(key, f.Message, StringComparison.OrdinalIgnoreCase));
        Assert.All(found, f => Assert.Equal(ProblemSeverity.Error, f.Rule.Severity));
    }

    [Theory]
    [InlineData("accounts/fireworks/models/qwen2p5-coder-32b-instruct")]
    [InlineData("anthropic.claude-3-5-sonnet-20241022-v2:0")]
    [InlineData("pplx-and-other-words-of-the-trade")]
    [InlineData("AVeryLongCostBucketNameWithoutAnyDigitsInIt")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("SUPPORT_TEAM_OPENAI_API_KEY_2026_EUROPE_WEST_1")]
    public void Long_names_are_not_keys(string name) =>
        RuleTable.Finds(RuleTable.With($$""" "r": { "chain": ["t", "u"], "limits": { "inputTokens": 1 }, "about": "{{name}}" } """));

    [Fact]
    public void A_key_is_found_in_a_table_that_cannot_be_read()
    {
        var broken = TableReader.Read(
            new TextFile("routes.json", """{ "providers": { "p": { "kind": "openai", "apiKey": "sk-canary-0000000000" } }"""), []);

        Assert.Equal(["RG1021"], TableChecks.Run(broken).Select(f => f.Rule.Id));
    }

    [Theory]
    [InlineData(""" ⟦RG1022:"RG1001"⟧: "was alone once" """)]
    [InlineData(""" ⟦RG1022:"RG1999"⟧: "for later" """)]
    [InlineData(""" ⟦RG1022:"RG1018"⟧: "routes do not retire" """)]
    [InlineData(""" "RG1001": "was alone once", "RG1022": "and will be again" """)]
    [InlineData(""" "RG2001": "rules on C# are not judged here", "RG3001": "nor those on tests" """)]
    public void A_suppression_of_nothing_is_reported(string suppress) =>
        RuleTable.Finds(
            RuleTable.With($$""" "r": { "chain": ["t", "u"], "limits": { "inputTokens": 1 }, "suppress": { {{suppress}} } } """));

    [Fact]
    public void A_suppression_in_a_shared_file_may_be_for_another_table() => RuleTable.Finds(
        RuleTable.With(
            """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1 } } """,
            """ "v": { "provider": "p", "model": "v" } """,
            root: """ "use": ["all.models.json"], """),
        new TextFile(
            "/app/all.models.json",
            """{ "models": { "v": { "usdPerMTok": { "input": 3, "output": 3 }, "suppress": { "RG1016": "elsewhere" } } } }"""));
}
