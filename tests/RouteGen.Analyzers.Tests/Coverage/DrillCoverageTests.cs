namespace RouteGen.Analyzers.Tests.Coverage;

/// <summary>RG3001 and RG3002: which paths are reported, and where.</summary>
public sealed class DrillCoverageTests
{
    private const string HaikuIsMissing = "RG3001 Tests0.cs(9,2) Haiku_serves_Summarize_when_GptMini_fails";

    private const string Haiku = "RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).Failing(SummarizeTarget.GptMini, " +
        "Fault.RateLimited).ExpectServedByAsync(SummarizeTarget.Haiku)";

    [Fact]
    public async Task A_class_without_drills_misses_every_path_and_escape_hatch_at_its_mark() =>
        Assert.Equal(
            [
                "RG3001 Tests0.cs(9,2) GptMini_serves_Summarize",
                "RG3001 Tests0.cs(9,2) GptMini_serves_Translate_when_ViaProxy_fails",
                HaikuIsMissing.Replace("Summarize_when_GptMini", "DraftReply_when_ViaProxy", StringComparison.Ordinal),
                HaikuIsMissing,
                "RG3001 Tests0.cs(9,2) ViaProxy2_serves_Translate_when_ViaProxy_and_GptMini_fail",
                "RG3001 Tests0.cs(9,2) ViaProxy_serves_DraftReply",
                "RG3001 Tests0.cs(9,2) ViaProxy_serves_Translate",
                "RG3002 Tests0.cs(9,2) GptMini_serves_Translate_without_gateways",
                "RG3002 Tests0.cs(9,2) Haiku_serves_DraftReply_without_gateways",
            ],
            await FindAsync(""));

    [Fact]
    public async Task A_target_that_only_a_fault_leads_to_is_a_path_and_its_drill_goes_that_way()
    {
        var project = new DrillProject
        {
            Table = DrillTable.Text.Replace(
                """ "summarize": { "chain": ["gpt-mini", "haiku"] }, """.Trim(),
                """ "summarize": { "chain": ["gpt-mini", { "target": "haiku", "on": { "contextTooLong": """ +
                """["via-proxy", "via-proxy-2"] } }] }, """,
                StringComparison.Ordinal),
        };
        var compilation = project.Compile(
            DrillProject.Marked(DrillTable.AllButSummarize + DrillTable.Mini + "[Fact] public Task Haiku() => " + Haiku + ";"));

        var found = await Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions
            .WithAnalyzers(compilation, [new RouteGen.Analyzers.Coverage.DrillCoverageAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                ".Failing(SummarizeTarget.GptMini, Fault.Overloaded).Failing(SummarizeTarget.Haiku, " +
                "Fault.ContextTooLong).ExpectServedByAsync(SummarizeTarget.ViaProxy)",
                ".Failing(SummarizeTarget.GptMini, Fault.Overloaded).Failing(SummarizeTarget.Haiku, " +
                "Fault.ContextTooLong).Failing(SummarizeTarget.ViaProxy, Fault.Overloaded).ExpectServedByAsync(SummarizeTarget.ViaProxy2)",
            ],
            found.Where(d => d.Id == "RG3001")
                .Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split("r.Summarize)")[1]));
    }

    [Theory]
    [InlineData(
        """ "chain": [{ "target": "gpt-mini", "on": { "contextTooLong": ["haiku", "via-proxy"] } }, "haiku"] """,
        "GptMini Overloaded",
        "GptMini ContextTooLong, Haiku Overloaded")]
    [InlineData(""" "chain": ["gpt-mini", "haiku"], "on": { "overloaded": ["via-proxy"] } """, "GptMini ServerError", "GptMini Overloaded")]
    [InlineData(
        """ "chain": ["gpt-mini", "haiku"], "on": { "overloaded": "stop", "timeout": ["haiku", "via-proxy"] } """,
        "GptMini ServerError",
        "GptMini ServerError, Haiku Timeout")]
    [InlineData(
        """ "chain": ["gpt-mini", { "target": "haiku", "on": { "timeout": ["gpt-mini", "via-proxy"] } }] """,
        "GptMini Overloaded",
        "GptMini Overloaded, Haiku Timeout")]
    [InlineData(
        """ "chain": [{ "target": "gpt-mini", "on": { "timeout": "stop" } }], "on": { "timeout": ["via-proxy-2"], "contextTooLong": """ +
        """["via-proxy"] } """,
        "GptMini ContextTooLong, ViaProxy Timeout",
        "GptMini ContextTooLong")]
    [InlineData(
        """ "chain": ["gpt-mini", "via-proxy", "haiku"], "on": { "overloaded": "stop" } """,
        "GptMini ServerError",
        "GptMini ServerError, ViaProxy ServerError")]
    public async Task A_suggested_drill_goes_where_the_faults_of_the_table_lead(string summarize, params string[] failing)
    {
        var project = new DrillProject
        {
            Table = DrillTable.Text.Replace(""" "chain": ["gpt-mini", "haiku"] """.Trim(), summarize, StringComparison.Ordinal)
        };

        var found = await project.MessagesAsync("RG3001", DrillProject.Marked(DrillTable.AllButSummarize + DrillTable.Mini));

        Assert.Equal(
            failing.Select(way => string.Concat(
                way.Split(", ").Select(step => $".Failing(SummarizeTarget.{step.Replace(" ", ", Fault.", StringComparison.Ordinal)})"))),
            found.Select(message => message.Split("r.Summarize)")[1].Split(".ExpectServedByAsync")[0]));
    }

    [Fact]
    public async Task The_drill_of_an_escape_hatch_lets_gateways_fail_in_the_way_that_leads_on()
    {
        var project = new DrillProject
        {
            Table = DrillTable.Text.Replace(
            """ "chain": ["gpt-mini", "haiku"] """.Trim(),
            """ "chain": ["via-proxy", "haiku"], "on": { "overloaded": "stop" } """,
            StringComparison.Ordinal)
        };

        var hatch = Assert.Single(
            await project.MessagesAsync("RG3002", DrillProject.Marked(DrillTable.AllButSummarize + "[Fact] public Task P() => " +
                "RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).ExpectServedByAsync(SummarizeTarget.ViaProxy);")));

        Assert.Contains(
            "r.Summarize).Failing(SummarizeTarget.ViaProxy, Fault.ServerError).ExpectServedByAsync(SummarizeTarget.Haiku)",
            hatch,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_message_says_which_path_and_which_drill()
    {
        var compilation = new DrillProject().Compile(DrillProject.Marked(DrillTable.AllButSummarize + DrillTable.Mini));
        var found = await Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions
            .WithAnalyzers(compilation, [new RouteGen.Analyzers.Coverage.DrillCoverageAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            "No drill lets 'haiku' serve route 'summarize', so an outage would be the first test of this path; add a test that awaits "
            + "RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).Failing(SummarizeTarget.GptMini, "
            + "Fault.Overloaded).ExpectServedByAsync(SummarizeTarget.Haiku)",
            Assert.Single(found).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[Fact] public Task Haiku() => " + Haiku + ";")]
    [InlineData("[Fact] public Task Haiku() { return " + Haiku + "; }")]
    [InlineData(
        "[Fact] public async Task Haiku() { RouteRecord record = await " + Haiku + ".ConfigureAwait(false); Assert.NotNull(record); }")]
    [InlineData("[Fact] public async Task Haiku() { using var x = new System.IO.MemoryStream(); await Task.WhenAll(" +
        Haiku + ", Task.CompletedTask); }")]
    [InlineData("[Fact] public async Task Haiku() { var drill = RouteDrill.On<SupportRoutes>().Route(r => r.Summarize); await " +
        "drill.ExpectServedByAsync(SummarizeTarget.Haiku); }")]
    [InlineData(
        "[Fact] public Task Haiku() => RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).ExpectServedByAsync((SummarizeTarget)2);")]
    [InlineData("[Theory, InlineData(SummarizeTarget.Haiku)] public Task Haiku(SummarizeTarget t) => " +
        "RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).ExpectServedByAsync(t);")]
    [InlineData("[Theory, InlineData(1, SummarizeTarget.Haiku)] public Task Haiku(int n, SummarizeTarget t) => " +
        "RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).ExpectServedByAsync(t);")]
    [InlineData("sealed class SlowFactAttribute : FactAttribute; [SlowFact] public Task Haiku() => " + Haiku + ";")]
    public async Task A_drill_that_a_test_surely_runs_counts(string drill) =>
        Assert.Empty(await FindAsync(DrillTable.AllButSummarize + DrillTable.Mini + drill));

    [Theory]
    [InlineData("[Fact] public void Haiku() { _ = " + Haiku + "; }")]
    [InlineData("public Task Haiku() => " + Haiku + ";")]
    [InlineData("[Fact(Skip = \"later\")] public Task Haiku() => " + Haiku + ";")]
    [InlineData("[Fact(Explicit = true)] public Task Haiku() => " + Haiku + ";")]
    [InlineData("[Fact] public Task Haiku() => Assert.ThrowsAsync<RouteDrillException>(() => " + Haiku + ");")]
    [InlineData("[Fact] public async Task Haiku() { if (Environment.ProcessorCount > 64) { await " + Haiku + "; } }")]
    [InlineData("[Fact] public async Task Haiku() { foreach (var x in new int[0]) { await " + Haiku + "; } }")]
    [InlineData("[Fact] public async Task Haiku() { try { await " + Haiku + "; } catch (RouteDrillException) { } }")]
    [InlineData("[Fact] public async Task Haiku() { async Task Never() => await " + Haiku + "; await Task.Yield(); }")]
    [InlineData("[Fact] public Task Haiku() => RouteDrill.On<SupportRoutes>().Route(r => " +
        "r.Summarize).ExpectServedByAsync(Enum.Parse<SummarizeTarget>(\"Haiku\"));")]
    [InlineData("[Theory, InlineData(SummarizeTarget.GptMini)] public Task Haiku(SummarizeTarget t) => " +
        "RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).ExpectServedByAsync(t);")]
    [InlineData("[Theory, InlineData(SummarizeTarget.Haiku, Skip = \"later\")] public Task Haiku(SummarizeTarget t) => " +
        "RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).ExpectServedByAsync(t);")]
    [InlineData("[Fact] public Task Haiku() => RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).Failing(SummarizeTarget.Haiku, " +
        "Fault.Overloaded).ExpectFailureAsync(Fault.Overloaded);")]
    public async Task A_drill_that_may_not_run_or_may_fail_unseen_does_not_count(string drill) =>
        Assert.Equal([HaikuIsMissing], await FindAsync(DrillTable.AllButSummarize + DrillTable.Mini + drill));

    [Fact]
    public async Task Drills_in_another_part_of_the_class_count() =>
        Assert.Empty(await new DrillProject().FindAsync(
            DrillProject.Marked(DrillTable.AllButSummarize + DrillTable.Mini),
            $"{DrillProject.Usings("Xunit")} public partial class SupportDrills {{ [Fact] public Task Haiku() => {Haiku}; }}"));

    [Fact]
    public async Task Two_classes_of_one_table_answer_for_it_together()
    {
        var usings = DrillProject.Usings("Xunit");
        var first = DrillProject.Marked(DrillTable.AllButSummarize);
        var second = $"{usings} [Drills<SupportRoutes>] public class SummarizeDrills {{ {DrillTable.Mini} ¤ }}";
        var withHaiku = second.Replace("¤", $"[Fact] public Task Haiku() => {Haiku};", StringComparison.Ordinal);

        Assert.Empty(await new DrillProject().FindAsync(first, withHaiku));
        Assert.Empty(await new DrillProject().FindAsync(withHaiku, first));

        // What both lack is reported once, at the first.
        Assert.Equal(
            [HaikuIsMissing],
            await new DrillProject().FindAsync(first, second.Replace("¤", "", StringComparison.Ordinal)));

        // All paths by theory data in one class, the escape hatch in the other.
        Assert.Empty(await new DrillProject().FindAsync(
            first,
            $"{usings} [Drills<SupportRoutes>] public class AllDrills {{ public static IEnumerable<object[]> Paths => " +
            "RouteDrill.All<SupportRoutes>(); [Theory, MemberData(nameof(Paths))] public Task Serves(PathDrill p) => p.RunAsync(); }"));
    }

    [Fact]
    public async Task A_class_without_the_mark_does_not_count() => Assert.Equal(
        [HaikuIsMissing],
        await new DrillProject().FindAsync(
            DrillProject.Marked(DrillTable.AllButSummarize + DrillTable.Mini),
            $"{DrillProject.Usings("Xunit")} public class Unmarked {{ [Fact] public Task Haiku() => {Haiku}; }}"));

    [Fact]
    public async Task A_table_of_the_test_project_itself_is_judged_the_same() =>
        Assert.Equal(
            [HaikuIsMissing],
            await new DrillProject { DeclaresTable = true }.FindAsync(DrillProject.Marked(DrillTable.AllButSummarize + DrillTable.Mini)));

    [Theory]
    [InlineData("public static IEnumerable<object[]> Paths => RouteDrill.All<SupportRoutes>();")]
    [InlineData("public static IEnumerable<object[]> Paths { get; } = RouteDrill.All<SupportRoutes>();")]
    [InlineData("public static readonly IEnumerable<object[]> Paths = RouteDrill.All<SupportRoutes>(Fault.RateLimited);")]
    [InlineData("public static IEnumerable<object[]> Paths() { return RouteDrill.All<SupportRoutes>(); }")]
    public async Task All_paths_as_theory_data_leave_only_the_hatch_with_a_gateway_behind_it(string paths) =>
        Assert.Equal(
            ["RG3002 Tests0.cs(9,2) GptMini_serves_Translate_without_gateways"],
            await FindAsync(paths + "[Theory, MemberData(nameof(Paths))] public Task Serves(PathDrill path) => path.RunAsync();"));

    [Theory]
    [InlineData("[Theory, MemberData(nameof(Paths))] public void Serves(PathDrill path) { }")]
    [InlineData("[Theory(Skip = \"slow\"), MemberData(nameof(Paths))] public Task Serves(PathDrill path) => path.RunAsync();")]
    [InlineData("[Theory, MemberData(nameof(Some))] public Task Serves(PathDrill path) => path.RunAsync();")]
    [InlineData(
        "[Theory, MemberData(nameof(Other.Paths), MemberType = typeof(Other))] public Task Serves(PathDrill path) => path.RunAsync();")]
    public async Task All_paths_that_no_test_runs_as_they_are_do_not_count(string test)
    {
        var found = await FindAsync(
            """
            public static IEnumerable<object[]> Paths => RouteDrill.All<SupportRoutes>();
            public static IEnumerable<object[]> Some => RouteDrill.All<SupportRoutes>().Take(1);
            public static class Other { public static IEnumerable<object[]> Paths => Array.Empty<object[]>(); }
            """ + test);

        Assert.Contains(HaikuIsMissing, found);
    }

    [Theory]
    [InlineData(".Failing(TranslateTarget.ViaProxy, Fault.Overloaded)", 1)]
    [InlineData(".Failing(TranslateTarget.ViaProxy, Fault.Overloaded).Failing(TranslateTarget.ViaProxy2, Fault.Timeout)", 0)]
    [InlineData(".Streamed().GatewaysDown()", 0)]
    public async Task An_escape_hatch_is_drilled_when_every_gateway_is_down(string down, int findings)
    {
        var found = await FindAsync(
            DrillTable.AllButSummarize.Replace("(r => r.Translate).GatewaysDown()", "(r => r.Translate)" + down, StringComparison.Ordinal)
            + DrillTable.Mini + "[Fact] public Task Haiku() => " + Haiku + ";");

        Assert.Equal(Enumerable.Repeat("RG3002 Tests0.cs(9,2) GptMini_serves_Translate_without_gateways", findings), found);
    }

    [Theory]
    [InlineData("[Drills<Nothing>] public class C;")]
    [InlineData("[Drills<>] public class C;")]
    [InlineData("[Drills<SupportRoutes>(1)] public class C;")]
    [InlineData("[Drills<C>] public class C { [Fact] public Task T() => RouteDrill.On<C>().Route(r => r.X).ExpectServedByAsync(); }")]
    [InlineData("[Drills<SupportRoutes>] public class C { [Fact] public Task T() => RouteDrill.On<SupportRoutes>().Route(r => " +
        ").ExpectServedByAsync(null!, 1")]
    [InlineData("[Drills<SupportRoutes>] public class C { [Theory, InlineData] [MemberData] [MemberData(null)] public Task " +
        "T(SummarizeTarget t) => RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).ExpectServedByAsync(t); }")]
    [InlineData("[Drills<SupportRoutes>] public class C { [Theory, InlineData(null)] public async Task T(object t) { var d = d; await " +
        "d.ExpectServedByAsync((SummarizeTarget)t); } }")]
    [InlineData("[Drills<SupportRoutes>] public class C<T> where T : C<T> { [Fact] public Task M => RouteDrill.All<T>(); }")]
    public async Task Code_that_does_not_compile_is_judged_without_a_crash(string code)
    {
        var project = new DrillProject();

        var found = await project.FindAsync(DrillProject.Usings("Xunit") + code);

        Assert.DoesNotContain(found, finding => finding.StartsWith("AD", StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<string>> FindAsync(string members) => new DrillProject().FindAsync(DrillProject.Marked(members));
}
