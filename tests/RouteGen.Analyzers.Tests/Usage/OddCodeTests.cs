using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Analyzers.Usage;

namespace RouteGen.Analyzers.Tests.Usage;

public class OddCodeTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        new UnusedRouteAnalyzer(), new EscapingClientAnalyzer(), new HiddenRetriesAnalyzer(), new FunctionInvocationOrderAnalyzer(),
        new MissingFeatureAnalyzer(), new ModelIdAnalyzer(), new UnreadStreamAnalyzer(), new SwallowedFailureAnalyzer(),
        new RawHttpAnalyzer(), new NestedFailoverAnalyzer(), new OuterRetriesAnalyzer(), new OutputLimitAnalyzer(),
    ];

    [Theory]
    [InlineData(OutputKind.ConsoleApplication)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary)]
    public async Task No_rule_fails_on_code_that_misuses_routes(OutputKind output)
    {
        var files = OddCode.Files().ToList();
        Assert.InRange(files.Count, 200, int.MaxValue);
        var compilation = CSharpCompilation.Create(
            "Application",
            [
                .. files.Select((text, number) => CSharpSyntaxTree.ParseText(
                    text, path: $"/app/Odd{number}.cs", cancellationToken: TestContext.Current.CancellationToken)),
                .. GeneratedTable.Get(UsageTable.Text).Select(file => CSharpSyntaxTree.ParseText(
                    file.Text, path: file.Path, cancellationToken: TestContext.Current.CancellationToken)),
            ],
            ApplicationReferences.All,
            new CSharpCompilationOptions(output));

        var failures = new ConcurrentBag<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, analyzer, _) => failures.Add($"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var found = await new CompilationWithAnalyzers(compilation, Rules, options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Empty(failures);
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");

        // Were the code so odd that no rule looked at it, nothing would be shown.
        Assert.Superset(
            new HashSet<string>(
                ["RG2002", "RG2004", "RG2005", "RG2006", "RG2007", "RG2008", "RG2009", "RG2010", "RG2011", "RG2012"],
                    StringComparer.Ordinal),
            found.Select(diagnostic => diagnostic.Id).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_RouteGen_the_rules_are_idle()
    {
        var tree = CSharpSyntaxTree.ParseText(
            "class A { object B(string key) { try { return new OpenAI.OpenAIClient(key); } catch { } return 1; } }",
            cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create(
            "Application",
            [tree],
            ApplicationReferences.All.RemoveRange(ApplicationReferences.Packages),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        Assert.Empty(await new CompilationWithAnalyzers(compilation, Rules, new AnalyzerOptions([]))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
    }
}
