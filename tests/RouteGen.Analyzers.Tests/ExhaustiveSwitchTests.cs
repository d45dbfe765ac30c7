using RouteGen.Analyzers.Tests.Analyzing;
using RouteGen.Analyzers.Usage;

namespace RouteGen.Analyzers.Tests;

/// <summary>RGS0001 silences CS8524 over the targets of a route, and nothing else.</summary>
public sealed class ExhaustiveSwitchTests
{
    private const string Types = """
        namespace RouteGen { [System.AttributeUsage(System.AttributeTargets.Enum)]
            public sealed class RouteTargetsAttribute : System.Attribute { } }
        [RouteGen.RouteTargets] public enum Targets { First = 1, Second = 2 }
        public enum Plain { A, B }

        """;

    [Theory]
    [InlineData("Targets t", "t switch { Targets.First => 1, Targets.Second => 2 }")]
    [InlineData("Targets? t", "t switch { Targets.First => 1, Targets.Second => 2, null => 0 }")]
    [InlineData(
        "Targets t, bool b", "(t, b) switch { (Targets.First, _) => 1, (Targets.Second, true) => 2, (Targets.Second, false) => 3 }")]
    public async Task A_switch_over_all_targets_is_exhaustive(string parameters, string expression) =>
        Assert.Empty(await FindingsAsync(parameters, expression));

    [Theory]
    [InlineData("Targets t", "t switch { Targets.First => 1 }", "CS8509")]
    [InlineData("Targets? t", "t switch { Targets.First => 1, Targets.Second => 2 }", "CS8524")]
    [InlineData("Plain p", "p switch { Plain.A => 1, Plain.B => 2 }", "CS8524")]
    [InlineData(
        "Targets t, Plain p",
        "(t, p) switch { (Targets.First, _) => 1, (Targets.Second, Plain.A) => 2, (Targets.Second, Plain.B) => 3 }",
        "CS8524")]
    public async Task What_else_is_missing_is_still_said(string parameters, string expression, string expected)
    {
        var finding = Assert.Single(await FindingsAsync(parameters, expression));
        Assert.StartsWith(expected, finding, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<string>> FindingsAsync(string parameters, string expression) =>
        Analysis.OfAsync(
            new ExhaustiveSwitchSuppressor(), $"{Types}public static class C {{ public static int M({parameters}) => {expression}; }}");
}
