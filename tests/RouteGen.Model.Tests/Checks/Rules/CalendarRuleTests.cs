using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class CalendarRuleTests
{
    [Theory]
    [InlineData("\"2026-12-21\"", "\"2026-12-21\"")]
    [InlineData("\"2026-11-20\"", "⟦RG1035:\"2027-11-20\"⟧")]
    [InlineData("⟦RG1035:\"2026-12-22\"⟧", "\"2026-11-20\"")]
    public void A_day_of_a_check_that_is_still_to_come_is_reported(string reviewed, string asOf) =>
        RuleTable.FindsOn("2026-11-20", Dated(reviewed, asOf, ""));

    [Theory]
    [InlineData("company.models.json", "/app/company.models.json", "⟦RG1035:\"2027-11-20\"⟧")]
    [InlineData("Contoso.Models", "/packages/contoso/Contoso.Models.models.json", "\"2027-11-20\"")]
    public void A_file_of_the_house_is_looked_at_and_a_package_is_not(string use, string path, string day) => RuleTable.FindsOn(
        "2026-11-20",
        RuleTable.With(
            """ "r": { "chain": ["x", "u"], "limits": { "inputTokens": 9 } } """, """ "x": { "provider": "p", "model": "x" } """,
            root: $$""" "use": ["{{use}}"], """),
        new TextFile(path, $$"""
            { "reviewed": {{day}}, "models": { "x": { "usdPerMTok": { "input": 1, "output": 2, "asOf": {{day}} } } } }
            """));

    [Fact]
    public void A_model_may_say_why_its_price_is_of_a_day_to_come()
    {
        RuleTable.FindsOn("2026-11-20", Dated("\"2026-11-20\"", "\"2027-11-20\"", """ "suppress": { "RG1035": "agreed on" }, """));
        RuleTable.Finds(Dated("\"2026-11-20\"", "\"2026-11-20\"", """ "suppress": { "RG1035": "agreed on" }, """));
    }

    [Theory]
    [InlineData("2026-11-20", "⟦RG1017:\"2026-08-21\"⟧")]
    [InlineData("2026-11-20", "\"2026-08-22\"")]
    [InlineData("2026-11-01", "\"2026-11-20\"")]
    public void A_review_is_due_after_ninety_days(string today, string reviewed) =>
        RuleTable.FindsOn(today, RuleTable.With(root: $$""" "reviewed": {{reviewed}}, """));

    [Fact]
    public void A_table_that_was_never_reviewed_owes_no_review() => RuleTable.FindsOn("2026-11-20", RuleTable.With());

    [Theory]
    [InlineData("2026-11-20", "⟦RG1018:\"2026-11-20\"⟧")]
    [InlineData("2026-11-20", "⟦RG1018:\"2025-01-31\"⟧")]
    [InlineData("2026-11-20", "⟦RG1019:\"2026-11-21\"⟧")]
    [InlineData("2026-11-20", "⟦RG1019:\"2026-12-20\"⟧")]
    [InlineData("2026-11-20", "\"2026-12-21\"")]
    [InlineData("2026-11-20", "\"2026-11-30\", \"suppress\": { \"RG1019\": \"kept for us until spring\" }")]
    public void A_model_that_retires_is_reported_a_month_before(string today, string retires) =>
        RuleTable.FindsOn(
            today,
            RuleTable.With(targets: """ "v": { "provider": "p", "model": "v" } """, models: $$""" "v": { "retires": {{retires}} } """));

    [Fact]
    public void A_retired_model_that_no_target_uses_hurts_nobody() =>
        RuleTable.FindsOn("2026-11-20", RuleTable.With(models: """ "v": { "retires": "2020-01-01" } """));

    [Fact]
    public void The_message_names_the_day_and_the_targets()
    {
        var finding = Assert.Single(RuleTable.FindsOn("2026-11-20", RuleTable.With(
            targets: """ "v": { "provider": "p", "model": "v" }, "w": { "provider": "q", "model": "v" } """,
            models: """ "v": { "retires": ⟦RG1019:"2026-12-01"⟧ } """)));

        Assert.Equal("Model 'v' retires on 2026-12-01; move targets 'v' and 'w' to its successor before then", finding.Message);
    }

    [Theory]
    [InlineData("2026-11-20", "{ \"usd\": 5, \"until\": ⟦RG1042:\"2026-11-19\"⟧ }")]
    [InlineData("2026-11-20", "{ \"usd\": 5, \"until\": ⟦RG1042:\"2026-11-19\"⟧, \"then\": \"pay\" }")]
    [InlineData("2026-11-20", "{ \"usd\": 5, \"until\": \"2026-11-20\" }")]
    [InlineData("2026-11-20", "{ \"usd\": 5 }")]
    [InlineData("2026-11-20", "{ \"usd\": 5, \"until\": \"2026-11-19\" }, \"suppress\": { \"RG1042\": \"until the new contract\" }")]
    public void Free_credit_that_has_lapsed_is_reported_from_the_day_after(string today, string credits) =>
        RuleTable.FindsOn(today, RuleTable.With(
            targets: """ "v": { "provider": "w", "model": "m" } """, providers: $$""" "w": { "kind": "groq", "credits": {{credits}} } """));

    [Fact]
    public void The_lapsed_credit_of_a_provider_that_nobody_uses_hurts_nobody() => RuleTable.FindsOn(
        "2026-11-20", RuleTable.With(providers: """ "w": { "kind": "groq", "credits": { "usd": 5, "until": "2020-01-01" } } """));

    [Fact]
    public void The_message_says_what_follows_from_lapsed_credit()
    {
        var finding = Assert.Single(RuleTable.FindsOn("2026-11-20", RuleTable.With(
            targets: """ "v": { "provider": "w", "model": "m" }, "x": { "provider": "w", "model": "n" } """,
            providers: """ "w": { "kind": "groq", "credits": { "usd": 5, "until": ⟦RG1042:"2026-10-31"⟧, "then": "pay" } } """)));

        Assert.Equal(
            "The free credit of provider 'w' lapsed on 2026-10-31, so targets 'v' and 'x' cost money; remove 'credits', or correct 'until'",
            finding.Message);
    }

    private static string Dated(string reviewed, string asOf, string suppress) => RuleTable.With(
        """ "r": { "chain": ["x", "u"], "limits": { "inputTokens": 9 } } """, """ "x": { "provider": "p", "model": "x" } """,
        models: $$""" "x": { {{suppress}} "usdPerMTok": { "input": 1, "cachedInput": 0.1, "output": 2, "asOf": {{asOf}} } } """,
        root: $$""" "reviewed": {{reviewed}}, """);
}
