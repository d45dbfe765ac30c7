using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RouteGen.Generators;

namespace RouteGen.Benchmarks.Compiler;

/// <summary>
/// What an edit costs in the compiler: a driver that has run before, over 2,000 C# files and one table, runs again. Beside it, for the edit
/// of C#, a pipeline that does nothing but name the additional files; and, for the cold run, the parser of Roslyn on what was generated.
/// </summary>
[MemoryDiagnoser]
public class PerEdit
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);
    private CSharpCompilation _compilation = null!;
    private CSharpCompilation _edited = null!;
    private GeneratorDriver _bare = null!;
    private GeneratorDriver _driver = null!;
    private MemoryText _table = null!;
    private MemoryText _spaced = null!;
    private MemoryText _repriced = null!;
    private MemoryText _rerouted = null!;
    private ImmutableArray<string> _generated;

    [Params(10, 200, 2_000)]
    public int Routes { get; set; }

    [GlobalSetup]
    public void Prime()
    {
        SyntaxTree[] files = [.. Enumerable.Range(0, 2_000).Select(
            i => CSharpSyntaxTree.ParseText($"namespace App; internal static class C{i} {{ public static int M() => {i}; }}", Parsing))];
        _compilation = CSharpCompilation.Create("App", files);
        _edited = _compilation.ReplaceSyntaxTree(
            files[7], CSharpSyntaxTree.ParseText("namespace App; internal static class C7 { public static int M() => 8; }", Parsing));
        var text = TableText.Write(Routes);
        _table = new MemoryText(text);
        _spaced = Edited(text, "\"routes\": {", "\"routes\":   {");
        var model = text.IndexOf("\"m3\": {", StringComparison.Ordinal);
        _repriced = Edited(text, "\"input\": 0.25", "\"input\": 0.30", model);
        _rerouted = Edited(text, "\"route-5\": { \"about\"", "\"route-5-b\": { \"about\"");
        _bare = Driver(new BareGenerator()).RunGenerators(_compilation);
        _driver = Driver(new RouteTableGenerator()).RunGenerators(_compilation);
        _generated = [.. _driver.GetRunResult().Results[0].GeneratedSources.Select(s => s.SourceText.ToString())];
    }

    /// <summary>The text with one place edited; there has to be one, or the benchmark would measure an edit of nothing.</summary>
    private static MemoryText Edited(string text, string old, string edited, int from = 0)
    {
        var at = text.IndexOf(old, from, StringComparison.Ordinal);
        return at >= 0
            ? new MemoryText(text[..at] + edited + text[(at + old.Length)..])
            : throw new InvalidOperationException($"The table has no {old}.");
    }

    [Benchmark(Baseline = true)]
    public GeneratorDriver CSharpEditBarePipeline() => _bare.RunGenerators(_edited);

    [Benchmark]
    public GeneratorDriver CSharpEdit() => _driver.RunGenerators(_edited);

    [Benchmark]
    public GeneratorDriver WhiteSpaceEdit() => _driver.ReplaceAdditionalText(_table, _spaced).RunGenerators(_compilation);

    [Benchmark]
    public GeneratorDriver PriceEdit() => _driver.ReplaceAdditionalText(_table, _repriced).RunGenerators(_compilation);

    [Benchmark]
    public GeneratorDriver RouteEdit() => _driver.ReplaceAdditionalText(_table, _rerouted).RunGenerators(_compilation);

    [Benchmark]
    public GeneratorDriver Cold() => Driver(new RouteTableGenerator()).RunGenerators(_compilation);

    [Benchmark]
    public int ParseOfWhatIsGenerated()
    {
        var length = 0;
        foreach (var source in _generated)
        {
            length += CSharpSyntaxTree.ParseText(source, Parsing).GetRoot().FullSpan.Length;
        }

        return length;
    }

    private CSharpGeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], [_table], Parsing, new MemoryOptions());

    private sealed class BareGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.AdditionalTextsProvider.Select(static (text, _) => text.Path),
            static (output, path) => output.AddSource("Bare.g.cs", $"// {path}"));
    }
}
