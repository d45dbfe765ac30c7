namespace RouteGen.Analyzers.Tests.Coverage;

/// <summary>The rules on coverage under NUnit and MSTest.</summary>
public sealed class FrameworkTests
{
    private const string Haiku = "RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).Failing(SummarizeTarget.GptMini, " +
        "Fault.RateLimited).ExpectServedByAsync(SummarizeTarget.Haiku)";
    private const string Any = "RouteDrill.On<SupportRoutes>().Route(r => r.Summarize).ExpectServedByAsync(target)";
    private const string All = "public static IEnumerable<object[]> Paths => RouteDrill.All<SupportRoutes>();";

    [Theory]
    [InlineData("[Test] public Task Haiku() => " + Haiku + ";", true)]
    [InlineData(
        "[TestCase(SummarizeTarget.GptMini), TestCase(SummarizeTarget.Haiku)] public Task Serves(SummarizeTarget target) => " + Any + ";",
        true)]
    [InlineData(All + "[TestCaseSource(nameof(Paths))] public Task Serves(PathDrill path) => path.RunAsync();", true)]
    [InlineData("[Test, Ignore(\"later\")] public Task Haiku() => " + Haiku + ";", false)]
    [InlineData("[TestCase(SummarizeTarget.Haiku, Ignore = \"later\")] public Task Serves(SummarizeTarget target) => " + Any + ";", false)]
    public Task In_NUnit(string members, bool counts) =>
        CheckAsync(new DrillProject { Framework = TestFrameworks.NUnit }, "NUnit.Framework", "", members, counts);

    [Theory]
    [InlineData("[TestMethod] public Task Haiku() => " + Haiku + ";", true)]
    [InlineData("[TestMethod, DataRow(SummarizeTarget.Haiku)] public Task Serves(SummarizeTarget target) => " + Any + ";", true)]
    [InlineData(All + "[TestMethod, DynamicData(nameof(Paths))] public Task Serves(PathDrill path) => path.RunAsync();", true)]
    [InlineData("[TestMethod, Ignore] public Task Haiku() => " + Haiku + ";", false)]
    public Task In_MSTest(string members, bool counts) =>
        CheckAsync(new DrillProject { Framework = TestFrameworks.MSTest },
            "Microsoft.VisualStudio.TestTools.UnitTesting", "[TestClass]", members, counts);

    [Fact]
    public Task A_class_that_is_left_out_drills_nothing() =>
        CheckAsync(new DrillProject { Framework = TestFrameworks.NUnit },
            "NUnit.Framework", "[Ignore(\"later\")]", "[Test] public Task Haiku() => " + Haiku + ";", counts: false);

    private static async Task CheckAsync(DrillProject project, string framework, string mark, string members, bool counts)
    {
        var found = await project.FindAsync(
            $"{DrillProject.Usings(framework)} {mark}[Drills<SupportRoutes>] public class SupportDrills {{ {members} }}");

        Assert.Equal(
            !counts, found.Any(finding => finding.EndsWith("Haiku_serves_Summarize_when_GptMini_fails", StringComparison.Ordinal)));
    }
}
