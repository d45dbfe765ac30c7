using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Analyzers.Usage;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>
/// The pages of the rules on C# keep what they say: the bad code is found with the message that the page quotes, the good code is not.
/// </summary>
public class RulePageTests
{
    private static readonly DiagnosticAnalyzer[] Analyzers =
    [
        new EscapingClientAnalyzer(), new HiddenRetriesAnalyzer(), new FunctionInvocationOrderAnalyzer(),
        new MissingFeatureAnalyzer(), new ModelIdAnalyzer(), new UnreadStreamAnalyzer(), new SwallowedFailureAnalyzer(),
        new RawHttpAnalyzer(), new NestedFailoverAnalyzer(), new OuterRetriesAnalyzer(), new OutputLimitAnalyzer(),
    ];

    public static TheoryData<string> RulesShownInCode => [.. Analyzers.Select(analyzer => analyzer.SupportedDiagnostics[0].Id)];

    public static TheoryData<string> AllRules => [.. UsageRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(AllRules))]
    public void A_rule_has_a_page_under_its_title(string id)
    {
        var rule = UsageRules.All.Single(rule => rule.Id == id);
        Assert.StartsWith($"# {id}: {rule.Title.ToString(CultureInfo.InvariantCulture)}\n", Page(id), StringComparison.Ordinal);
        Assert.Contains(
            $"[{id}]({id}.md) | {rule.Title.ToString(CultureInfo.InvariantCulture)} |", Page("README"), StringComparison.Ordinal);
        Assert.EndsWith($"docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RulesShownInCode))]
    public async Task Bad_code_is_found_as_the_page_says(string id)
    {
        var section = Section(Page(id), "Bad");
        var message = Regex.Match(section, "```text\n(?<text>.*?)\n```", RegexOptions.Singleline).Groups["text"].Value;

        var finding = Assert.Single(await FindingsAsync(id, Assert.Single(Code(section))));

        Assert.Equal(message, finding.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(RulesShownInCode))]
    public async Task Good_code_is_not_found(string id)
    {
        var examples = Code(Section(Page(id), "Good"));
        Assert.NotEmpty(examples);
        foreach (var code in examples)
        {
            Assert.Empty(await FindingsAsync(id, code));
        }
    }

    /// <summary>The package's targets decide; a severity in a configuration cannot, so the page names what can.</summary>
    [Theory]
    [MemberData(nameof(AllRules))]
    public void A_page_says_whether_its_rule_stays_a_warning_where_warnings_are_errors(string id)
    {
        var isKept = Text("RouteGen.targets").Split('\n').Any(line =>
            line.Contains("<WarningsNotAsErrors>", StringComparison.Ordinal) && line.Contains(id, StringComparison.Ordinal));

        Assert.Equal(isKept, Regex.IsMatch(Page(id), "stays (one|a warning) where warnings are errors"));
        Assert.Equal(isKept && id != "RG2001", Page(id).Contains($"$(WarningsAsErrors);{id}<", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Diagnostic>> FindingsAsync(string id, string code)
    {
        var source = code.Contains("services.Add", StringComparison.Ordinal)
            ? UsageTest<ModelIdAnalyzer>.Setup(code)
            : UsageTest<ModelIdAnalyzer>.Body(code);
        var compilation = CSharpCompilation.Create(
            "Application",
            [CSharpSyntaxTree.ParseText(source), .. GeneratedTable.Get(UsageTable.Text)
                .Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path))],
            ApplicationReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var analyzer = Analyzers.Single(analyzer => analyzer.SupportedDiagnostics[0].Id == id);
        return await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private static string Section(string page, string title) =>
        Regex.Match(page, $"\n## {title}\n(?<text>.*?)(\n## |$)", RegexOptions.Singleline).Groups["text"].Value;

    private static List<string> Code(string section) =>
        [.. Regex.Matches(section, "```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline).Select(match => match.Groups["code"].Value)];

    private static string Page(string name) => Text($"Pages.{name}.md");

    private static string Text(string resource)
    {
        using var stream = typeof(RulePageTests).Assembly.GetManifestResourceStream(resource);
        Assert.True(stream is not null, $"{resource} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
