using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>RG1026 says it once of a file, in the table, and only of prices that somebody is billed at.</summary>
public class OldPriceRuleTests
{
    private const string Today = "2026-11-20";
    private const string Use = """ "use": [⟦RG1026:"company.models.json"⟧], """;
    private const string FreshUse = """ "use": ["company.models.json"], """;

    [Theory]
    [InlineData("2026-08-21", null, true)]
    [InlineData("2026-08-22", null, false)]
    [InlineData(null, "2026-08-21", true)]
    [InlineData("2025-01-01", "2026-08-22", false)]
    [InlineData("2026-08-22", "2025-01-01", false)]
    [InlineData("2025-01-01", "2026-08-21", true)]
    [InlineData(null, null, false)]
    public void The_later_of_a_prices_own_day_and_its_files_review_counts(string? asOf, string? reviewed, bool isOld) =>
        RuleTable.FindsOn(Today, Table(isOld ? Use : FreshUse), Company(reviewed, Model("v", asOf)));

    [Fact]
    public void A_file_is_told_of_once_with_the_models_that_targets_use()
    {
        var finding = Assert.Single(RuleTable.FindsOn(
            Today,
            Table(Use, """, "w": { "provider": "q", "model": "w" }, "x": { "provider": "q", "model": "v" } """),
            Company(null, Model("v", "2026-06-01"), Model("w", "2026-07-01"), Model("unused", "2020-01-01"))));

        Assert.Equal(
            "The prices of models 'v' and 'w' in 'company.models.json' are of 2026-06-01 to 2026-07-01, more than 90 days ago; check " +
            "them, and set 'reviewed' in that file to the day of the check",
            finding.Message);
    }

    [Fact]
    public void A_package_is_to_be_updated()
    {
        var finding = Assert.Single(RuleTable.FindsOn(
            Today,
            Table(""" "use": [⟦RG1026:"Contoso.Models"⟧], """),
            new TextFile("/home/me/.packages/contoso/Contoso.Models.models.json", Company("2026-08-01", Model("v", null)).Text)));

        Assert.Equal(
            "The price of model 'v' in 'Contoso.Models' is of 2026-08-01, more than 90 days ago; update the package 'Contoso.Models', or " +
            "state today's prices in a models file before it in 'use'",
            finding.Message);
    }

    [Fact]
    public void A_newer_file_before_it_wins() => RuleTable.FindsOn(
        Today,
        Table(""" "use": ["own.models.json", "company.models.json"], """),
        Company("2026-08-01", Model("v", null)),
        new TextFile("/app/own.models.json", Company("2026-11-01", Model("v", null)).Text));

    [Fact]
    public void Two_old_files_are_two_findings() => RuleTable.FindsOn(
        Today,
        Table(
            """ "use": [⟦RG1026:"own.models.json"⟧, ⟦RG1026:"company.models.json"⟧], """,
            """, "w": { "provider": "q", "model": "w" } """),
        Company("2026-08-01", Model("v", null)),
        new TextFile("/app/own.models.json", Company("2026-07-01", Model("w", null)).Text));

    [Theory]
    [InlineData(""" "provider": "p", "model": "v", "billing": "provisioned" """)]
    [InlineData(""" "provider": "mine", "model": "v" """)]
    [InlineData(""" "provider": "p", "model": "v", "suppress": { "RG1026": "by contract" } """)]
    public void A_price_that_nobody_is_billed_at_or_that_is_fine_is_not_old(string target) => RuleTable.FindsOn(
        Today,
        RuleTable.With(
            targets: $$""" "v": { {{target}} } """, providers: """ "mine": { "kind": "ollama" } """, root: FreshUse),
        Company("2026-01-01", Model("v", null)));

    [Fact]
    public void A_model_that_is_suppressed_is_left_out_and_the_others_are_told() => Assert.Contains(
        "The price of model 'w' in",
        Assert.Single(RuleTable.FindsOn(
            Today,
            Table(Use, """, "w": { "provider": "q", "model": "w" } """),
            Company("2026-01-01", Model("v", null, """, "suppress": { "RG1026": "by contract" } """), Model("w", null)))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "⟦RG1026:\"2026-08-21\"⟧")]
    [InlineData("", "\"2026-08-22\"")]
    [InlineData(""" "reviewed": "2026-08-22", """, "\"2026-01-01\"")]
    [InlineData(""" "reviewed": ⟦RG1017:"2026-08-21"⟧, """, "\"2026-01-01\"")]
    public void The_tables_own_prices_are_old_unless_the_whole_table_was_reviewed(string root, string asOf) => RuleTable.FindsOn(
        Today,
        RuleTable.With(
            targets: """ "v": { "provider": "p", "model": "v" } """,
            models: $$""" "v": { "usdPerMTok": { "input": 1, "output": 2, "asOf": {{asOf}} } } """,
            root: root));

    [Fact]
    public void The_tables_own_prices_are_told_once_at_the_oldest()
    {
        var finding = Assert.Single(RuleTable.FindsOn(Today, RuleTable.With(
            targets: """ "v": { "provider": "p", "model": "v" }, "w": { "provider": "q", "model": "w" } """,
            models: """
                "v": { "usdPerMTok": { "input": 1, "output": 2, "asOf": "2026-07-01" } },
                "w": { "usdPerMTok": { "input": 1, "output": 2, "asOf": ⟦RG1026:"2026-06-01"⟧ } }
                """)));

        Assert.Equal(
            "The prices of models 'v' and 'w' are of 2026-06-01 to 2026-07-01, more than 90 days ago; check them, and set 'asOf' to the " +
            "day of the check",
            finding.Message);
    }

    [Theory]
    [InlineData("\"asOf\": \"2026-11-01\"", "\"RG1026\"")]
    [InlineData("\"source\": \"a page\"", "⟦RG1022:\"RG1026\"⟧")]
    public void A_suppression_is_idle_only_where_no_day_can_come(string day, string rule) => RuleTable.Finds(RuleTable.With(
        """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1 } } """,
        """ "v": { "provider": "p", "model": "v" } """,
        models: $$"""
            "v": { "contextWindow": 1000, "usdPerMTok": { "input": 1, "output": 2, {{day}} }, "suppress": { {{rule}}: "by contract" } }
            """));

    [Fact]
    public void A_days_text_that_is_broken_blocks_and_is_not_judged()
    {
        var reading = TableReader.Read(
            new TextFile("/app/routes.json", """{ "table": "T", "use": ["a.models.json"], "routes": {} }"""),
            [new TextFile("/app/a.models.json", """{ "reviewed": "soon", "models": {} }""")]);

        Assert.Equal([FileRules.InvalidValue], reading.Problems.Select(p => p.Rule));
        Assert.Empty(CalendarChecks.Run(reading, new DateTime(2026, 11, 20)));
    }

    private static string Table(string root, string targets = "") => RuleTable.With(
        targets: $$""" "v": { "provider": "p", "model": "v" } {{targets}} """, root: root);

    private static string Model(string name, string? asOf, string more = "") => $$"""
        "{{name}}": { "usdPerMTok": { "input": 1, "output": 2 {{(asOf is null ? "" : $", \"asOf\": \"{asOf}\"")}} } {{more}} }
        """;

    private static TextFile Company(string? reviewed, params string[] models) => new("/app/company.models.json", $$"""
        { {{(reviewed is null ? "" : $"\"reviewed\": \"{reviewed}\",")}} "models": { {{string.Join(", ", models)}} } }
        """);
}
