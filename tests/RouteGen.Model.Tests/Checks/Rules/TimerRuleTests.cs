using RouteGen.Model.Fixes;
using RouteGen.Model.Problems;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class TimerRuleTests
{
    [Theory]
    [InlineData("""{ "total": "10s", "attempt": ⟦RG1030:"20s"⟧ }""", """{ "total": "10s" }""",
        "attempt of route 'r' is 20s, which never counts: timeouts.total, 10s, ends the call first; remove it, or raise "
            + "timeouts.total to " +
        "20s or more")]
    [InlineData("""{ "attempt": ⟦RG1030:"90s"⟧ }""", """{ "attempt": "60s" }""",
        "attempt of route 'r' is 90s, which never counts: timeouts.total, 60s by default, ends the call first; lower it to 60s, or raise " +
        "timeouts.total to 90s or more")]
    [InlineData("""{ "attempt": "10s", "firstToken": ⟦RG1030:"0.5m"⟧ }""", """{ "attempt": "10s" }""",
        "firstToken of route 'r' is 0.5m, which never counts: timeouts.attempt, 10s, ends the attempt first; remove it, or raise " +
        "timeouts.attempt to 0.5m or more")]
    [InlineData("""{ "firstToken": ⟦RG1030:"40s"⟧ }""", """{ "firstToken": "30s" }""",
        "firstToken of route 'r' is 40s, which never counts: timeouts.attempt, 30s by default, ends the attempt first; lower it to 30s, " +
        "or raise timeouts.attempt to 40s or more")]
    [InlineData("""{ "firstToken": ⟦RG1030:"12s"⟧, "total": "5s" }""", """{ "total": "5s" }""",
        "firstToken of route 'r' is 12s, which never counts: timeouts.total, 5s, ends the call first; remove it, or raise timeouts.total " +
        "to 12s or more")]
    [InlineData("""{ "firstToken": ⟦RG1030:"12s"⟧, "streamTotal": "10s" }""", """{ "streamTotal": "10s" }""",
        "firstToken of route 'r' is 12s, which never counts: timeouts.streamTotal, 10s, ends the stream first; remove it, or raise " +
        "timeouts.streamTotal to 12s or more")]
    [InlineData("""{ "idle": ⟦RG1030:"10m"⟧ }""", """{ "idle": "300s" }""",
        "idle of route 'r' is 10m, which never counts: timeouts.streamTotal, 300s by default, ends the stream first; lower it to 300s,"
            + " or " +
        "raise timeouts.streamTotal to 10m or more")]
    [InlineData("""{ "streamTotal": "1m", "idle": ⟦RG1030:"61s"⟧ }""", """{ "streamTotal": "1m", "idle": "1m" }""",
        "idle of route 'r' is 61s, which never counts: timeouts.streamTotal, 1m, ends the stream first; lower it to 1m, or raise " +
        "timeouts.streamTotal to 61s or more")]
    public void A_stated_time_that_another_cuts_short_is_reported_and_can_be_cut(string timeouts, string cut, string message)
    {
        var marked = Table(timeouts);
        var finding = Assert.Single(RuleTable.Finds(marked));

        Assert.Equal("timeouts." + message, finding.Message);
        Assert.Equal(Table(cut), Fixed(marked, finding));
        RuleTable.Finds(Table(cut));
    }

    [Fact]
    public void The_first_wait_between_attempts_is_no_longer_than_the_longest()
    {
        var marked = Retrying("""{ "delay": ⟦RG1030:"5s"⟧ }""");
        var finding = Assert.Single(RuleTable.Finds(marked));

        Assert.Equal(
            "retry.delay of route 'r' is 5s, which never counts: retry.maxDelay, 2s by default, is the longest wait; lower it to 2s, or " +
            "raise retry.maxDelay to 5s or more", finding.Message);
        Assert.Equal(Retrying("""{ "delay": "2s" }"""), Fixed(marked, finding));
    }

    [Theory]
    [InlineData("""{ "total": "10s" }""")]
    [InlineData("""{ "total": "5s", "attempt": "5s", "firstToken": "5s" }""")]
    [InlineData("""{ "attempt": "10s" }""")]
    [InlineData("""{ "streamTotal": "10s" }""")]
    [InlineData("""{ "total": "20s", "streamTotal": "10s", "attempt": "10s" }""")]
    [InlineData("""{ "streamTotal": "10s", "idle": "10000ms" }""")]
    public void Defaults_and_equal_times_are_not_reported(string timeouts) => RuleTable.Finds(Table(timeouts));

    [Fact]
    public void It_can_be_suppressed_at_the_route() => RuleTable.Finds(RuleTable.With("""
        "r": { "chain": ["t", "u"], "limits": { "inputTokens": 1 }, "timeouts": { "idle": "1h" },
          "suppress": { "RG1030": "settings of production raise streamTotal" } }
        """));

    [Fact]
    public void An_embedding_route_has_the_two_times_that_it_has() => RuleTable.Finds(RuleTable.With(
        """
        "e": { "type": "embedding", "chain": ["v"], "timeouts": { "attempt": ⟦RG1030:"2m"⟧ }, "suppress": { "RG1001": "one has it" } }
        """,
        """ "v": { "provider": "p", "model": "v" } """,
        models: """ "v": { "dimensions": 8, "usdPerMTok": { "input": 1, "output": 0 } } """));

    private static string Table(string timeouts) => RuleTable.With($$"""
        "r": { "chain": ["t"], "limits": { "inputTokens": 1 }, "timeouts": {{timeouts}}, "suppress": { "RG1001": "a test" } }
        """);

    private static string Retrying(string retry) => RuleTable.With($$"""
        "r": { "chain": ["t"], "limits": { "inputTokens": 1 }, "retry": {{retry}}, "suppress": { "RG1001": "a test" } }
        """);

    private static string Fixed(string marked, Problem finding)
    {
        var text = MarkedText.Parse(marked).Text;
        var fix = TableFixes.For(finding.Rule)!;
        return TableFix.Apply(text, fix.Edits(text, finding.Range.Start, finding.Range.Length, finding.Suggested));
    }
}
